"""Workers for processes: a few are kept warm (scripts loaded, Node's library booted up to where argv is needed), since
that takes most of a start.

A worker serves one process, or one further thread of it, and is ended with it. Node boots a thread in another way than
a main thread, so workers for threads are kept apart; some are kept warm as soon as some program has asked for one, and
as many as were missing. They are made behind the wall (walls.py); the network's isn't. Must not know processes: it hands out workers, nor who makes
them."""

from runtime_py.kernel.program_scripts import KEPT, KEPT_BESIDES
from runtime_py.kernel.script_pieces import give_script
from runtime_py.kernel.spares import MOST_SPARE_THREADS, SPARE_THREADS, SPARES
from runtime_py.kernel.start_gate import StartGate
from runtime_py.kernel.states import DROPPED, PREPARED, STARTING, TAKEN, WARM, WORKER
from runtime_py.platform.clock import call_later
from runtime_py.platform.futures import start
from runtime_py.platform.host import HostSharedArrayBuffer
from runtime_py.platform.kept_scripts import KeptScripts
from runtime_py.platform.maps import Map
from runtime_py.platform.processors import processor_count
from runtime_py.platform.script_line import make_line
from runtime_py.platform.stack_room import room_module
from runtime_py.platform.worker_scripts import script_url
from runtime_py.platform.workers import Child
from runtime_py.resources.admission import INTERACTIVE, PROGRAM, SPARE, THREAD
from runtime_py.sys.messages.mailbox import MAILBOX_BYTES

PROCESS = 'process.js'
NETWORK = 'network.js'
SHELL = 'shell.js'
WALLED = 'walled:'  # instead of a script's URL: the page makes the worker
CONFINED = 'confined:'  # and so it does here
SPARE_CONFINED = 1
NO_CONFINEMENT = 'ERR_TERRARIUM_NO_CONFINEMENT'
PROOF_LIMIT_MS = 10000  # of whether programs can be confined
LOOK_MS = 200
MOST_LOOKS = 10  # how often the pool checks for an idle processor
MOST_LOOKS_FOR_THREADS = 50  # a program that starts threads is still starting


class NoConfinement(Exception):
    """No worker here is without memory, or none can have a mailbox."""

    def __init__(self, why: str) -> None:
        super().__init__('')
        self.code = NO_CONFINEMENT
        self.message = f'Programs can not be confined here ({why or "there is no wall around them"})'


