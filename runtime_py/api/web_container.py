"""`WebContainer`: a machine with the interface of `@webcontainer/api` 1.6 (docs/EMBED.md lists additions and
omissions).

Combines the parts of this room. Must not know the page around it.
"""

from typing import Any

from runtime_py.api.archives import Archives
from runtime_py.api.boot_request import boot_request, booted
from runtime_py.api.content_policy import CODE as POLICY
from runtime_py.api.content_policy import PolicyWatch
from runtime_py.api.errors import ApiError
from runtime_py.api.events import Events
from runtime_py.api.exporter import Exporter
from runtime_py.api.filesystem import FileSystemAPI
from runtime_py.api.gateway_line import GatewayLine
from runtime_py.api.heartbeat import Heartbeat
from runtime_py.api.instances import boot_instance, forget_instance, note_teardown
from runtime_py.api.internal import Internal
from runtime_py.api.isolation import ServiceWorkerLink
from runtime_py.api.kernel_link import KernelLink
from runtime_py.api.listener_events import emit_to_listeners
from runtime_py.api.machine_fetch import MachineFetch
from runtime_py.api.machine_requests import MachineRequests
from runtime_py.api.octets import octets_of
from runtime_py.api.paths import resolve
from runtime_py.api.permissions import PermissionRequests
from runtime_py.api.port_events import PortEvents
from runtime_py.api.preview_origins import SANDBOXED, PreviewOrigins, checked, machine_id
from runtime_py.api.preview_script import preview_scripts
from runtime_py.api.previews import on_preview_message, preview_url, record_of, say_trusted
from runtime_py.api.process import Processes, WebContainerProcess
from runtime_py.api.process_control import ProcessControl
from runtime_py.api.sandboxed_previews import SandboxedPreviews
from runtime_py.api.spawning import environment_of, spawn_request
from runtime_py.api.stray_frames import StrayFrames
from runtime_py.api.tree import entries_of_snapshot, entries_of_tree
from runtime_py.api.wall import build_wall
from runtime_py.api.workspaces import delete_left_over, delete_workspace, is_temporary, temporary_name
from runtime_py.kernel.walls import CODE as NO_WALL
from runtime_py.platform.preview_places import place_of

TEARDOWN_TIMEOUT_MS = 30000
MACHINE_FAILED = 'EMACHINE'
TAKEN_OVER = 'ERR_TERRARIUM_TAKEN_OVER'
SILENT = 'ERR_TERRARIUM_SILENT'
TORN_DOWN = 'ETORNDOWN'
PROCESS_ABORTED = 'Process aborted'  # the original's text, by which its clients recognize the rejection of `exit`
PROCESS = 'process.js'
REQUIRED = 'required'  # of the option `wall`
NOT_OFFLINE = 'ERR_TERRARIUM_NOT_OFFLINE'


