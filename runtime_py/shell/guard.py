"""What happens to a command that destroys much, runs what nobody has read, or copies itself without end: by the profile
of the process (docs/rooms/security.md).

    careful, strict       refused
    without a policy      a checkpoint is made first, which `undo` goes back to; a terminal is told so
    otherwise             it runs, and is in the audit log

Stands between expansion and execution. A command whose name isn't in a table costs one look-up. Must not know how
commands are run."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map, Set
from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import error_text
from runtime_py.security.profiles import CAREFUL, STRICT
from runtime_py.shell.dangers import CHECKED as DESTROYERS
from runtime_py.shell.dangers import Place, danger
from runtime_py.shell.hiding import CHECKED as HIDERS
from runtime_py.shell.hiding import HiddenTexts, hides, mentions_source, runs_stdin, texts_to_run

UNDO = 'undo: '  # what the names of the checkpoints begin with
NAME_MOST = 60
FILES_MOST = 5  # that one command may overwrite by redirections
COPIES_MOST = 400  # of a function that starts itself
_HIDDEN = 'runs a program that it downloads or decodes, which nobody has read'
_MANY = 'a redirection over many files'


class Guard:
    """Of one worker: shared by all environments of its shell."""

    def __init__(self, system: Any) -> None:
        self.system = system
        self.hidden = HiddenTexts()
        self._overwritten: Set[str] = Set()
        self._has_checkpoint = False  # of the present command line
        self._copies: Map[str, int] = Map()  # function -> environments that its calls have started
        self._told: Set[str] = Set()  # functions that were bombs

    def begin_line(self) -> None:
        """A person has entered a line: it gets a checkpoint of its own."""
        self._overwritten = Set()
        self._has_checkpoint = False
        self._told = Set()

    def wants(self, name: str) -> bool:
        base = name if '/' not in name else name[name.rfind('/') + 1 :]
        return DESTROYERS.has(base) or HIDERS.has(base)

    async def check(self, interpreter: Any, argv: list[str], place: Place, stderr: int, by_utility: bool) -> str:
        """'' if the command may run, else why not. `by_utility`: xargs and the like run it, and add to its words."""
        reason = danger(argv, place)
        if reason == '' and self._is_hidden(interpreter, argv, by_utility):
            reason = _HIDDEN
        return '' if reason == '' else await self._answer(' '.join(argv), reason, stderr)

    def _is_hidden(self, interpreter: Any, argv: list[str], by_utility: bool) -> bool:
        texts = texts_to_run(argv)
        if self.hidden.is_in([*texts, interpreter.document] if runs_stdin(argv) else texts):
            return True
        watch = interpreter.watch
        if watch is None:
            return False
        found = (hides(argv) or mentions_source(texts)) and watch.source(interpreter.part)
        runs_data = runs_stdin(argv) or argv[0] == 'eval' or (by_utility and len(texts) > 0)
        return (runs_data and watch.shell(interpreter.part)) or found

    async def overwrites(self, path: str, many: bool, home: str, stderr: int) -> None:
        """A redirection is about to empty a file of the home folder; `many`: in a loop, a function, or one of several. Of
        a process with a policy, the policy decides about each file."""
        if self._overwritten.size >= FILES_MOST or self._overwritten.has(path) or self._profile() != '':
            return
        if not path.startswith(home + '/') or '/node_modules/' in path:
            return
        self._overwritten.add(path)
        if self._overwritten.size >= FILES_MOST:
            await self._answer(_MANY, f'overwrites {FILES_MOST} files or more', stderr)
        elif many and self.system.isatty(stderr):
            await self._checkpoint(_MANY)  # from before the first of them

    def _profile(self) -> str:
        return str(self.system.context.profile)

    def _refuses(self) -> bool:
        return self._profile() in (CAREFUL, STRICT)

    async def _answer(self, command: str, reason: str, stderr: int) -> str:
        await self._note(f'{reason}: {command}')
        if self._refuses():
            return f'{reason}: refused by the profile {self._profile()} (docs: security)'
        if self._profile() != '':
            return ''
        problem = await self._checkpoint(command)
        if self.system.isatty(stderr):
            said = (
                f'{reason}; undo takes it back' if problem == '' else f"{reason}, and can't be taken back ({problem})"
            )
            data = to_bytes(f'sh: {said}\n')
            await self.system.write_async(stderr, data, 0, len(data))
        return ''

    async def _note(self, text: str) -> None:
        try:
            await self.system.ask_kernel('audit.note', 'command', text)
        except Exception:
            return  # it has made many notes, or there is no kernel

    async def _checkpoint(self, command: str) -> str:
        """One for each line. '' if it was made, else why not."""
        if self._has_checkpoint:
            return ''
        self._has_checkpoint = True
        name = ''.join([letter if 32 <= ord(letter) != 127 else ' ' for letter in command])
        try:
            await self.system.ask_kernel('checkpoint', f'{UNDO}{name[:NAME_MOST].strip()}', True)
            return ''
        except Exception as error:
            return error_text(error)

    # functions that start copies of themselves

    def enter(self, names: list[str]) -> None:
        """A background job or a part of a pipeline begins, which calls of these functions have started."""
        for name in names:
            self._copies.set(name, (self._copies.get(name) or 0) + 1)

    def leave(self, names: list[str]) -> None:
        for name in names:
            self._copies.set(name, (self._copies.get(name) or 1) - 1)

    def is_bomb(self, name: str) -> bool:
        """Whether a function that calls itself has, or had, too many such environments: until the last one is gone, or it
        would live on with as many as are allowed. Recursion is no bomb: the caller waits, so only as many are alive as
        it is deep."""
        count = self._copies.get(name) or 0
        return count > COPIES_MOST or (count > 0 and self._told.has(name))

    def bomb(self, name: str) -> str:
        """What is said of it, once for a line; '' from then on."""
        if self._told.has(name):
            return ''
        self._told.add(name)
        return f'{name}: more than {COPIES_MOST} copies of this function run at once, so it starts no more'
