"""Fetches packuments and archives before `npm install` asks for them: of names that are being typed, and of names that
are new in package.json. npm does it itself (`npm cache add`), as a program with low priority, with the registry that
the person's own npm commands have, and under the machine's policy.

Must not know registries, or how a program is started: `run(words, folder, env)` gives its pid."""

from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.maps import Map, Set
from runtime_py.resources.prediction.guesses import PACKUMENTS
from runtime_py.resources.prediction.planner import Planner
from runtime_py.resources.prediction.typed_packages import MOST_NAMES, packages_in_line, packages_in_manifest

COST_MS = 150.0  # estimate for one program, and for each name
NAME_MS = 15.0
NAME_BYTES = 262144.0
_MTIME = 11  # of the numbers that `stat` fills in: seconds


class Prefetching:
    def __init__(self, system: object, run: object) -> None:
        self._system = system
        self._run = run
        self.is_starting = False  # what is launched now isn't a person's
        self._fetched = Set()  # names
        self._env = []  # of the last npm command that a person gave
        self._manifests: Map = Map()  # folder -> [time of its package.json, names]
        self._running = 0
        self._began = 0.0
        self._names = []  # that are being fetched

    def npm_began(self, env: list) -> None:
        self._env = env

    def typed(self, planner: Planner, names: list, folder: str, env: list) -> None:
        """`env`: the shell's settings of npm, if no npm command has shown them yet."""
        self._fetch(planner, names, folder, self._env if len(self._env) > 0 else env)

    def look(self, planner: Planner, folder: str) -> None:
        """Whether package.json has new names."""
        times = Float64Array(18)
        path = f'{folder}/package.json'
        if self._system.stat(path, times) < 0:
            return
        known = self._manifests.get(folder)
        if known is not None and known[0] == times[_MTIME] and known[2] == times[8]:
            return
        text = self._system.read_file(path)
        names = [] if js_typeof(text) == 'number' else packages_in_manifest(decode(text))
        self._manifests.set(folder, [times[_MTIME], names, times[8]])
        if known is not None and len(self._env) > 0:
            missing = [name for name in names if name not in known[1]]
            self._fetch(
                planner,
                [name for name in missing if not self._system.exists(f'{folder}/node_modules/{name}')],
                folder,
                self._env,
            )

    def _fetch(self, planner: Planner, names: list, folder: str, env: list) -> None:
        wanted = [name for name in names if not self._fetched.has(name)][:MOST_NAMES]
        cost = COST_MS + len(wanted) * NAME_MS
        if len(wanted) == 0 or self._running != 0 or not planner.prefetch(wanted, cost, NAME_BYTES):
            return
        self.is_starting = True
        try:
            pid = self._run(['npm', 'cache', 'add', '--loglevel=silent', *wanted], folder, env)
        finally:
            self.is_starting = False
        if pid > 0:
            self._running = pid
            self._began = monotonic_ms()
            self._names = wanted
            for name in wanted:
                self._fetched.add(name)

    def ended(self, pid: int, planner: Planner) -> None:
        if pid == self._running:
            self._running = 0
            for name in self._names:
                planner.model.guesses.paid(PACKUMENTS, name, (monotonic_ms() - self._began) / len(self._names))

    def installs(self, planner: Planner, words: list, folder: str) -> None:
        """An npm command with packages begins: what was fetched for it was right."""
        names = packages_in_line(' '.join(words))
        known = self._manifests.get(folder)
        if len(names) == 0 and words[-1] in ('install', 'i', 'ci') and known is not None:
            names = known[1]
        planner.installed(names)
