"""The kernel worker's machine: answers the page, starts and ends processes, keeps files safe. boot.py makes it.

Control plane only: programs' system calls never come here (docs/DESIGN.md, Three ideas), but for those of confined
programs (confined_programs.py)."""

from runtime_py.kernel.base_system import default_env, search_path
from runtime_py.kernel.dev_sockets import DevSockets
from runtime_py.kernel.file_ops import FileOps
from runtime_py.kernel.gateway import Gateway
from runtime_py.kernel.last_listeners import LastListeners
from runtime_py.kernel.mounts import KernelMounts
from runtime_py.kernel.network import Network
from runtime_py.kernel.operations import checked, verbs_of
from runtime_py.kernel.path_watch import PathWatches
from runtime_py.kernel.permissions import SECONDS
from runtime_py.kernel.policies import POLICY_FILE, confinement_text
from runtime_py.kernel.policy_desk import PolicyDesk
from runtime_py.kernel.ports_watch import PortsWatch
from runtime_py.kernel.predictor import make_predictor
from runtime_py.kernel.preview_lines import PreviewLines
from runtime_py.kernel.quiet_programs import run_quietly
from runtime_py.kernel.resource_watch import ResourceWatch
from runtime_py.kernel.rollbacks import Rollbacks
from runtime_py.kernel.scheduler import Scheduler
from runtime_py.kernel.sessions import Sessions
from runtime_py.kernel.stuck_locks import MachineStopped, StuckLocks
from runtime_py.kernel.watchmen import Watchmen
from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import call_later, now_ms
from runtime_py.platform.errno import OsError
from runtime_py.platform.futures import start
from runtime_py.platform.json import stringify
from runtime_py.platform.workers import message_channel
from runtime_py.security.audit_chain import LOG
from runtime_py.sys.children import SpawnRequest
from runtime_py.vfs.flags import O_RDWR
from runtime_py.vfs.layout import STORAGE_QUOTA, STORAGE_USED

FSTAB = '/etc/fstab'
FSTAB_FAILED = 'ERR_TERRARIUM_FSTAB'