class Pool:
    """`walls`: those around programs, `opaque`: those around confined ones. `make(url, name)` gives a worker (`Child`)
    without a wall; `from_memory`: whether their scripts may come from there; `are_busy()`: whether programs use all
    processors."""

    def __init__(
        self, memory: object, walls: object, opaque: object, make: object, from_memory: bool, are_busy: object
    ) -> None:
        self.memory = memory
        self._walls = walls
        self._opaque = opaque
        self._make_worker = make
        self._are_busy = are_busy
        self.scripts = KeptScripts(from_memory)
        self._room = room_module()
        self._gate = StartGate()
        self._warm: list[Child] = []
        self._warm_threads: list[Child] = []
        self._warm_confined: list[Child] = []
        self.policy = ''  # of the last program that had one: spares rehearse with it
        self._confined_wanted = False
        self._starting: list[Child] = []
        self._further: list[Child] = []  # spares that were asked to load further scripts
        self._threads_wanted = False
        self._in_a_row = False  # programs start faster than spares get warm
        self._closed = False
        self._spares = SPARES
        self._hits = 0  # warm workers that were taken
        self._wishes = []  # [program, scripts] of the programs that are expected to start one after the other
        self._on_prepared = lambda program, ms: None
        self._prepared: Map = Map()  # Child -> the program that it is prepared for
        self._spare_threads = SPARE_THREADS
        self._may_keep_threads = True
        self._looks = 0
        self._is_looking = False  # a check of the processors is scheduled

    def has_warm(self) -> bool:
        return any(child.is_warm() for child in self._warm)

    def wish(self, wishes: list, threads: int, on_prepared: object) -> None:
        """Which programs are expected to start one after the other, as [program, the scripts that it needs], and how
        many threads they will have: spares get ready for them while all processors are idle. `on_prepared(program,
        ms)` hears what that cost each."""
        self._wishes = wishes
        self._on_prepared = on_prepared
        self._threads_wanted = self._threads_wanted or threads > 0
        self._spare_threads = min(max(threads, SPARE_THREADS), MOST_SPARE_THREADS)
        self.refill()

    def take(self, priority: int, program: str = '') -> Child:
        """Takes a worker that has the machine's memory, if possible a warm one that is prepared for this program.
        `refill` replaces it."""
        child = self._best_warm(program) if len(self._warm) > 0 else self._make(PROCESS, priority)
        self._step(child, TAKEN)
        self._prepared.delete(child)
        self._in_a_row = not child.is_warm()
        self._hits += 1 if child.is_warm() else 0
        return child

    def set_spares(self, count: int) -> None:
        """Those that are too many are left for the next programs."""
        self._spares = count
        self.refill()

    def keep_at_most(self, spares: int, threads: bool) -> None:
        """Programs need memory: ends warm workers beyond these, with `threads` False all for threads and confined
        programs."""
        self._may_keep_threads = threads
        unneeded = [child for child in self._warm if child.is_warm()][spares:]
        if not threads:
            unneeded.extend([child for child in [*self._warm_threads, *self._warm_confined] if child.is_warm()])
        for child in unneeded:
            self._drop(child)

    def take_hits(self) -> int:
        """Since the last call."""
        found = self._hits
        self._hits = 0
        return found

    def _best_warm(self, program: str) -> Child:
        """The first one that is prepared for this program, else the first one for none, else the first."""
        found = self._warm[0]
        for wanted in ['', program]:
            for child in reversed(self._warm):
                if child.is_warm() and (self._prepared.get(child) or '') == wanted:
                    found = child
        self._warm = [other for other in self._warm if other is not found]
        return found

    def take_thread(self) -> Child:
        if self._threads_wanted and len(self._warm_threads) == 0:
            self._spare_threads = min(self._spare_threads + 1, MOST_SPARE_THREADS)
        self._threads_wanted = True
        child = self._warm_threads.pop(0) if len(self._warm_threads) > 0 else self._make(PROCESS, THREAD)
        self._step(child, TAKEN)
        return child

    def take_confined(self, priority: int) -> Child:
        """A worker that has no memory but its mailbox (`child.mailbox`)."""
        self._confined_wanted = True
        child = self._warm_confined.pop(0) if len(self._warm_confined) > 0 else self._make(CONFINED, priority)
        self._step(child, TAKEN)
        return child

    async def can_confine(self) -> bool:
        """Makes a worker for the next confined program, which finds out."""
        self._confined_wanted = True
        if self._opaque.stands() and len(self._warm_confined) == 0:
            self._add(self._warm_confined, 'prepare', CONFINED)
        return await self._opaque.holds(PROOF_LIMIT_MS)

    def make_network(self) -> Child:
        return self._make(NETWORK, PROGRAM)

    def start_first(self) -> None:
        """Starts a worker for the first process: its script loads while the files are being restored."""
        child = self._make(PROCESS, INTERACTIVE)
        self._warm.append(child)
        if self._walls.stands():
            start(self._give_shell(child), lambda error: console.error(error))

    async def _give_shell(self, child: Child) -> None:
        """It comes while the files are being restored, too."""
        if await self.scripts.blob(SHELL) is not None:
            self._tell_scripts(child)

    def refill(self) -> None:
        """Starts workers until enough are warm: one at a time, and none while a worker that a program waits for is
        starting. Several that start at once each take several times as long. When programs start one after the other,
        the next worker is needed at once, so it gets warm meanwhile on another processor."""
        start(self._refill(), lambda error: console.error(error))

    async def _refill(self) -> None:
        await self._keep(KEPT)
        if self._closed or len(self._starting) >= (2 if self._in_a_row and processor_count() > 1 else 1):
            return  # continues when that one is warm
        has_all = len(self._warm) >= self._spares
        if self.has_warm() and self._waits(MOST_LOOKS_FOR_THREADS if has_all else MOST_LOOKS):
            return
        if len(self._warm) < self._spares:
            self._add(self._warm, 'prepare')
        elif not self._may_keep_threads:
            self._load_further()
        elif self._confined_wanted and self._opaque.stands() and len(self._warm_confined) < SPARE_CONFINED:
            self._add(self._warm_confined, 'prepare', CONFINED)
        elif self._threads_wanted and len(self._warm_threads) < self._spare_threads:
            self._add(self._warm_threads, 'prepare_thread')
        else:
            self._load_further()

    def _waits(self, most_looks: int) -> bool:
        """Whether to wait: while one spare is left, a program that is starting needs the processors more than the pool.
        Not forever: some programs are never idle."""
        if not self._are_busy() or self._looks >= most_looks:
            self._looks = 0
            return False
        if not self._is_looking:
            self._is_looking = True
            self._looks += 1
            call_later(LOOK_MS, lambda: self._look())
        return True

    def _look(self) -> None:
        self._is_looking = False
        self.refill()

    def _load_further(self) -> None:
        """All spares are warm and no program is starting: loads further scripts. From memory only: a spare that waits
        for the network would delay the next program."""
        if not self._has(KEPT):
            return
        for child in self._warm:
            if child not in self._further:
                child.post({'type': 'prepare_further', 'policy': self.policy})
        self._further = [*self._warm]
        start(self._prepare(), lambda error: console.error(error))
        start(self._keep_besides(), lambda error: console.error(error))

    async def _prepare(self) -> None:
        """Has spares load what the expected programs need."""
        prepared = [self._prepared.get(child) for child in self._warm if self._prepared.has(child)]
        for program, scripts in self._wishes:
            if program in prepared:
                prepared.remove(program)
                continue
            idle = [child for child in self._warm if child.is_warm() and not self._prepared.has(child)]
            if len(idle) == 0 or len(scripts) == 0:
                continue
            child = idle[0]
            self._step(child, PREPARED)
            self._prepared.set(child, program)
            await self._keep(scripts)
            if self._prepared.has(child):
                self._prepare_one(child, program, scripts)

    def _prepare_one(self, child: Child, program: str, scripts: list) -> None:
        child.on_message = lambda data, ports: self._heard(program, data)
        self._tell_scripts(child)
        child.post({'type': 'prepare_for', 'scripts': scripts})

    def _heard(self, program: str, data: object) -> None:
        """From a spare, in which no program has run yet."""
        if data['type'] == 'prepared':
            self._on_prepared(program, data['ms'])

    async def _keep_besides(self) -> None:
        if self._has(KEPT_BESIDES):
            return
        await self._keep(KEPT_BESIDES)
        for child in [*self._warm, *self._warm_threads, *self._warm_confined]:
            self._tell_scripts(child)

    def _tell_scripts(self, child: Child) -> None:
        child.post(
            {
                'type': 'scripts',
                'folder': self.scripts.folder,
                'scripts': self.scripts.blobs if child.is_walled else self.scripts.urls,
            }
        )

    def _has(self, names: list) -> bool:
        """The page has process.js, where there is a wall."""
        return self.scripts.has([name for name in names if name != PROCESS or not self._walls.stands()])

    async def _keep(self, names: list) -> None:
        if self._walls.stands():
            for name in names:
                if name != PROCESS:
                    await self.scripts.blob(name)
        else:
            await self.scripts.keep(names)

    def _add(self, spares: list[Child], what: str, script: str = PROCESS) -> None:
        child = self._make(script, SPARE)
        child.post({'type': what})
        spares.append(child)

    def _make(self, script: str, priority: int) -> Child:
        ticket = self._gate.ticket()
        child = Child(
            lambda attempt, failure: self._admitted(child, script, attempt, failure, ticket, priority),
            script.removesuffix('.js').removesuffix(':'),
            lambda source, name, label: self._worker(source, name, label),
        )
        if script == CONFINED:
            child.mailbox = HostSharedArrayBuffer(MAILBOX_BYTES)
        child.pool_state = STARTING
        self._starting.append(child)
        child.on_settled = lambda: self._settled(child, ticket)
        child.on_error = lambda text: self._drop(child)  # busy until it is taken
        child.on_unloadable = lambda text: self._drop(child)
        return child

    async def _admitted(
        self, child: Child, script: str, attempt: int, failure: str, ticket: int, priority: int
    ) -> list:
        """As _source, when a worker may start."""
        if attempt == 1:
            await self._gate.pass_gate(ticket, priority)
        return await self._source(child, script, attempt, failure)

    async def _source(self, child: Child, script: str, attempt: int, failure: str) -> list:
        """[where the worker's script is, its first message]. Raises NoWall."""
        if script == CONFINED:
            return self._confined_source(child, failure)
        was_walled = child.is_walled
        if was_walled:
            self._walls.failed(failure)
        first = {
            'type': 'memory',
            'memory': self.memory,
            'room': self._room,
            'folder': self.scripts.folder,
            'scripts': self.scripts.urls,
            'line': None,
        }
        child.is_walled = False
        if script != PROCESS:
            return [await self.scripts.address(script, attempt), first]
        if not self._walls.stands():
            self._walls.check(failure)
            return [await self.scripts.address(script, 1 if was_walled else attempt), first]
        child.is_walled = True
        child.on_loaded = lambda: self._walls.proved()
        return [WALLED, Object.assign(first, {'scripts': self.scripts.blobs, 'line': self._line(child)})]

    def _line(self, child: Child) -> object:
        line = make_line()
        child.on_script = lambda message: start(
            give_script(self.scripts, line, message), lambda error: console.error(error)
        )
        return line

    def _confined_source(self, child: Child, failure: str) -> list:
        """Raises NoConfinement."""
        if child.is_walled:
            self._opaque.failed(failure)
        if not self._opaque.stands():
            raise NoConfinement(failure)
        child.is_walled = True
        child.on_loaded = lambda: self._opaque.proved()
        return [
            CONFINED,
            {
                'type': 'confined',
                'mailbox': child.mailbox,
                'folder': self.scripts.folder,
                'scripts': self.scripts.blobs,
                'line': self._line(child),
            },
        ]

    def _worker(self, source: object, name: str, label: str) -> object:
        if source == CONFINED:
            return self._opaque.make(script_url(PROCESS), label)
        return (
            self._walls.make(script_url(PROCESS), label)
            if source == WALLED
            else self._make_worker(f'{source}#{label}', name)
        )

    def _step(self, child: Child, state: int) -> None:
        WORKER.check(child.pool_state, state)
        child.pool_state = state

    def _settled(self, child: Child, ticket: int) -> None:
        self._gate.leave(ticket)
        self._starting = [other for other in self._starting if other is not child]
        if child.is_warm():
            if child.pool_state == STARTING:
                self._step(child, WARM)
            self.refill()

    def _drop(self, child: Child) -> None:
        """Drops a spare that failed. The next program gets a new worker, and an error if that fails too."""
        child.terminate()
        self._step(child, DROPPED)
        self._prepared.delete(child)
        self._warm = [other for other in self._warm if other is not child]
        self._warm_threads = [other for other in self._warm_threads if other is not child]
        self._warm_confined = [other for other in self._warm_confined if other is not child]

    def close(self) -> None:
        self._closed = True
        for child in [*self._warm, *self._warm_threads, *self._warm_confined]:
            child.terminate()
            self._step(child, DROPPED)
        self._warm = []
        self._warm_threads = []
        self._warm_confined = []
