"""The predictor at work: hears what is run, keeps the model in its file, and has prepared what is expected next.

Policy is resources/prediction's (model.py, observer.py, planner.py); here are clocks, files and workers. Nothing is
done on the way of a start: what is heard is noted, and thought about when the machine is idle. Must not know pages."""

from runtime_py.kernel.memory_division import MemoryDivision
from runtime_py.kernel.model_file import ModelFile
from runtime_py.kernel.prefetching import Prefetching
from runtime_py.kernel.preparing import Preparing
from runtime_py.kernel.programs import NODE, NPM, SERVE, SHELL
from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import call_later, monotonic_ms, now_ms
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map
from runtime_py.platform.processors import processor_count
from runtime_py.resources.prediction.guesses import FILES, MODULES, WORKERS
from runtime_py.resources.prediction.model import Model
from runtime_py.resources.prediction.model_text import model_text
from runtime_py.resources.prediction.observer import Observer
from runtime_py.resources.prediction.planner import LOOKED_AT, Planner, wishes_of
from runtime_py.resources.prediction.project_types import Project, project_of
from runtime_py.resources.prediction.report import report
from runtime_py.resources.prediction.starts import Start
from runtime_py.resources.relief import PREPARING, Relief
from runtime_py.sys.cpu_time import busy_threads
from runtime_py.sys.layout import PID

PROGRAMS = [*NODE, *NPM, *SERVE]
LOOK_MS = 1000
THINK_MS = 300  # after a command: its own start comes first
AGAIN_MS = 500
MOST_LOOKS = 20  # for an idle processor
FIRST_LOOK_MS = 1500  # after the boot of a machine without a shell
MOST_HEARD = 100


def make_predictor(
    system: object, contents: object, pool: object, supervisor: object, resources: object, warn: object, run: object
) -> object:
    """`run(words, folder, env)` starts a program that nobody waits for, and gives its pid."""
    predictor = Predictor(
        system,
        contents,
        Preparing(system, contents, pool, supervisor.compiled),
        Prefetching(system, run),
        ModelFile(system, contents, warn),
        call_later,
    )
    supervisor.notes_start = lambda launch, parent: predictor.launched(launch, parent)
    supervisor.on_read = lambda slot, data: predictor.read(slot, data)
    supervisor.on_thread = lambda slot: predictor.thread(slot)
    supervisor.on_over = lambda slot: predictor.over(slot)
    predictor.begin()
    division = MemoryDivision(pool, supervisor.compiled, call_later)
    division.begin()
    resources.on_relief = lambda relief: predictor.relieve(relief, division)
    return predictor


