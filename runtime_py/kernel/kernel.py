"""The kernel worker's machine: boots it, answers the page, starts and ends processes, keeps files safe.

States: new -> booting -> up -> down. Control plane only: programs' system calls never come here (docs/DESIGN.md, Three
ideas), but for those of confined programs (confined_programs.py)."""

from runtime_py.kernel.audit_log import AuditLog
from runtime_py.kernel.audited import Audited
from runtime_py.kernel.base_system import (
    default_env,
    make_tree,
    move_working_folder,
    search_path,
    set_npmrc,
    working_folder,
)
from runtime_py.kernel.dev_sockets import DevSockets
from runtime_py.kernel.file_ops import FileOps
from runtime_py.kernel.gateway import Gateway
from runtime_py.kernel.last_listeners import LastListeners
from runtime_py.kernel.mounts import KernelMounts
from runtime_py.kernel.network import Network
from runtime_py.kernel.page_link import PageLink
from runtime_py.kernel.page_workers import PageWorkers
from runtime_py.kernel.path_watch import PathWatches
from runtime_py.kernel.permissions import SECONDS
from runtime_py.kernel.persistence import Persistence
from runtime_py.kernel.policies import POLICY_FILE, confinement_text, registries_in
from runtime_py.kernel.policy_desk import PolicyDesk
from runtime_py.kernel.pool import Pool
from runtime_py.kernel.ports_watch import PortsWatch
from runtime_py.kernel.predictor import make_predictor
from runtime_py.kernel.preview_lines import PreviewLines
from runtime_py.kernel.programs import program_names
from runtime_py.kernel.quiet_programs import run_quietly
from runtime_py.kernel.resource_watch import ResourceWatch
from runtime_py.kernel.rollbacks import Rollbacks
from runtime_py.kernel.scheduler import Scheduler
from runtime_py.kernel.serve_tools import compiled_tool, page_script
from runtime_py.kernel.sessions import Sessions
from runtime_py.kernel.shown_targets import may_show
from runtime_py.kernel.stuck_locks import MachineStopped, StuckLocks
from runtime_py.kernel.supervisor import Supervisor
from runtime_py.kernel.walls import Walls, walls_of_confined
from runtime_py.kernel.watchmen import Watchmen
from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import call_later, now_ms
from runtime_py.platform.content_policy import refused_sources
from runtime_py.platform.errno import OsError
from runtime_py.platform.futures import start
from runtime_py.platform.json import stringify
from runtime_py.platform.memory import Memory, create
from runtime_py.platform.processors import processor_count
from runtime_py.platform.workers import make_worker, message_channel
from runtime_py.security.audit_chain import LOG, lines_of, verify
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.cpu_time import busy_threads
from runtime_py.sys.machine import create_machine
from runtime_py.sys.signals import SIGTERM
from runtime_py.sys.system import System
from runtime_py.vfs.flags import O_RDWR
from runtime_py.vfs.layout import PAGE_BYTES, SPACE_LIMIT, STORAGE_QUOTA, STORAGE_USED

INITIAL_BYTES = 64 * 1024 * 1024
FSTAB = '/etc/fstab'
FSTAB_FAILED = 'ERR_TERRARIUM_FSTAB'
MAXIMA = [2047, 1024, 512]  # MiB; sizes to try until the engine grants one