class WebContainer(MachineRequests):
    """A machine. States: booted -> torn down, or failed (-> booted, by `restart`). `boot` makes it."""

    assets: Any  # set by the npm package (package/index.js)

    def __init__(self, base: str, number: int):
        super().__init__()
        self._base = base
        self._number = number  # 0, or a number that distinguishes machines on the same origin
        self._events = Events(['warning', 'error'])
        self._workspace = ''
        self._request = None
        self._booting = False
        self._failed = False
        self._torn_down = False
        self._ending = None
        # members of the original's object that its clients use (@webcontainer/test)
        self._instance = {'teardown': lambda: self._end()}
        self._unsubscribes: list = []
        self._ports = PortEvents(self._events)
        self._service_worker = ServiceWorkerLink(base, lambda text, code: self._warn(text, code))
        self._policy = PolicyWatch(base, lambda text: self._warn(text, POLICY))
        self._forward = None  # hears the kernel's events, for a page of another origin (machine_frame.py)
        self._wall = None
        self._has_no_wall = False
        self._gateway = None
        self._origins = None  # where previews have separate origins
        self._sandboxed = None  # where their pages have no origin
        self._heartbeat = None
        self._processes = None
        self.processes = None
        self._permissions = None
        self._env = {}
        self._fetch = None
        self.fs = None
        self.internal = None

    @staticmethod
    async def boot(options: object = None) -> object:
        """One instance at a time, or any number with `alongside: true`, whose ports have URLs of their own. Options
        beyond the original's: `workspace` names files that are kept in this browser (`takeOver`: even if another tab
        has them open); `onProgress(step)` is called with 'isolating', 'starting' and 'restoring'; `proxy` is the URL of
        a proxy for outgoing requests (docs/PROXY.md); `assets` is the URL of the folder dist/, for bundled pages;
        `env`, `registry` and `npmrc` are for programs (spawning.py)."""
        given = {} if options is None else options
        return await boot_instance(WebContainer, given, lambda instance: instance._boot(given))

    async def _boot(self, options: object) -> None:
        """Nothing of the machine is left when it throws."""
        try:
            await self._start(options)
        except Exception as error:
            self._policy.stop()
            self._remove_wall()
            raise error

    async def _start(self, options: object) -> None:
        tell = options.onProgress if options.onProgress is not None else (lambda step: None)
        tell('isolating')
        self._forward = options.onEvent
        self._policy.start()
        wall = self._build_wall(options.wall == REQUIRED) if crossOriginIsolated else None  # meanwhile
        self._unsubscribes.append(lambda: self._policy.stop())
        await self._policy.explain(self._service_worker.establish(options.coep))
        self._workspace = options.workspace if options.workspace is not None else temporary_name()
        pattern = checked(options.previews)
        if pattern != '':
            self._origins = PreviewOrigins(
                pattern, await machine_id(self._workspace), self._base, lambda text, code: self._warn(text, code)
            )
        elif options.previews == SANDBOXED:
            self._sandboxed = SandboxedPreviews(self._number)
        await self._settle(options.forwardPreviewErrors if options.forwardPreviewErrors is not None else False, [])
        tell('starting')
        self._request = boot_request(options, self._workspace, self._base)
        self._request['wall'] = wall or self._build_wall(options.wall == REQUIRED)
        if self._wall is not None:
            _forget_failure(self._wall.prepare(self._base + PROCESS))
        self._link = KernelLink(self._base + 'kernel.js', self._wall, lambda event: self._on_event(event))
        self._processes = Processes(self._link)
        self._fetch = MachineFetch(self._link)
        self.processes = ProcessControl(self._link, self._events)
        self._permissions = PermissionRequests(self._link, self._events)
        self._env = environment_of(options.env)
        self._gateway = GatewayLine(
            self._link, self._service_worker, self._number, '' if self._sandboxed is None else self._sandboxed.key
        )
        self._heartbeat = Heartbeat(lambda: self._link.request('ping', []), lambda: self._on_silent())
        if options.takeOver:
            self._service_worker.ask_to_give_up(self._workspace)
        await self._boot_kernel(tell)
        self.fs = FileSystemAPI(self._link, self._info.workdir)
        self.internal = Internal(self._link, self._info.workdir)
        self._unsubscribes.append(
            on_preview_message(
                self._number, self._origins, lambda message: self._preview_message(message), self._sandboxed
            )
        )
        self._unsubscribes.append(
            self._service_worker.on_message(lambda message, ports: self._on_service_worker(message, ports))
        )
        self._unsubscribes.append(self._service_worker.look_after(lambda: self._gateway.offer()))
        if self._sandboxed is not None:
            self._sandboxed.start(self._link)
            self._unsubscribes.append(lambda: self._sandboxed.stop())
        elif self._origins is None:
            frames = StrayFrames(
                self._base,
                self._number,
                lambda: self._ports.open_ports(),
                lambda port, path: self.fetch(port, path, {'method': 'HEAD'}),
            )
            frames.start()
            self._unsubscribes.append(lambda: frames.stop())
        else:
            self._unsubscribes.append(lambda: self._origins.stop())
        self._begin_service()
        _forget_failure(delete_left_over())

    def _build_wall(self, is_required: bool) -> object:
        """Around programs, where this engine has one; what the kernel has to know of it. Throws where it is required
        and can't be."""
        gone = ApiError(MACHINE_FAILED, 'the frame in which programs run was removed from the page')
        self._wall, report = build_wall(is_required, lambda: self._on_fatal(gone, True))
        return report

    def _remove_wall(self) -> None:
        if self._wall is not None:
            self._wall.remove()

    async def _settle(self, forward: object, scripts: object) -> None:
        """Sets how the service worker instruments this machine's previews; undefined fields stay, null resets."""
        end = '' if self._number == 0 else f'-{self._number}'
        values = {'previewOrigins' + end: None if self._origins is None else self._origins.as_setting()}
        if self._origins is not None:
            await self._origins.settle(forward, scripts)
        for name, value in [['forwardPreviewErrors', forward], ['previewScripts', scripts]]:
            if js_typeof(value) != 'undefined':
                values[name + end] = value
        await self._service_worker.settle(values)

    async def _boot_kernel(self, tell: object) -> None:
        """Throws why the machine can't start; no worker is left then."""
        self._booting = True
        try:
            self._info = await booted(self._link, self._request, self._base, tell)
        except Exception as error:
            self._failed = True
            self._link.fail(error, False)
            raise error
        finally:
            self._booting = False
        self._failed = False

    def _begin_service(self) -> None:
        if self._origins is None:
            self._gateway.offer()
        else:
            self._origins.begin(self._link)
            self._service_worker.say_running()
        self._heartbeat.start()

    async def restart(self) -> None:
        """Boots again in place after the machine has failed: files, watchers and listeners are kept, processes are
        gone. Not in the original."""
        if self._ending is not None:
            raise ApiError(TORN_DOWN, 'restart: the machine has been torn down')
        if not self._failed:
            raise ApiError('ERR_ALREADY_BOOTED', 'The machine is running')
        if self._wall is not None:
            self._wall.build_again()
        await self._link.start_again()
        await self._boot_kernel(lambda step: None)
        self.fs.watch_again()
        self.internal.watch_again()
        self._permissions.begin_again()
        self._begin_service()

    def _on_service_worker(self, message: object, ports: list) -> None:
        if message.type == 'terrarium:settings?':
            self._service_worker.settle_again()
        elif message.type == 'terrarium:give-up' and message.workspace == self._workspace:
            self._give_up()
        elif (
            message.type == 'terrarium:gateway?'
            and self._origins is None
            and (message.machine is None or message.machine == self._number)
        ):
            self._gateway.offer()
        elif message.type == 'terrarium:want' and self._origins is not None and message.machine == self._number:
            self._origins.ask_for(message.port)
        elif message.type == 'terrarium:sandbox?' and self._sandboxed is not None:
            self._sandboxed.introduce(message, lambda port: ports[0].postMessage({}, [port]))
        elif message.type == 'terrarium:connect?' and self._origins is not None:
            self._origins.introduce(message.origin, ports[0])
        elif message.type == 'terrarium:offline-failed' and navigator.onLine:
            self._warn(f'Terrarium works only while there is a network here: {message.message}', NOT_OFFLINE)

    def _warn(self, text: str, code: str, details: list = None) -> None:
        self._events.emit('warning', [{'message': text, 'code': code, 'details': [] if details is None else details}])

    def on(self, event: str, listener: object) -> object:
        if self._ending is not None:
            raise ApiError(TORN_DOWN, f'on {event}: the machine has been torn down')
        if event == 'audit':
            _forget_failure(self._link.request('audit.follow', [True]))
        if event == 'permission':
            return self._permissions.listen(listener)
        return self.processes.listen(listener) if event == 'resources' else self._events.on(event, listener)

    async def spawn(self, command: str, optionsOrArgs: object = None, options: object = None) -> WebContainerProcess:
        """`spawn(command, args, options)` or `spawn(command, options)`. Beyond the original: `terminal: false` uses
        pipes, `signal` ends the program."""
        has_args = Array.isArray(optionsOrArgs)
        settings = options if has_args else optionsOrArgs
        request = spawn_request(
            command, optionsOrArgs if has_args else [], {} if settings is None else settings, self.workdir, self._env
        )
        return await self._processes.spawn(request, request['output'], None if settings is None else settings.signal)

    def fetch(self, port: int, request: object = '/', init: object = None) -> object:
        """A promise of the `Response` from a server in the machine. Not in the original."""
        return self._fetch.fetch(port, request, init)

    async def mount(self, snapshotOrTree: object, options: object = None) -> None:
        point = '/' if options is None or options.mountPoint is None else options.mountPoint
        folder = resolve(self.workdir, point)
        data = octets_of(snapshotOrTree)
        entries = entries_of_tree(snapshotOrTree, folder) if data is None else entries_of_snapshot(data, folder)
        buffers = Set()
        for entry in entries:
            if js_instanceof(entry[2], Uint8Array):
                buffers.add(entry[2].buffer)
        await self._link.request('mount', [entries], list(buffers))

    async def export(self, path: str, options: object = None) -> object:
        return await Exporter(self._link, options).run(resolve(self.workdir, path))

    def pack(self, path: str, format: str = 'tar.gz', excludes: list = None) -> object:
        """Packs a folder; the bytes of a 'tar.gz' or 'zip' archive. Not in the original."""
        return Archives(self._processes, self._link).pack(
            resolve(self.workdir, path), format, [] if excludes is None else excludes
        )

    def unpack(self, path: str, format: str, data: object) -> object:
        """Unpacks an archive into a folder. Not in the original."""
        return Archives(self._processes, self._link).unpack(resolve(self.workdir, path), format, data)

    async def setPreviewScript(self, scriptSrc: str, options: object = None) -> None:
        """The script's text, or its URL. An empty one removes the script."""
        self._link.check()
        await self._set_preview_scripts(preview_scripts(scriptSrc, options, document.baseURI))

    def _set_preview_scripts(self, scripts: list) -> object:
        """For `machine_frame` too, which gets them from another page."""
        return self._settle(js_undefined, scripts)

    @property
    def previewsAreTrusted(self) -> bool:
        """Whether previews share this page's origin, so that their scripts have all of the page's rights. Not in the
        original."""
        return self._origins is None and self._sandboxed is None

    @property
    def programsAreWalled(self) -> bool:
        """Whether the browser keeps programs from what this page's origin has. Not in the original."""
        return not self._has_no_wall

    def _preview_message(self, message: object) -> None:
        self._events.emit('preview-message', [message])
        _forget_failure(self._link.request('audit.preview', record_of(message)))

    def teardown(self) -> None:
        if self._torn_down:
            raise ApiError(TORN_DOWN, 'WebContainer already torn down')
        self._torn_down = True
        self._end()

    def _end(self) -> object:
        """The promise of the machine's end, the same for all callers."""
        if self._ending is None:
            closing = self._link.close(TEARDOWN_TIMEOUT_MS)
            for unsubscribe in self._unsubscribes:
                unsubscribe()
            self._stop_service()
            self._events.clear()
            self.fs.close_watchers()
            self.internal.close()
            self._processes.lose_all(ApiError(TORN_DOWN, PROCESS_ABORTED))
            self._ending = self._tear_down(closing)
            if self._number == 0:
                note_teardown(self._ending)
        return self._ending

    def _stop_service(self) -> None:
        self._fetch.forget()
        if self._origins is not None:
            self._origins.forget()
        self._gateway.stop()
        self._heartbeat.stop()

    def _give_up(self) -> None:
        """Another tab takes over the workspace."""
        self._events.emit('error', [{'message': 'its files were opened in another tab', 'code': TAKEN_OVER}])
        self.teardown()

    async def _tear_down(self, closing: object) -> None:
        if self._number != 0:
            _forget_failure(self._settle(None, None))
        await closing
        self._remove_wall()
        if is_temporary(self._workspace):
            delete_workspace(self._workspace)
        forget_instance(self)

    def _on_event(self, event: object) -> None:
        if self._ending is not None:
            return
        kind = event.event
        if self._forward is not None:
            self._forward(event)
        if emit_to_listeners(self._events, event):
            return
        if kind == 'output' or kind == 'exit' or kind == 'flush':
            self._processes.on_event(event)
        elif kind == 'fs':
            self.fs.on_change(event)
        elif kind == 'paths':
            self.internal.on_event(event)
        elif kind == 'port':
            self._on_port(event.port, event.type)
        elif kind == 'permission':
            self._permissions.ask(event)
        elif kind == 'permission-over':
            self._permissions.over(event.number)
        elif kind == 'measure-memory':
            self.processes.measure_memory()
        elif kind == 'exchanges':
            self._gateway.on_exchanges(event.open)
        elif kind == 'warning':
            self._has_no_wall = self._has_no_wall or event.code == NO_WALL
            self._warn(event.message, event.code, event.details)
        elif kind == 'fatal':
            self._on_fatal(ApiError(event.code if event.code is not None else MACHINE_FAILED, event.message), True)

    def _on_port(self, port: int, kind: str) -> None:
        if self._origins is None:
            if kind == 'open' and self._sandboxed is None:
                say_trusted()
            self._ports.tell(port, kind, preview_url(self._base, place_of(self._number, port)), None)
        elif kind == 'open':
            self._ports.tell(port, kind, self._origins.url(port), self._origins.open(port))
        else:
            self._origins.close(port)
            self._ports.tell(port, kind, self._origins.url(port), None)

    def _on_silent(self) -> None:
        self._on_fatal(ApiError(SILENT, 'the kernel does not answer any more'), False)

    def _on_fatal(self, error: ApiError, can_save: bool) -> None:
        """The kernel worker could not be loaded, has failed or is gone: all pending requests fail."""
        if self._booting:
            error = self._policy.refusal() or error
            self._link.fail(error, False)  # the boot fails with it
        if self._booting or self._failed:
            return
        self._failed = True
        self._stop_service()
        self._link.fail(error, can_save)
        self._processes.lose_all(error)
        for port in self._ports.open_ports():
            self._on_port(port, 'close')
        if self._events.count('error') == 0:
            console.error(error)
        self._events.emit('error', [{'message': error.message, 'code': error.code}])


async def _forget_failure(promise: object) -> None:
    """Ignores a failure: cleaning up may fail without harm."""
    try:
        await promise
    except Exception as error:
        console.warn(error)
