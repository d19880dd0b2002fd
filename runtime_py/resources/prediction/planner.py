"""Decides what is prepared for the commands that are expected, and accounts for it.

What is guessed is that a thing will be used: the files of a start, a WebAssembly module, a worker that has loaded some
scripts. Several commands may need the same thing, so its chance is the sum of theirs. A guess is open until a command
begins that needs it (a hit), or PATIENCE others have begun, or the visit ends (a miss).

What is prepared once more after it was used is a use of its own (AGAIN): the last such preparation of a visit is always
for nothing.

A use that has withdrawn (withdrawal.py) or has no budget left makes the same guesses without work: shadows, which only
tell the controller whether it would pay. Must not know how anything is prepared."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.maps import Map, Set
from runtime_py.resources.prediction.budget import Budget
from runtime_py.resources.prediction.guesses import AGAIN, FILES, MODULES, PACKUMENTS, WORKERS
from runtime_py.resources.prediction.model import Expectation, Model
from runtime_py.resources.prediction.starts import Start, start_key

PATIENCE = 12
LOOKED_AT = 8  # expectations
# chances from which on it is worth it: files are loaded sooner or later anyway, a module may never be needed
LEAST_CHANCE: Map[str, float] = Map([[FILES, 0.08], [MODULES, 0.5], [WORKERS, 0.5]])
AGAIN_CHANCE = 0.9
# scripts of the runtime that a program needs before its own
_PARTS: Map[str, list[str]] = Map(
    [
        ['npm', ['npm.js']],
        ['npx', ['npm.js']],
        ['serve', ['serve.js']],
    ]
)
# those that a warm worker of Node can load besides; it has the others, or can't load them without a program
_LIBRARY = ['natives-common.js', 'natives-further.js', 'natives-acorn.js', 'natives.js']
_OF_NODE = ['crypto.js']
_NATIVES = 'natives-'
# estimates, in ms
_FILE_MS = 0.05
_MODULE_MS = 400.0
_SCRIPT_MS = 25.0


class Wish:
    """A warm worker that is prepared for a program."""

    def __init__(self, program: str, scripts: list[str]) -> None:
        self.program = program
        self.scripts = scripts

    def thing(self) -> str:
        return f'{self.program} {" ".join(self.scripts)}'


class Preparation:
    """`thing` names it: a start's key, a module's path, or a wish's."""

    def __init__(self, use: str, thing: str, start: Start, wish: Wish | None) -> None:
        self.use = use
        self.thing = thing
        self.start = start
        self.wish = wish
        self.chance = 0.0
        self.size = 0.0


class _Open:
    """A guess. `account`: the use that it counts for; `age`: how many commands that don't need it have begun since."""

    def __init__(self, use: str, account: str, thing: str, wish: Wish | None, is_shadow: bool) -> None:
        self.use = use
        self.account = account
        self.thing = thing
        self.wish = wish
        self.is_shadow = is_shadow
        self.age = 0


