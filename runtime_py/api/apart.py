"""A machine on another origin than the embedding page's: `boot({machine: 'https://machine.example'})`. The page has the
whole API, and the machine has nothing of the page's: the frame's origin keeps its cookies and storage apart.

What works on messages to the kernel runs here, as for a machine of the page's own; what needs the machine's origin
(isolation, the service worker, the wall, previews) runs in the frame (machine_frame.py). Must not know how the frame
does that."""

from runtime_py.api.apart_link import ApartLink, MachineFrame
from runtime_py.api.errors import ApiError
from runtime_py.api.filesystem import FileSystemAPI
from runtime_py.api.heartbeat import Heartbeat
from runtime_py.api.instances import forget_instance
from runtime_py.api.internal import Internal
from runtime_py.api.limits import limits_of
from runtime_py.api.machine_fetch import MachineFetch
from runtime_py.api.preview_script import preview_scripts
from runtime_py.api.previews import on_preview_message
from runtime_py.api.process import Processes
from runtime_py.api.process_control import ProcessControl
from runtime_py.api.spawning import environment_of, npmrc_of, policy_text
from runtime_py.api.web_container import TAKEN_OVER, WebContainer

REFUSED = 'ERR_TERRARIUM_APART'
# options of `boot` that the frame gets; functions can't be sent
OPTIONS = [
    'workspace',
    'workdirName',
    'proxy',
    'npmrc',
    'registry',
    'policy',
    'limits',
    'previews',
    'coep',
    'forwardPreviewErrors',
    'takeOver',
    'alongside',
    'wall',
]


class SeenOrigins:
    """The origins of the machine's previews, as its ports were announced."""

    def __init__(self):
        self._origins = Set()

    def add(self, url: str) -> None:
        self._origins.add(URL(url).origin)

    def owns(self, origin: str) -> bool:
        return self._origins.has(origin)


class NoGateway:
    """Previews are served in the frame."""

    def stop(self) -> None:
        """Nothing to stop here."""

    def on_exchanges(self, are_open: bool) -> None:
        """The frame watches them."""


class ApartMachine(WebContainer):
    """`base`: the folder of dist/ on the other origin."""

    def __init__(self, base: str, number: int):
        super().__init__(base, number)
        self._frame = MachineFrame(base)
        self._tell = None
        self._preview_origins = SeenOrigins()

    async def _start(self, options: object) -> None:
        self._tell = options.onProgress if options.onProgress is not None else (lambda step: None)
        self._tell('isolating')
        try:
            self._link = ApartLink(await self._frame.open(), lambda event: self._on_event(event))
            self._processes = Processes(self._link)
            self._fetch = MachineFetch(self._link)
            self._gateway = NoGateway()
            self.processes = ProcessControl(self._link, self._events)
            self._env = environment_of(options.env)
            self._heartbeat = Heartbeat(lambda: self._link.request('ping', []), lambda: self._on_silent())
            self._info = await self._link.request('apart.boot', [_sent_options(options)])
        except Exception as error:
            self._frame.remove()
            raise error
        self.fs = FileSystemAPI(self._link, self._info.workdir)
        self.internal = Internal(self._link, self._info.workdir)
        self._unsubscribes.append(
            on_preview_message(
                self._number, self._preview_origins, lambda message: self._events.emit('preview-message', [message])
            )
        )
        self._heartbeat.start()

    def _on_event(self, event: object) -> None:
        if self._ending is not None:
            return
        kind = event.event
        if kind == 'apart.port':
            self._preview_origins.add(event.args[2])
            self._events.emit('port', event.args)
        elif kind == 'apart.server-ready':
            self._events.emit('server-ready', event.args)
        elif kind == 'apart.progress':
            self._tell(event.step)
        elif kind == 'apart.error' and event.code == TAKEN_OVER:
            self._give_up()
        elif kind == 'apart.error':
            self._on_fatal(ApiError(event.code, event.message), False)
        else:
            super()._on_event(event)

    async def restart(self) -> None:
        if self._ending is not None:
            raise ApiError('ETORNDOWN', 'restart: the machine has been torn down')
        if not self._failed:
            raise ApiError('ERR_ALREADY_BOOTED', 'The machine is running')
        await self._link.start_again()
        self._failed = False
        self.fs.watch_again()
        self.internal.watch_again()
        self._heartbeat.start()

    async def setPreviewScript(self, scriptSrc: str, options: object = None) -> None:
        self._link.check()
        await self._link.request('apart.scripts', [preview_scripts(scriptSrc, options, document.baseURI)])

    def mountFolder(self, handle: object, path: str, options: object = None) -> object:
        """Browsers send the handle of a folder to no other origin."""
        return Promise.reject(
            ApiError(REFUSED, 'mountFolder: a folder of the disk can not be handed to a machine on another origin')
        )

    @property
    def previewsAreTrusted(self) -> bool:
        return False

    @property
    def programsAreWalled(self) -> bool:
        """They have another origin than this page."""
        return True

    async def _tear_down(self, closing: object) -> None:
        await closing
        self._frame.remove()
        forget_instance(self)


def _sent_options(options: object) -> object:
    """Checks those that aren't sent as they are."""
    policy_text(options.policy)
    limits_of(options.limits)
    npmrc_of(options)
    found = {}
    for name in OPTIONS:
        if options[name] is not None:
            found[name] = options[name]
    return found