class Kernel:
    def __init__(self, link: PageLink) -> None:
        self.link = link
        self.system = None
        self._boot_policy = ''  # JSON, '' for none
        self._registries = []
        self._scheduler_changes = []
        self._limits = []  # of programs that the page starts
        self._mounting = -1  # the process that mounts the file systems of /etc/fstab
        self.page_workers = PageWorkers(link.post)
        link.operations = {
            'boot': lambda options: self.boot(options),
            'worker.failed': lambda *args: self.page_workers.failed(*args),
        }

    async def boot(self, options: object) -> object:
        """`{workspace, workdirName, proxy, npmrc, pageMakesWorkers, workersFromMemory, wall: {kind, isRequired, why}}`
        -> `{workdir, path}`. Raises what tells the user why it can't be."""
        refused = refused_sources()
        if len(refused) > 0:
            raise PolicyRefuses(refused)
        memory = allocate()
        machine = create_machine(memory)
        self.system = System(machine, 0, '/', lambda launch: self.supervisor.launch(launch))
        self.system.umask(0o22)
        self.system.measure_turns()
        self.audit_log = AuditLog(self.system)  # keeps records of the boot until it begins
        self.audited = Audited(self.audit_log, machine, lambda slot: self.supervisor.confinements.of(slot))
        name = options['workdirName'] or ''
        workdir = working_folder(name)
        self.persistence = Persistence(
            self.system, options['workspace'] or 'default', lambda text, code, details: self.warn(text, code, details)
        )
        make = (lambda url, name: self.page_workers.make(url, name)) if options['pageMakesWorkers'] else make_worker
        walls = self._walls(options['wall'])
        self.pool = Pool(
            memory.memory,
            walls,
            walls_of_confined(self.page_workers, walls),
            make,
            options['workersFromMemory'] is not False,
            lambda: busy_threads(memory) >= processor_count(),
        )
        self._limits = options['limits'] or []
        limit_space(memory, options['space'])
        self._scheduler_changes = options['scheduler'] or []
        self.pool.start_first()
        try:
            await self.persistence.restore()
            await walls.hold()
        except Exception as error:
            self.pool.close()
            raise error
        move_working_folder(self.system, name, workdir)
        make_tree(self.system, program_names(), workdir)
        set_npmrc(self.system, options['npmrc'] or '')
        self._registries = registries_in(options['npmrc'] or '')
        self._boot_policy = options['policy'] or ''
        confinement_text([[self._boot_policy, 'boot']], workdir, self._registries)  # raises when it is wrong
        self.persistence.begin()
        self._wire(memory, machine, options['proxy'] or '')
        asking = {'seconds': SECONDS, 'unanswered': 'deny'} if options['asking'] is None else options['asking']
        self.policy_desk = PolicyDesk(self, self.audited, self.files, asking, workdir, call_later)
        self.policy_desk.decisions.watch = lambda pid, thing: self.watchmen.behaviour.at_door(pid, thing)
        await self.audit_log.begin(self.persistence.contents)
        await self.watchmen.begin(self.persistence.contents, workdir)
        env = default_env(workdir)
        self._serve(workdir, env)
        if self.system.exists(FSTAB):
            start(self._mount_fstab(env), lambda error: self.warn(f'{FSTAB}: {error.message}', FSTAB_FAILED))
        return {'workdir': workdir, 'path': env[0][5:]}

    def _walls(self, wall: object) -> Walls:
        """The page says whether it can build one, and why not."""
        asked: object = {'kind': '', 'isRequired': False, 'why': 'the page builds no wall'} if wall is None else wall
        make = (
            None
            if asked['kind'] == ''
            else (lambda url, label, proves: self.page_workers.make_walled(url, label, proves, False))
        )
        walls = Walls(make, asked['isRequired'], lambda text, code: self.warn(text, code))
        if not walls.stands():
            walls.tell(asked['why'])
        return walls

    def _wire(self, memory: Memory, machine: object, proxy: str) -> None:
        post = self.link.post
        self.supervisor = Supervisor(self.system, self.pool, call_later)
        self.sessions = Sessions(self.system, post)
        self.rollbacks = Rollbacks(self.persistence)
        self.files = FileOps(self.system, post)
        self.mounts = KernelMounts(self.system, self.persistence.contents, lambda text, code: self.warn(text, code))
        self.persistence.on_sync = lambda: self.mounts.flush()
        self.listeners = LastListeners(machine, lambda sid: self.sessions.find(sid))
        self.ports = PortsWatch(
            machine, lambda event, transfer: self._post(event, transfer), lambda port: self._opened(port)
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
        for change in self._scheduler_changes:
            self.scheduler.change(change)
        self.watchmen = Watchmen(self, self._registries, call_later)
        self.resources.on_reading = lambda reading: self._read(reading)
        self.resources.on_limit = lambda pid, command, text: self.audited.limited(pid, command, text)
        self.resources.begin()
        self.predictor = make_predictor(
            self.system,
            self.persistence.contents,
            self.pool,
            self.supervisor,
            self.resources,
            lambda text, code: self.warn(text, code),
            lambda words, folder, env: run_quietly(self.system, self._limits, words, folder, env),
        )
        self.supervisor.on_end = lambda pid, status: self._ended(pid, status)
        self.supervisor.on_launch = lambda slot, pid: self.listeners.started(slot, pid)
        self.supervisor.on_zombie = lambda pid, status: self._died(pid, status)
        self.supervisor.on_ask = lambda op, args, slot: self.asked(op, args, slot)
        self.supervisor.on_started = lambda launch: self._started(launch)
        self.supervisor.on_refused = lambda slot, data: self._refused(slot, data)
        self.supervisor.on_observed = lambda slot, data: self.watchmen.observed(slot, data)
        self.supervisor.warn = lambda text, code: self.warn(text, code)
        self.supervisor.bring = lambda ino: self.persistence.contents.load(ino)
        StuckLocks(
            self.system,
            lambda slot: self.supervisor.end_stuck(slot),
            lambda text, code: self.stop(text, code),
            lambda text, code: self.warn(text, code),
        ).watch()
        reactor = self.system.reactor
        reactor.on_wake = lambda: self.turn()
        reactor.wake_soon()

    def _opened(self, port: int) -> None:
        self.listeners.opened(port)
        self.predictor.listens(self.listeners.pid(port))

    def _post(self, event: object, transfer: list) -> None:
        """What the page hears of may be worth a record."""
        self.audited.event(event)
        self.link.post(event, transfer)

    def _follow_audit(self, on: bool) -> None:
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

    def _serve(self, workdir: str, env: list) -> None:
        files = self.files
        sessions = self.sessions
        contents = self.persistence.contents
        self.path_watches = PathWatches(
            self.system, workdir, lambda path: contents.with_contents(lambda: files.read_file(path)), self.link.post
        )
        quarantine = self.persistence.quarantine
        self.link.operations = {
            'fs.readFile': lambda path: contents.with_contents(lambda: files.read_file(path)),
            'fs.writeFile': lambda path, data: files.write_file(path, data),
            'fs.readdir': lambda path: files.readdir(path),
            'fs.readlink': lambda path: files.readlink(path),
            'fs.mkdir': lambda path, recursive: files.mkdir(path, recursive),
            'fs.rm': lambda path, recursive, force: files.rm(path, recursive, force),
            'fs.rename': lambda source, target: files.rename(source, target),
            'fs.stat': lambda path: files.stat(path),
            'fs.lstat': lambda path: files.lstat(path),
            'fs.symlink': lambda target, path: files.symlink(target, path),
            'fs.chmod': lambda path, mode: files.chmod(path, mode),
            'fs.utimes': lambda path, atime, mtime: files.utimes(path, atime, mtime),
            'fs.access': lambda path, mode: files.access(path, mode),
            'fs.realpath': lambda path: files.realpath(path),
            'fs.copyFile': lambda source, target: contents.with_contents(lambda: files.copy_file(source, target)),
            'fs.watch': lambda path, recursive: files.watch(path, recursive),
            'fs.unwatch': lambda number: files.unwatch(number),
            'paths.watch': lambda number, roots, rules: self.watch_paths(number, roots, rules),
            'paths.unwatch': lambda number: self.path_watches.remove(number),
            'mount': lambda entries: files.mount(entries),
            'mount.folder': lambda handle, path, is_read_only: self.mount_folder(handle, path, is_read_only),
            'mount.image': lambda source, path: self.mount_image(source, path),
            'mounts': lambda: [
                {'source': one.source, 'path': one.path, 'type': one.kind, 'readOnly': one.is_read_only}
                for one in self.system.mounts()
            ],
            'umount': lambda path: self.mounts.unmount(path),
            'spawn': lambda request: self.spawn(request, workdir, env),
            'input': lambda pid, data: self._input(pid, data),
            'input_end': lambda pid: sessions.get(pid).end_input(),
            'resize': lambda pid, cols, rows: sessions.get(pid).resize(cols, rows),
            'kill': lambda pid, number: sessions.kill(pid, number or SIGTERM),
            'ack': lambda pid, count, number: sessions.acknowledge(pid, count, number or 1),
            'gateway': lambda number: self.open_gateway(number),
            'gateway.page': lambda: self.open_page_line(),
            'gateway.preview': lambda port: self.preview_lines.introduce(port),
            'gateway.lost': lambda number: self.gateway.drop(number),
            'sync': lambda: self.persistence.sync_or_raise(),
            'worker.failed': lambda *args: self.page_workers.failed(*args),
            'ping': lambda: None,
            'resources': lambda: self.resources.now(),
            'resources.history': lambda: self.resources.history(),
            'resources.watch': lambda on: self.resources.watch(on),
            'resources.measured': lambda workers: self.resources.measured(workers),
            'predict.group': lambda: self.predictor.group(),
            'process.signal': lambda pid, number: checked(self.system.kill(pid, number), 'kill'),
            'process.priority': lambda pid, nice: checked(self.system.set_priority_of(pid, nice), 'setpriority'),
            'process.limits': lambda pid, limits: self.set_limits(pid, limits),
            'usage': lambda: self.usage(),
            'checkpoints': lambda: self.rollbacks.newest_first(),
            'checkpoint': lambda name: self.rollbacks.create(name, False),
            'checkpoint.remove': lambda name: self.rollbacks.remove(name),
            'rollback': lambda name: self._roll_back(name),
            'audit.read': lambda: self.audit_log.text(),
            'audit.verify': lambda: verify(lines_of(self.audit_log.text()), self.audit_log.head),
            'audit.follow': lambda on: self._follow_audit(on),
            'audit.preview': lambda kind, port, text: self.audited.previewed(kind, port, text),
            'firewall': lambda op, args: self.watchmen.answer('firewall', op, args),
            'behaviour': lambda op, args: self.watchmen.answer('behaviour', op, args),
            'permission.follow': lambda on: self.policy_desk.follow(on),
            'permission.answer': lambda number, answer: self.policy_desk.answer(number, answer),
            'damaged': lambda: quarantine.entries(),
            'damaged.clear': lambda: quarantine.clear(),
            'teardown': lambda: self.teardown(),
        }

    def _input(self, pid: int, data: object) -> object:
        self.scheduler.urgent()
        return self.sessions.get(pid).input(data)

    async def spawn(self, request: object, workdir: str, env: list) -> object:
        """Starts a program; `env` of the request is merged over the default."""
        asked = request['env'] or {}
        cwd = request['cwd'] or workdir
        env = [
            f'PATH={search_path(workdir, cwd)}',
            f'PWD={cwd}',
            *[pair for pair in env if not pair.startswith('PATH=') and not pair.startswith('PWD=')],
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
        policy = self._policy_of(request['policy'] or '', workdir)
        limits = [*self._limits, *(request['limits'] or [])]
        return {
            'pid': self.sessions.spawn(
                request['cmd'], request['args'], cwd, merged, request['terminal'], limits, policy
            )
        }

    def _policy_of(self, given: str, workdir: str) -> str:
        """What boot and the caller say, and what the workspace says in .terrarium/policy.json. Raises BadPolicy."""
        written = self.system.read_file(f'{workdir}/{POLICY_FILE}')
        texts = [
            [self._boot_policy, 'boot'],
            [given, 'spawn'],
            ['' if js_typeof(written) == 'number' else decode(written), POLICY_FILE],
        ]
        return confinement_text(texts, workdir, self._registries)

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

    async def _roll_back(self, name: str) -> None:
        """The audit log stays: what happened since isn't undone by going back."""
        files = self.audit_log.kept_for_rollback()
        await self.rollbacks.rollback(name)
        self.audit_log.put_back(files)
        self.watchmen.behaviour.put_back()
        self.audit_log.add(LOG, {'text': f'rollback to {name}'})

    async def asked(self, op: str, args: list, slot: int) -> object:
        """A process sends a request to the control plane."""
        if op == 'sync':
            return await self.persistence.sync()
        if op == 'usage':
            return self.usage()
        if op == 'confines':
            return await self.pool.can_confine()
        if op == 'mount':
            return await self.mounts.mount(*args)
        if op == 'umount':
            return await self.mounts.unmount(args[0])
        if op == 'fsck':
            return await self.persistence.check()
        if op == 'checkpoints':
            return [[entry['name'], entry['time'], entry['automatic']] for entry in self.rollbacks.newest_first()]
        if op == 'checkpoint':
            return (await self.rollbacks.create(args[0], args[1]))['name']
        if op == 'checkpoint.remove':
            return await self.rollbacks.remove(args[0])
        if op == 'rollback':
            return await self._roll_back(args[0])
        if op == 'door':
            return await self.policy_desk.at_door(args, slot, self.network.pid)
        if op == 'audit.head':
            return [self.audit_log.head.number, self.audit_log.head.digest]
        if op == 'audit.note':
            return self.audited.noted(slot, args[0], args[1])
        if op == 'scheduler':
            return self.scheduler.change(args[0])
        if op == 'firewall' or op == 'behaviour':
            return self.watchmen.answer_process(slot, op, args[0], args[1])
        if op == 'tool':
            return await compiled_tool(args[0])
        if op.startswith('predict.'):
            return await self.predictor.asked(op, args, slot)
        if op == 'page-script':
            return await page_script(args[0])
        if op == 'xdg-open':
            await may_show(self.policy_desk.decisions, slot, args[0])
            return self.link.post({'event': 'xdg-open', 'text': args[0]}, [])
        if op == 'dev-server':
            return self.link.post({'event': 'dev-server', 'text': args[0]}, [])
        if op == 'code':
            for file in args[1]:
                await may_show(self.policy_desk.decisions, slot, file[0])
            return self.link.post({'event': 'code', 'type': args[0], 'files': args[1]}, [])
        raise TypeError(f'unknown question {op}')

    def usage(self) -> object:
        """Bytes used of the machine's memory, and of the browser's storage (0: unknown)."""
        f64 = self.system.memory.f64
        return {'memory': self.system.memory.size, 'storage': f64[STORAGE_USED >> 1], 'quota': f64[STORAGE_QUOTA >> 1]}

    def warn(self, text: str, code: str, details: list = None) -> None:
        """`details`: one line for each affected file."""
        self._post(
            {'event': 'warning', 'message': text, 'code': code, 'details': [] if details is None else details}, []
        )

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


def limit_space(memory: Memory, most: object) -> None:
    """What the files of the workspace may take of the memory: -EDQUOT beyond it; None for no limit."""
    if most is not None:
        memory.i32[SPACE_LIMIT] = int(most // PAGE_BYTES) + 1


def checked(result: int, call: str) -> None:
    if result < 0:
        raise OsError(-result, call)


class PolicyRefuses(Exception):
    """The host's policy forbids running programs: they would start but never run."""

    def __init__(self, sources: list) -> None:
        super().__init__('')
        self.code = 'ERR_TERRARIUM_CSP'
        self.message = (
            f"The Content-Security-Policy that the host sends with Terrarium's files blocks programs: its script-src lacks {' '.join(sources)}. "
            "Allow at least: script-src 'self' blob: 'wasm-unsafe-eval' 'unsafe-eval'; worker-src 'self' blob: data:."
        )


def allocate() -> Memory:
    """Allocates memory as large as the engine grants. Raises where there is no shared memory."""
    error = None
    for mebibytes in MAXIMA:
        try:
            return create(INITIAL_BYTES, mebibytes * 1048576)
        except Exception as caught:
            error = caught
    raise error