class Planner:
    """Of one visit."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.budget = Budget()
        self._open: list[_Open] = []
        self._used: Set[str] = Set()  # things that were prepared and used in this visit
        self._compiled: Set[str] = Set()  # paths of modules that programs have compiled themselves
        self._has_begun = False  # some command whose start is known

    def folders(self, shell_folder: str) -> list[str]:
        """Where the next start is expected: in the shell's folder, and until one has begun in this visit, where the
        last one was."""
        newest = [] if self._has_begun else self.model.starts.newest_first()[:1]
        return [shell_folder, *[start.folder for start in newest if start.folder != shell_folder]]

    def plan(self, expected: list[Expectation], folder: str, bytes_of: Map[str, float]) -> list[Preparation]:
        """What is to be done now. `bytes_of`: the size of what isn't in memory yet, by command. What runs already isn't
        expected a second time."""
        things: Map[str, Preparation] = Map()
        for each in expected[:LOOKED_AT]:
            start = self.model.starts.find(each.command, folder)
            if start is not None and not self.model.groups.runs(each.command, folder):
                size = bytes_of.get(each.command) or 0.0
                for one in self._things(start, size):
                    known = things.get(f'{one.use} {one.thing}') or one
                    known.chance += each.chance
                    things.set(f'{one.use} {one.thing}', known)
        found: list[Preparation] = []
        for one in things.values():
            if one.chance >= self._least(one) and self._guess(one.use, one.thing, one.wish, estimate(one)):
                found.append(one)
        return found

    def _least(self, one: Preparation) -> float:
        """The last preparation of a visit is for nothing, so what was used once is prepared again only when it is all
        but certain."""
        return AGAIN_CHANCE if self._used.has(one.thing) else LEAST_CHANCE.get(one.use)

    def _things(self, start: Start, size: float) -> list[Preparation]:
        """What a start needs."""
        found: list[Preparation] = []
        if size > 0:
            files = Preparation(FILES, start_key(start.command, start.folder), start, None)
            files.size = size
            found.append(files)
        for path in start.modules:
            if not self._compiled.has(path):
                found.append(Preparation(MODULES, path, start, None))
        for wish in wishes_of(start):
            found.append(Preparation(WORKERS, wish.thing(), start, wish))
        return found

    def _guess(self, use: str, thing: str, wish: Wish | None, cost: float) -> bool:
        """Whether something is to be done for it now."""
        if self.waits_for(use, thing):
            return False
        account = AGAIN if self._used.has(thing) else use
        works = self.model.may(use) and self.model.may(account) and self.budget.take(cost, 0)
        self._add(_Open(use, account, thing, wish, not works), cost, 0)
        return works

    def _add(self, guess: _Open, cost: float, size: float) -> None:
        self._open.append(guess)
        self.model.opened(guess.account, 1)
        if not guess.is_shadow:
            self.model.guesses.made(guess.account, guess.thing, cost, size)

    def prefetch(self, names: list[str], cost: float, size_of_each: float) -> bool:
        """Whether packuments of these names may be fetched now; they are guesses then."""
        works = self.model.may(PACKUMENTS) and self.budget.take(cost, size_of_each * len(names))
        for name in names:
            self._add(_Open(PACKUMENTS, PACKUMENTS, name, None, not works), cost / len(names), size_of_each)
        return works

    def wishes(self) -> list[Wish]:
        """Workers that should be ready now."""
        return [each.wish for each in self._open if each.wish is not None and not each.is_shadow]

    # how guesses end

    def installed(self, names: list[str]) -> None:
        self._settle(lambda guess: guess.use == PACKUMENTS and guess.thing in names)

    def begun(self, command: str, folder: str) -> Start | None:
        """A command begins. Its last start, whose later programs can be prepared now: they are no guesses any more."""
        start = self.model.starts.find(command, folder)
        if start is None:
            return None  # nobody knows yet what it needs
        self._has_begun = True
        needed = [wish.thing() for wish in wishes_of(start)]
        self._settle(
            lambda guess: (
                (guess.use == FILES and guess.thing == start_key(command, folder))
                or (guess.use == MODULES and guess.thing in start.modules)
                or (guess.use == WORKERS and guess.thing in needed)
            )
        )
        for path in start.modules:
            self._compiled.add(path)
        for each in self._open:
            each.age += 1
        self._end_all([each for each in self._open if each.age >= PATIENCE], False)
        return start

    def _settle(self, is_used: Callable[[_Open], bool]) -> None:
        self._end_all([each for each in self._open if is_used(each)], True)

    def _end_all(self, ended: list[_Open], was_right: bool) -> None:
        self._open = [each for each in self._open if each not in ended]
        for guess in ended:
            if was_right:
                self._used.add(guess.thing)
            if not guess.is_shadow:
                if was_right:
                    self.model.guesses.hit(guess.account, guess.thing)
                else:
                    self.model.guesses.missed(guess.account, guess.thing)
            self.model.judge(guess.account, was_right)

    def close(self) -> None:
        """The visit ends: what nobody has used was for nothing."""
        self._end_all(list(self._open), False)

    def dropped(self, use: str, thing: str) -> None:
        """It could not be prepared: nothing was spent, and it may be guessed again."""
        for guess in self._find(use, thing):
            self._open.remove(guess)
            self.model.opened(guess.account, -1)
            self.model.guesses.dropped(guess.account, thing)

    def waits_for(self, use: str, thing: str) -> bool:
        """Whether no command has used it yet."""
        return len(self._find(use, thing)) > 0

    def paid(self, use: str, thing: str, ms: float) -> None:
        """What the work for it has cost."""
        for guess in self._find(use, thing):
            self.model.guesses.paid(guess.account, thing, ms)

    def _find(self, use: str, thing: str) -> list[_Open]:
        return [each for each in self._open if each.use == use and each.thing == thing]


def wishes_of(start: Start) -> list[Wish]:
    """The workers that its programs need; those that need nothing besides are left out."""
    found: list[Wish] = []
    for program in start.programs[:3]:
        scripts = _PARTS.get(program) if _PARTS.has(program) else []
        if program == 'node':
            scripts = sorted(
                [
                    name
                    for name in start.scripts
                    if (name.startswith(_NATIVES) and name not in _LIBRARY) or name in _OF_NODE
                ]
            )
        if len(scripts) > 0 and not any([wish.program == program for wish in found]):
            found.append(Wish(program, scripts))
    return found


def estimate(one: Preparation) -> float:
    """CPU time in ms. Files are loaded sooner or later anyway: only finding them is work."""
    if one.use == FILES:
        return len(one.start.files) * _FILE_MS
    return _MODULE_MS if one.wish is None else len(one.wish.scripts) * _SCRIPT_MS