class Predictor:
    """States: new -> begun (the model is read) -> stopped. `later(ms, call)` sets a timer."""

    def __init__(
        self,
        system: object,
        contents: object,
        preparing: Preparing,
        prefetching: Prefetching,
        file: ModelFile,
        later: object,
    ) -> None:
        self._system = system
        self._contents = contents
        self._preparing = preparing
        self._prefetching = prefetching
        self._file = file
        self._later = later
        self._shells: Map = Map()  # slot -> pid of a shell that the page started
        self._reading = None  # the promise of the model
        self._early = []  # what is heard before the model is read
        self._is_changed = False
        self._is_thinking = False
        self._may_prepare = True
        self._stopped = False
        self._folder = ''  # where a command was given last
        self._shell = 0
        self._idle_since = monotonic_ms()
        self.observer = None
        self.planner = None

    def begin(self) -> None:
        """After the boot; the model is read when a shell has its prompt, or a little later."""
        self._later(FIRST_LOOK_MS, lambda: self._read_soon())

    def _read_soon(self) -> None:
        if self.observer is None and not self._stopped:
            start(self._read_now(), lambda error: console.error(error))

    async def _read(self) -> None:
        model = await self._file.read()
        self.observer = Observer(model)
        self.planner = Planner(model)
        early = self._early
        self._early = []
        for call in early:
            call()
        self._later(LOOK_MS, lambda: self._look())

    def _when_read(self, call: object) -> None:
        if self.observer is not None:
            call()
        elif len(self._early) < MOST_HEARD:
            self._early.append(call)

    def model(self) -> Model:
        return self.observer.model

    def relieve(self, relief: Relief, division: MemoryDivision) -> None:
        """Programs need memory, or need it no more."""
        self._may_prepare = not relief.is_given(PREPARING)
        division.relieve(relief)

    def stop(self) -> None:
        """At the machine's end: what was learned is written."""
        self._stopped = True
        if self.planner is not None:
            self.planner.close()
        self._write()

    def abandon(self) -> None:
        """The machine has stopped: nothing is written any more."""
        self._stopped = True

    # what is heard

    def launched(self, launch: object, parent: int) -> bool:
        """Whether the program's start should be noted."""
        if launch.path == '' or self._prefetching.is_starting:
            return False
        is_shell = launch.applet in SHELL
        if parent == 0 and is_shell:
            self._shells.set(launch.slot, launch.pid)
            self._when_read(lambda: self.observer.shell_began(launch.pid, launch.cwd))
            return False
        is_given = (parent == 0 or self._shells.has(parent)) and launch.applet in PROGRAMS
        now = now_ms()
        shell = self._shells.get(parent) or 0
        self._when_read(lambda: self._begun(launch, parent, shell, is_given, now))
        return self.observer is None or self.observer.model.is_on

    def _begun(self, launch: object, parent: int, shell: int, is_given: bool, now: float) -> None:
        model = self.model()
        if not model.is_on:
            return
        command = self.observer.launched(launch.slot, parent, launch.applet, launch.argv, launch.cwd, is_given, now)
        if command is not None and command.program == launch.slot:
            known = self.planner.begun(command.name, command.folder)
            if known is not None:
                self._later(0, lambda: self._prepare_rest(known))
            if launch.applet in NPM:
                self._prefetching.npm_began(launch.env)
                self._prefetching.installs(self.planner, launch.argv, launch.cwd)
            self._is_changed = True
            if shell == 0:
                # through the page: its sequence is that of no shell
                start(self._learn(0, [command.name], command.folder), lambda error: console.error(error))

    def _prepare_rest(self, known: Start) -> None:
        """While the first program of a command starts, what the later ones need is loaded: that is no guess any
        more."""
        if self._preparing.load_files(known):
            self._contents.hold(known.ready_ms)
        wishes = [*wishes_of(known)[1:], *self.planner.wishes()]
        self._preparing.prepare_workers(wishes, known.threads, lambda program, ms: None)

    def read(self, slot: int, data: object) -> None:
        self._when_read(lambda: self.observer.read(slot, data['paths'], data['times'], data['scripts']))

    def thread(self, slot: int) -> None:
        self._when_read(lambda: self.observer.thread(slot))

    def over(self, slot: int) -> None:
        self._shells.delete(slot)
        now = now_ms()
        pid = self._system.processes.get(slot, PID)
        self._when_read(lambda: self._prefetching.ended(pid, self.planner))
        self._when_read(lambda: self._ended(slot, now))

    def _ended(self, slot: int, now: float) -> None:
        """A command that has ended may be the next one again."""
        if self.observer.ended(slot, now) and not self._stopped:
            self._think_later(THINK_MS)

    def listens(self, pid: int) -> None:
        now = now_ms()
        slot = self._system.processes.find(pid)
        if slot > 0:
            self._contents.release()
            self._when_read(lambda: self.observer.listens(slot, now))

    async def typed(self, slot: int, commands: list, folder: str) -> None:
        """A shell has its prompt ([]), or got a line with these commands."""
        shell = self._system.processes.get(slot, PID)
        self._read_soon()
        self._when_read(lambda: start(self._learn(shell, commands, folder), lambda error: console.error(error)))

    async def names(self, names: list, folder: str, env: list) -> None:
        """Packages whose names are being typed behind `npm i`."""
        self._when_read(lambda: self._prefetching.typed(self.planner, names, folder, env))

    async def _learn(self, shell: int, commands: list, folder: str) -> None:
        self._shell = shell
        self._folder = folder
        model = self.model()
        if not model.is_on or self._stopped:
            return
        if len(commands) > 0:
            self.observer.typed(shell, commands, folder, await self._project(folder))
            self._is_changed = True
        self._think_later(THINK_MS if len(commands) > 0 else 0)

    async def _project(self, folder: str) -> Project:
        text = await self._contents.with_contents(lambda: self._system.read_file(f'{folder}/package.json'))
        names = self._system.readdir(folder)
        return project_of(
            '' if js_typeof(text) == 'number' else decode(text), [] if js_typeof(names) == 'number' else names
        )

    # regularly

    def _look(self) -> None:
        if self._stopped:
            return
        now = monotonic_ms()
        if busy_threads(self._system.memory) == 0:
            self.planner.budget.idle(now - self._idle_since)
        self._idle_since = now
        if self.observer.look(now_ms()):
            self._is_changed = True
        elif self._is_changed:
            self._write()
        if self._folder != '' and self.model().is_on:
            start(self._look_at_manifest(), lambda error: console.error(error))
        self._later(LOOK_MS, lambda: self._look())

    async def _look_at_manifest(self) -> None:
        await self._contents.with_contents(lambda: self._prefetching.look(self.planner, self._folder))

    def _write(self) -> None:
        if self._is_changed and self.observer is not None:
            self._is_changed = False
            self._file.write(self.model())

    # what is expected

    async def expected(self, shell: int, folder: str) -> list:
        """[project, expectations]."""
        project = await self._project(folder)
        return [project, self.model().expect(folder, project, self.observer.before(shell))]

    def _think_later(self, ms: float) -> None:
        if not self._is_thinking:
            self._is_thinking = True
            self._later(ms, lambda: start(self._think(), lambda error: self._failed(error)))

    def _failed(self, error: object) -> None:
        self._is_thinking = False
        console.error(error)

    async def _think(self) -> None:
        self._is_thinking = False
        model = self.model()
        if self._stopped or not model.is_on:
            return
        for folder in self.planner.folders(self._folder):
            await self._think_of(folder)

    async def _think_of(self, folder: str) -> None:
        model = self.model()
        project, expected = await self.expected(self._shell, folder)
        sizes = Map()
        for each in expected[:LOOKED_AT]:
            found = model.starts.find(each.command, folder)
            if found is not None:
                sizes.set(each.command, self._preparing.absent_bytes(found))
        self._do(self.planner.plan(expected, folder, sizes))

    def _do(self, preparations: list) -> None:
        """Loading files is only a matter of order; the rest waits for an idle processor."""
        for each in preparations:
            if each.use == FILES:
                self._preparing.load_files(each.start)
        rest = [each for each in preparations if each.use != FILES]
        if len(rest) > 0:
            self._when_idle(rest, MOST_LOOKS)

    def _when_idle(self, preparations: list, looks: int) -> None:
        if self._stopped:
            return
        if self._may_prepare and busy_threads(self._system.memory) < processor_count():
            start(self._prepare(preparations), lambda error: console.error(error))
        elif looks > 0:
            self._later(AGAIN_MS, lambda: self._when_idle(preparations, looks - 1))
        else:
            for each in preparations:
                self.planner.dropped(each.use, each.thing)

    async def _prepare(self, preparations: list) -> None:
        planner = self.planner
        wishes = planner.wishes()
        things = {wish.program: wish.thing() for wish in wishes}
        threads = max([0, *[each.start.threads for each in preparations]])
        self._preparing.prepare_workers(wishes, threads, lambda program, ms: planner.paid(WORKERS, things[program], ms))
        for each in preparations:
            if each.use == MODULES:
                await self._compile(planner, each.thing)

    async def _compile(self, planner: Planner, path: str) -> None:
        """After the files that are loaded first: they are needed before. What a program compiles meanwhile isn't
        compiled here too."""
        await self._contents.loaded_ahead()
        if planner.waits_for(MODULES, path):
            ms = await self._preparing.compile_module(path)
            if ms >= 0:
                planner.paid(MODULES, path, ms)
            else:
                planner.dropped(MODULES, path)

    # what a person asks

    async def show(self, slot: int, folder: str) -> str:
        await self._read_now()
        project, expected = await self.expected(self._system.processes.get(slot, PID), folder)
        return report(self.model(), folder, project, expected)

    async def switch(self, on: bool) -> None:
        await self._read_now()
        self.model().is_on = on
        self._is_changed = True
        self._write()

    async def text(self) -> str:
        await self._read_now()
        return model_text(self.model())

    async def delete(self) -> None:
        """Forgets everything; whether it is on stays."""
        await self._read_now()
        model = Model()
        model.is_on = self.model().is_on
        self.observer = Observer(model)
        self.planner = Planner(model)
        for shell in self._shells.values():
            self.observer.shell_began(shell, self._folder)
        self._file.remove()
        self._is_changed = not model.is_on
        self._write()

    async def group(self) -> list:
        """[line, folder] of each command that ran side by side last time."""
        await self._read_now()
        return [[each.line, each.folder] for each in self.model().groups.last]

    async def asked(self, op: str, args: list, slot: int) -> object:
        """A process's question."""
        if op == 'predict.typed':
            return await self.typed(slot, args[0], args[1])
        if op == 'predict.names':
            return await self.names(args[0], args[1], args[2])
        if op == 'predict.show':
            return await self.show(slot, args[0])
        if op == 'predict.switch':
            return await self.switch(args[0])
        if op == 'predict.export':
            return await self.text()
        if op == 'predict.delete':
            return await self.delete()
        if op == 'predict.group':
            return await self.group()
        raise TypeError(f'unknown question {op}')

    async def _read_now(self) -> None:
        if self._reading is None:
            self._reading = self._read()
        await self._reading
