"""What bash's state has beyond a POSIX shell's: options of `shopt`, frames of calls, attributes, dynamic variables.

One for each environment, which a subshell copies. Must not know how commands run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map
from runtime_py.shell.bash.dynamic import dynamic_value, is_taken, next_random, random_number
from runtime_py.shell.bash.hashing import HashTable
from runtime_py.shell.bash.options import ON_FROM_THE_START
from runtime_py.shell.bash.references import assign_text, is_circular, text_at
from runtime_py.shell.flow import Problem
from runtime_py.shell.option_names import BASH_LETTERS, BASH_OPTIONS

USER_ID = 1000  # the machine's one user


class Frame:
    """A call: of a function, or of a file by `source`. `line` is where it was called."""

    def __init__(self, name: str, file: str, line: int) -> None:
        self.name = name
        self.file = file
        self.line = line


class Beyond:
    def __init__(self) -> None:
        self.options: Map[str, bool] = Map()  # of shopt
        for name in ON_FROM_THE_START:
            self.options.set(name, True)
        self.evaluate: Callable[[str], int] = lambda text: 0  # arithmetic in this environment
        self.frames: list[Frame] = []
        self.file = ''  # the script that runs, '' for -c and standard input
        self.origin = 'environment'  # where functions come from without a script
        self.user = USER_ID
        self.source = ''  # c or s
        self.interactive = False
        self.function_files: Map[str, str] = Map()
        self.function_texts: Map[str, str] = Map()
        self.function_lines: Map[str, str] = Map()
        self.exported_functions: Map[str, bool] = Map()
        self.pipe_status: list[int] = []
        self.started_ms = now_ms()  # from which SECONDS counts
        self.last_argument = ''
        self.command = ''  # BASH_COMMAND
        self.disabled: list[str] = []  # builtins that `enable -n` has turned off
        self.folders: list[str] = []  # of pushd, below the present one
        self.level = 0  # BASH_SUBSHELL
        self.reacting = ''  # the trap of reactions.py that runs
        self.hashed = HashTable()
        self.traced: list[str] = []  # functions that inherit DEBUG and RETURN: declare -ft
        self.fixed: list[str] = []  # read-only functions
        self.restricted = False
        self.execution: str | None = None  # the argument of -c
        self.off: list[str] = []  # options of `set -o` that are on unless they are here
        self.arguments: list[str] | None = None  # BASH_ARGV, from its first use

    def clone(self) -> Beyond:
        made = Beyond()
        for name, on in self.options.entries():
            made.options.set(name, on)
        made.frames = list(self.frames)
        made.file = self.file
        made.origin = self.origin
        made.user = self.user
        made.source = self.source
        made.interactive = self.interactive
        made.function_files = copied(self.function_files)
        made.function_texts = copied(self.function_texts)
        made.function_lines = copied(self.function_lines)
        made.exported_functions = copied(self.exported_functions)
        made.pipe_status = list(self.pipe_status)
        made.started_ms = self.started_ms
        made.last_argument = self.last_argument
        made.command = self.command
        made.disabled = self.disabled
        made.folders = list(self.folders)
        made.level = self.level + 1
        made.hashed = self.hashed.copy()
        made.traced = self.traced
        made.fixed = self.fixed
        made.restricted = self.restricted
        made.execution = self.execution
        made.off = list(self.off)
        made.arguments = self.arguments
        return made

    def defined(self, made: Any) -> None:
        """A function was defined here."""
        self.function_files.set(made.name, self.here())
        self.function_texts.set(made.name, made.text)
        self.function_lines.set(made.name, str(made.line))

    def here(self) -> str:
        """The file of the running command."""
        if len(self.frames) > 0:
            return self.frames[len(self.frames) - 1].file
        return self.file if self.file != '' else self.origin

    def has(self, option: str) -> bool:
        return self.options.get(option) is True

    def farewell(self) -> str:
        """What an interactive shell says at its end."""
        return 'logout\n' if self.has('login_shell') else 'exit\n'

    # what State asks

    def value(self, state: Any, name: str) -> str | None:
        """Of a name that isn't among the variables."""
        return dynamic_value(state, name)

    def random(self, state: Any) -> int:
        state.random = next_random(state.random)
        return random_number(state.random)

    def export_functions(self, environment: Map[str, str]) -> None:
        """Adds those of `export -f`, for other shells that are bash."""
        for name in self.exported_functions.keys():
            environment.set(f'BASH_FUNC_{name}%%', f'() {self.function_texts.get(name) or ""}')

    def flags(self, state: Any) -> str:
        """$-: c or s for where commands come from."""
        found = self.source + ('i' if self.interactive else '') + ('r' if self.restricted else '')
        found += ('' if 'hashall' in self.off else 'h') + ('B' if state.braces else '')
        for k, name in enumerate(BASH_OPTIONS):
            found += BASH_LETTERS[k] if state.has_option(name) else ''
        return ''.join([letter for letter in 'abefhikmnprtuvxBCEHPTcs' if letter in found])

    def arguments_of(self, state: Any) -> list[str]:
        """The last first, as they were when somebody first asked outside of functions."""
        if self.arguments is None and len(self.frames) == 0:
            self.arguments = list(reversed(state.parameters))
        return [] if self.arguments is None else self.arguments

    def takes(self, state: Any, name: str, value: str) -> bool:
        """Whether a new value of a name that isn't among the variables belongs to a dynamic one."""
        return is_taken(state, name, value)

    def get_special(self, state: Any, name: str, variable: Any) -> str | None:
        """Of a variable with attributes."""
        if 'n' not in variable.attributes:
            text: str | None = variable.value
            return text
        target = variable.value
        return None if target is None or is_circular(state, name) else text_at(state, target)

    def set_special(self, state: Any, name: str, variable: Any, value: str) -> None:
        if 'n' in variable.attributes:
            if variable.value is None or variable.value == '':
                variable.value = value
            elif is_circular(state, name):
                raise Problem(f'warning: {name}: circular name reference')
            else:
                assign_text(state, variable.value, value, False)
        else:
            assign_text(state, name, value, False)


def copied(table: Map[str, Any]) -> Map[str, Any]:
    made: Map[str, Any] = Map()
    for key, value in table.entries():
        made.set(key, value)
    return made
