"""What the predictor has prepared: files loaded first, WebAssembly compiled, workers that have loaded a program's
scripts. Only when the processors are idle, except for loading files, which is only a matter of order.

Must not know why something is prepared (resources/prediction/planner.py)."""

from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.compiled_code import shares_compiled_code
from runtime_py.resources.prediction.starts import Start

MOST_MODULE_BYTES = 48 * 1024 * 1024


class Preparing:
    def __init__(self, system: object, contents: object, pool: object, compiled: object) -> None:
        self._system = system
        self._contents = contents
        self._pool = pool
        self._compiled = compiled

    def absent_bytes(self, start: Start) -> float:
        """Of the files that its last start read, those that aren't in memory yet."""
        return sum([pair[1] for pair in self._absent(start)])

    def _absent(self, start: Start) -> list:
        """[inode's number, size], in the order in which they were read."""
        if self._contents.has_all():
            return []
        found = []
        size = Float64Array(18)
        for file in start.files:
            number = self._system.fs.number_at(file.path)
            if number > 0 and self._contents.loader.segments_of(number) >= 0:
                found.append([number, size[8] if self._system.stat(file.path, size) >= 0 else 0])
        return found

    def load_files(self, start: Start) -> bool:
        """Whether there were any to load."""
        absent = [pair[0] for pair in self._absent(start)]
        self._contents.load_first(absent)
        return len(absent) > 0

    async def compile_module(self, path: str) -> float:
        """CPU time in ms, at most; -1 when there is nothing to compile. Compiled code is shared as long as the module
        lives (compiled_modules.py)."""
        if not shares_compiled_code():
            return -1.0
        data = await self._read(path)
        if js_typeof(data) == 'number' or data.length > MOST_MODULE_BYTES:
            return -1.0
        began = monotonic_ms()
        try:
            module = await WebAssembly.compile(data)
        except Exception:
            return -1.0  # the program will say what is wrong with it
        self._compiled.keep(f'ahead {path}', data.length, module)
        return monotonic_ms() - began

    async def _read(self, path: str) -> object:
        return await self._contents.with_contents(lambda: self._system.read_file(path))

    def prepare_workers(self, wishes: list, threads: int, done: object) -> None:
        """`done(program, ms)` hears what each worker spent."""
        self._pool.wish([[wish.program, wish.scripts] for wish in wishes], threads, done)