class Kernel:
    """States: new -> up (`begin`) -> down (`teardown`, or `stop`)."""

    def __init__(self, base: object) -> None:
        options = base.options
        machine = base.machine
        proxy = options['proxy'] or ''
        self.link = base.link
        self.page_workers = base.page_workers
        self.system = base.system
        self.audit_log = base.audit_log
        self.audited = base.audited
        self.reports = base.reports
        self.pool = base.pool
        self.supervisor = base.supervisor
        self.persistence = base.persistence
        self.workdir = base.workdir
        self.env = default_env(base.workdir)
        self._boot_policy = base.policy
        self._registries = base.registries
        self._limits = options['limits'] or []  # of programs that the page starts
        self._mounting = -1  # the process that mounts the file systems of /etc/fstab
        post = self.link.post
        self.sessions = Sessions(self.system, post)
        self.rollbacks = Rollbacks(self.persistence)
        self.files = FileOps(self.system, post)
        self.mounts = KernelMounts(self.system, self.persistence.contents, self.warn)
        self.persistence.on_sync = lambda: self.mounts.flush()
        self.listeners = LastListeners(machine, lambda sid: self.sessions.find(sid))
        self.ports = PortsWatch(
            machine, lambda event, transfer: self.reports.post(event, transfer), lambda port: self._opened(port)
        )
        dev_sockets = DevSockets(
            lambda event: post({'event': 'dev-server', 'text': stringify(event)}, []),
            lambda: now_ms(),
            lambda port: self.listeners.folder(port),
        )
        self.gateway = Gateway(
            self.system,
            lambda are_open: post({'event': 'exchanges', 'open': are_open}, []),
            lambda port: self.listeners.about(port),
            dev_sockets,
        )
        self.preview_lines = PreviewLines(self.gateway)
        self.network = Network(self.system, proxy)
        self.resources = ResourceWatch(
            self.system, call_later, lambda event: post(event, []), lambda label: self.supervisor.slot_of_label(label)
        )
        self.scheduler = Scheduler(self.system, call_later)
        self.gateway.on_request = lambda port: self.scheduler.asked(self.listeners.pid(port))
        for change in options['scheduler'] or []:
            self.scheduler.change(change)
        self.watchmen = Watchmen(self, self._registries, call_later)
        self.resources.before_reading = lambda: self.supervisor.confined.take_figures()
        self.scheduler.before_reading = self.resources.before_reading
        self.resources.on_reading = lambda reading: self._read(reading)
        self.resources.on_limit = lambda pid, command, text: self.audited.limited(pid, command, text)
        self.predictor = make_predictor(
            self.system,
            self.persistence.contents,
            self.pool,
            self.supervisor,
            self.resources,
            self.warn,
            lambda words, folder, env: run_quietly(self.system, self._limits, words, folder, env),
        )
        asking = {'seconds': SECONDS, 'unanswered': 'deny'} if options['asking'] is None else options['asking']
        self.policy_desk = PolicyDesk(self, self.audited, self.files, asking, self.workdir, call_later)
        self.policy_desk.decisions.watch = lambda pid, thing: self.watchmen.behaviour.at_door(pid, thing)
        self.path_watches = PathWatches(
            self.system,
            self.workdir,
            lambda path: self.persistence.contents.with_contents(lambda: self.files.read_file(path)),
            post,
        )
        self.verbs = verbs_of(self)
        self._listen()

    def _listen(self) -> None:
        """The supervisor, the bell and the locks tell the kernel."""
        self.supervisor.on_end = lambda pid, status: self._ended(pid, status)
        self.supervisor.on_launch = lambda slot, pid: self.listeners.started(slot, pid)
        self.supervisor.on_zombie = lambda pid, status: self._died(pid, status)
        self.supervisor.on_ask = lambda op, args, slot: self._asked(op, args, slot)
        self.supervisor.on_started = lambda launch: self._started(launch)
        self.supervisor.on_refused = lambda slot, data: self._refused(slot, data)
        self.supervisor.on_observed = lambda slot, data: self.watchmen.observed(slot, data)
        self.supervisor.warn = self.warn
        self.supervisor.bring = lambda ino: self.persistence.contents.load(ino)
        StuckLocks(
            self.system,
            lambda slot: self.supervisor.end_stuck(slot),
            lambda text, code: self.stop(text, code),
            self.warn,
        ).watch()
        self.resources.begin()
        reactor = self.system.reactor
        reactor.on_wake = lambda: self.turn()
        reactor.wake_soon()

    async def begin(self) -> object:
        """The machine is up, and the page may ask: `{workdir, path}`."""
        await self.audit_log.begin(self.persistence.contents)
        await self.watchmen.begin(self.persistence.contents, self.workdir)
        self.link.verbs = self.verbs
        if self.system.exists(FSTAB):
            start(self._mount_fstab(self.env), lambda error: self.warn(f'{FSTAB}: {error.message}', FSTAB_FAILED))
        return {'workdir': self.workdir, 'path': self.env[0][5:]}

    async def _asked(self, op: str, args: list, slot: int) -> object:
        """A program's question."""
        if op.startswith('predict.'):
            return await self.predictor.asked(op, args, slot)
        return await self.verbs.run(op, args, slot)

    def _opened(self, port: int) -> None:
        self.listeners.opened(port)
        self.predictor.listens(self.listeners.pid(port))

    def follow_audit(self, on: bool) -> None:
        self.audit_log.on_record = (
            (lambda line: self.link.post({'event': 'audit', 'line': line}, [])) if on else (lambda line: None)
        )

    async def _mount_fstab(self, env: list) -> None:
        """`mount -a`, as init does; the prompt doesn't wait for it."""
        await self.persistence.contents.with_contents(lambda: self.system.resolve_program('mount', ['mount'], env))
        nowhere = self.system.open('/dev/null', O_RDWR)
        self._mounting = self.system.spawn(
            SpawnRequest('mount', ['mount', '-a'], env, '/', [nowhere, nowhere, nowhere], 0)
        )
        self.system.close(nowhere)

    def _read(self, reading: object) -> None:
        """The figures of all processes, twice a second."""
        self.scheduler.notice(reading)
        self.watchmen.look(reading)

    def _started(self, launch: object) -> None:
        self.audited.started(launch)
        self.watchmen.started(launch)

    def _refused(self, slot: int, data: object) -> None:
        self.audited.refused(slot, data)
        self.watchmen.refused(slot, data)

    def _died(self, pid: int, status: int) -> None:
        self.listeners.ended(pid, status)
        self.watchmen.behaviour.ended(pid)
        self.audited.ended(pid, status)
        self.policy_desk.ended(pid)

    def _ended(self, pid: int, status: int) -> None:
        if pid == self._mounting and status != 0:
            self.warn(f'Some entries of {FSTAB} could not be mounted: `mount -a` says why.', FSTAB_FAILED)
        self.network.ended(pid)
        self.resources.after_line(pid, lambda: self.sessions.ended(pid, status))

    def turn(self) -> None:
        """The bell rang: a process died or listens, a barrier was requested, or a descriptor of ours is ready."""
        self.supervisor.turn()
        self.ports.turn()
        self.persistence.turn()
        if self.system.reactor.run_pending():
            self.system.reactor.wake_soon()

    def input(self, pid: int, data: object) -> object:
        self.scheduler.urgent()
        return self.sessions.get(pid).input(data)

    async def spawn(self, request: object) -> object:
        """Starts a program; `env` of the request is merged over the default."""
        asked = request['env'] or {}
        cwd = request['cwd'] or self.workdir
        env = [
            f'PATH={search_path(self.workdir, cwd)}',
            f'PWD={cwd}',
            *[pair for pair in self.env if not pair.startswith('PATH=') and not pair.startswith('PWD=')],
        ]
        merged = [pair for pair in env if not Object.hasOwn(asked, pair.split('=')[0])]
        for name in Object.keys(asked):
            merged.append(f'{name}={asked[name]}')
        if request['terminal'] is not None and not Object.hasOwn(asked, 'TERM'):
            merged.extend(['TERM=xterm-256color', 'COLORTERM=truecolor'])
        # its first lines are read at once
        await self.persistence.contents.with_contents(
            lambda: self.system.resolve_program(request['cmd'], [request['cmd']], merged, cwd)
        )
        policy = self._policy_of(request['policy'] or '')
        limits = [*self._limits, *(request['limits'] or [])]
        return {
            'pid': self.sessions.spawn(
                request['cmd'], request['args'], cwd, merged, request['terminal'], limits, policy
            )
        }

    def _policy_of(self, given: str) -> str:
        """What boot and the caller say, and what the workspace says in .terrarium/policy.json. Raises BadPolicy."""
        written = self.system.read_file(f'{self.workdir}/{POLICY_FILE}')
        texts = [
            [self._boot_policy, 'boot'],
            [given, 'spawn'],
            ['' if js_typeof(written) == 'number' else decode(written), POLICY_FILE],
        ]
        return confinement_text(texts, self.workdir, self._registries)

    def set_limits(self, pid: int, limits: list) -> None:
        for place, soft, hard in limits:
            checked(self.system.set_limits(pid, place, soft, hard), 'setrlimit')

    async def watch_paths(self, number: int, roots: list, rules: object) -> None:
        result = await self.path_watches.add(number, roots, rules)
        if result < 0:
            raise OsError(-result, 'watch')

    async def mount_folder(self, handle: object, path: str, is_read_only: bool) -> None:
        """Mounts a folder that the user gave the page. The mount point is created if needed."""
        self.mounts.give(handle)
        self.files.mkdir(path, True)
        await self.mounts.mount('folder', handle.name, path, is_read_only)

    async def mount_image(self, source: str, path: str) -> None:
        self.files.mkdir(path, True)
        await self.mounts.mount('zip', source, path, True)

    def open_gateway(self, number: int) -> object:
        """Opens a message port for a service worker; `number` is the page's name for it."""
        ends = message_channel()
        self.gateway.attach(ends[0], number)
        return ends[1]

    def open_page_line(self) -> object:
        ends = message_channel()
        self.gateway.attach_page(ends[0])
        return ends[1]

    async def roll_back(self, name: str) -> None:
        """The audit log stays: what happened since isn't undone by going back."""
        files = self.audit_log.kept_for_rollback()
        await self.rollbacks.rollback(name)
        self.audit_log.put_back(files)
        self.watchmen.behaviour.put_back()
        self.audit_log.add(LOG, {'text': f'rollback to {name}'})

    def usage(self) -> object:
        """Bytes used of the machine's memory, and of the browser's storage (0: unknown)."""
        f64 = self.system.memory.f64
        return {'memory': self.system.memory.size, 'storage': f64[STORAGE_USED >> 1], 'quota': f64[STORAGE_QUOTA >> 1]}

    def warn(self, text: str, code: str, details: list = None) -> None:
        self.reports.warn(text, code, details)

    def stop(self, text: str, code: str) -> None:
        """Stops a machine that can't go on: it stores and answers nothing any more, and the page restarts it."""
        self.persistence.abandon()
        self.supervisor.abandon()
        self.resources.stop()
        self.predictor.abandon()
        self.system.reactor.on_wake = lambda: None
        self.link.refusal = MachineStopped(text)
        self.link.post({'event': 'fatal', 'message': text, 'code': code}, [])

    async def teardown(self) -> None:
        """Ends every process and writes everything that isn't on the disk yet."""
        self.resources.stop()
        self.predictor.stop()
        self.watchmen.keep()
        self.supervisor.end_all()
        self.gateway.close()
        await self.mounts.close()
        await self.persistence.close()
