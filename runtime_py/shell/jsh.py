"""Features of the shell when run as `jsh`, as clients of `@webcontainer/api` do: a prompt with `❯`, a start file,
restrictions, and with `--osc` marks in its output for programs to read: `ESC ] 654 ; interactive BEL` once it takes
commands, `prompt` before each prompt, `exit=N:N` after each command."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.glob import absolute
from runtime_py.shell.restrictions import Restrictions

PROMPT = '\\n\\[\\e[36m\\]\\w\\[\\e[0m\\]\\n\\[\\e[35m\\]❯\\[\\e[0m\\] '
START_FILE = '.jshrc'
SHARED_START_FILE = '/home/.jshrc'  # the parent of the original's home folder
OPTIONS = ['--osc', '--no-redirects', '--allow-commands']


def is_jsh(name: str) -> bool:
    return name.rpartition('/')[2].removeprefix('-') == 'jsh'


class JshOptions:
    def __init__(self) -> None:
        self.marks = False
        self.no_redirects = False
        self.commands: list[str] | None = None

    def take(self, argv: list[str], k: int) -> int:
        """The index after the option at k; -1 when it isn't jsh's, or lacks its value."""
        name, sign, value = argv[k].partition('=')
        if name == '--allow-commands':
            if sign == '' and k + 1 == len(argv):
                return -1
            listed = value if sign != '' else argv[k + 1]
            self.commands = [command.strip() for command in listed.split(',') if command.strip() != '']
            return k + 1 if sign != '' else k + 2
        if argv[k] == '--osc':
            self.marks = True
        elif argv[k] == '--no-redirects':
            self.no_redirects = True
        else:
            return -1
        return k + 1

    def restrictions(self) -> Restrictions | None:
        return (
            Restrictions(self.commands, self.no_redirects) if self.no_redirects or self.commands is not None else None
        )


def start_file(interpreter: Any) -> str:
    home = interpreter.state.get('HOME') or ''
    own = absolute(f'{home}/{START_FILE}', interpreter.state.cwd)
    return own if home != '' and interpreter.system.exists(own) else SHARED_START_FILE


class Marks:
    """Writes marks in the output of an interactive shell, each with a separate write."""

    def __init__(self, shell: Any, wanted: bool) -> None:
        self._shell = shell
        self._wanted = wanted

    async def put(self, text: str) -> None:
        if self._wanted:
            await self._shell.tell(f'\x1b]654;{text}\x07')
