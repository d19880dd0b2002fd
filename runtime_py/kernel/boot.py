"""Boots the machine: memory, the workspace's files, workers; then the Kernel, which runs it.

Raises what tells the user why it can't be."""

from runtime_py.kernel.audit_log import AuditLog
from runtime_py.kernel.audited import Audited
from runtime_py.kernel.base_system import make_tree, move_working_folder, set_npmrc, working_folder
from runtime_py.kernel.kernel import Kernel
from runtime_py.kernel.page_link import PageLink
from runtime_py.kernel.page_workers import PageWorkers
from runtime_py.kernel.persistence import Persistence
from runtime_py.kernel.policies import confinement_text, registries_in
from runtime_py.kernel.pool import Pool
from runtime_py.kernel.programs import program_names
from runtime_py.kernel.reports import Reports
from runtime_py.kernel.supervisor import Supervisor
from runtime_py.kernel.verbs import Verbs
from runtime_py.kernel.walls import Walls, walls_of_confined
from runtime_py.platform.clock import call_later
from runtime_py.platform.content_policy import refused_sources
from runtime_py.platform.memory import Memory, create
from runtime_py.platform.processors import processor_count
from runtime_py.platform.workers import make_worker
from runtime_py.sys.cpu_time import busy_threads
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System
from runtime_py.vfs.layout import PAGE_BYTES, SPACE_LIMIT

INITIAL_BYTES = 64 * 1024 * 1024
MAXIMA = [2047, 1024, 512]  # MiB; sizes to try until the engine grants one


class Boot:
    """What the page can ask before there is a machine."""

    def __init__(self, link: PageLink) -> None:
        self.link = link
        self.page_workers = PageWorkers(link.post)
        link.verbs = Verbs()
        link.verbs.page(
            [
                ['boot', lambda options: self.boot(options)],
                ['worker.failed', lambda *args: self.page_workers.failed(*args)],
            ]
        )

    async def boot(self, options: object) -> object:
        """`{workspace, workdirName, proxy, npmrc, pageMakesWorkers, workersFromMemory, wall: {kind, isRequired, why}}`
        -> `{workdir, path}`."""
        refused = refused_sources()
        if len(refused) > 0:
            raise PolicyRefuses(refused)
        base = Base(self.link, self.page_workers, options)
        base.pool.start_first()
        try:
            await base.persistence.restore()
            await base.walls.hold()
        except Exception as error:
            base.pool.close()
            raise error
        base.fill()
        kernel = Kernel(base)
        return await kernel.begin()


class Base:
    """What the kernel stands on: it exists before the workspace's files do."""

    def __init__(self, link: PageLink, page_workers: PageWorkers, options: object) -> None:
        self.link = link
        self.page_workers = page_workers
        self.options = options
        memory = allocate()
        self.machine = create_machine(memory)
        self.system = System(self.machine, 0, '/', lambda launch: self.supervisor.launch(launch))
        self.system.umask(0o22)
        self.system.measure_turns()
        self.audit_log = AuditLog(self.system)  # keeps records of the boot until it begins
        self.audited = Audited(self.audit_log, self.machine, lambda slot: self.supervisor.confinements.of(slot))
        self.reports = Reports(link, self.audited)
        self.name = options['workdirName'] or ''
        self.workdir = working_folder(self.name)
        self.npmrc = options['npmrc'] or ''
        self.registries = registries_in(self.npmrc)
        self.policy = options['policy'] or ''  # JSON, '' for none
        self.persistence = Persistence(
            self.system,
            options['workspace'] or 'default',
            lambda text, code, details: self.reports.warn(text, code, details),
        )
        self.walls = self._walls(options['wall'])
        make = (lambda url, name: page_workers.make(url, name)) if options['pageMakesWorkers'] else make_worker
        self.pool = Pool(
            memory.memory,
            self.walls,
            walls_of_confined(page_workers, self.walls),
            make,
            options['workersFromMemory'] is not False,
            lambda: busy_threads(memory) >= processor_count(),
        )
        self.supervisor = Supervisor(self.system, self.pool, call_later)
        limit_space(memory, options['space'])

    def _walls(self, wall: object) -> Walls:
        """The page says whether it can build one, and why not."""
        asked: object = {'kind': '', 'isRequired': False, 'why': 'the page builds no wall'} if wall is None else wall
        make = (
            None
            if asked['kind'] == ''
            else (lambda url, label, proves: self.page_workers.make_walled(url, label, proves, False))
        )
        walls = Walls(make, asked['isRequired'], lambda text, code: self.reports.warn(text, code))
        if not walls.stands():
            walls.tell(asked['why'])
        return walls

    def fill(self) -> None:
        """Once the workspace's files are there: what every machine has. Raises what is wrong with the policy."""
        move_working_folder(self.system, self.name, self.workdir)
        make_tree(self.system, program_names(), self.workdir)
        set_npmrc(self.system, self.npmrc)
        confinement_text([[self.policy, 'boot']], self.workdir, self.registries)
        self.persistence.begin()


def limit_space(memory: Memory, most: object) -> None:
    """What the files of the workspace may take of the memory: -EDQUOT beyond it; None for no limit."""
    if most is not None:
        memory.i32[SPACE_LIMIT] = int(most // PAGE_BYTES) + 1


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
