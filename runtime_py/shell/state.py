"""A shell's own state: variables, functions, options, parameters, cwd. A subshell is a clone of it.

Must not know how commands run."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.resources.limits import Bounds
from runtime_py.shell.ast import Command
from runtime_py.shell.bash.arrays import Elements
from runtime_py.shell.bash_only import is_bash
from runtime_py.shell.flow import BuiltinProblem, Problem
from runtime_py.shell.jsh import is_jsh
from runtime_py.shell.numerals import count
from runtime_py.shell.option_names import LETTERS, OPTIONS
from runtime_py.shell.restrictions import Restrictions
from runtime_py.sys.signals import number_of_signal
from runtime_py.vfs.fdtable import CAPACITY


class Variable:
    """`value` of an array is that of its element 0."""

    def __init__(self, value: str | None, exported: bool, readonly: bool) -> None:
        self.value = value  # None: declared but unset
        self.exported = exported
        self.readonly = readonly
        self.elements: Elements | None = None  # of bash's arrays
        self.attributes = ''  # letters of bash's `declare`, apart from a, A, r and x
        self.is_plain = True  # neither elements nor attributes

    def copy(self) -> Variable:
        made = Variable(self.value, self.exported, self.readonly)
        if not self.is_plain:
            made.elements = None if self.elements is None else self.elements.copy()
            made.attributes = self.attributes
            made.is_plain = False
        return made


class ReadOnly(Problem):
    def __init__(self, name: str) -> None:
        super().__init__(f'{name}: is read only')
        self.variable = name


class OptionPlace:
    """The position of `getopts`: the next argument (from 1), and the next letter in the argument before it; -1: that
    one is done.

    A function call has its own position, and a new OPTIND or new parameters start over, as in dash. In
    bash only a new or local OPTIND does."""

    def __init__(self) -> None:
        self.index = 1
        self.offset = -1


class State:
    def __init__(self, name: str, pid: int, cwd: str) -> None:
        self.name = name  # $0
        self.pid = pid  # $$
        self.cwd = cwd
        self.parameters: list[str] = []
        self.variables: Map[str, Variable] = Map()
        self.functions: Map[str, Command] = Map()
        self.aliases: Map[str, str] = Map()
        self.options: Map[str, bool] = Map()
        self.traps: Map[str, str] = Map()
        self.hashed: list[str] = []  # names that were passed to `hash`
        self.status = 0
        self.last_background = 0
        self.locals: list[Map[str, Variable]] = []  # variables that `local` has hidden, one list per function call
        self.local_options: list[Map[str, bool] | None] = []  # options that `local -` saved, one per function call
        self.random = pid * 7919 + 1
        self.umask = 0o022
        # soft and hard limit (ulimit -n), for the script's descriptors and for children
        self.open_files = [CAPACITY, CAPACITY]
        self.limits: list[tuple[int, Bounds]] = []  # others that were set here (ulimit), by place
        self.is_subshell = False
        # dash expands no braces: `prettier src/**/*.{js,ts}` gets its pattern as it is
        self.braces = is_bash(name) or is_jsh(name)
        self.bash = is_bash(name)  # whether it is bash rather than a POSIX shell, unless `be` says so
        self.beyond: Any = None  # bash's own part of the state: bash/beyond.py
        self.option_place = OptionPlace()
        self.restrictions: Restrictions | None = None
        self.line = 1  # line number of the running command

    def be(self, bash: bool) -> None:
        self.bash = bash
        self.braces = bash or is_jsh(self.name)

    def clone(self) -> State:
        """A copy for a subshell: everything by value; traps are reset (POSIX 2.12)."""
        made = State(self.name, self.pid, self.cwd)
        made.parameters = list(self.parameters)
        for name, variable in self.variables.entries():
            made.variables.set(name, variable.copy())
        for name, body in self.functions.entries():
            made.functions.set(name, body)
        for name, text in self.aliases.entries():
            made.aliases.set(name, text)
        for name, on in self.options.entries():
            made.options.set(name, on)
        made.status = self.status
        made.last_background = self.last_background
        made.locals = [Map() for _ in self.locals]
        made.local_options = [None for _ in self.locals]
        for name, text in self.traps.entries():
            if text == '':
                made.traps.set(name, text)  # ignored signals stay ignored
        made.umask = self.umask
        made.open_files = list(self.open_files)
        made.limits = list(self.limits)
        made.bash = self.bash
        made.braces = self.braces
        made.beyond = None if self.beyond is None else self.beyond.clone()
        made.restrictions = self.restrictions
        made.is_subshell = True
        made.option_place.index = self.option_place.index
        made.option_place.offset = self.option_place.offset
        made.line = self.line
        return made

    def ignored_signals(self) -> list[int]:
        """The signals that `trap ''` ignores."""
        return [number_of_signal(name) for name, text in self.traps.entries() if text == '' and name != 'EXIT']

    def apply_umask(self, system: Any) -> None:
        """Called before files are created: a subshell shares its worker with others, but not its umask."""
        if system.umask(-1) != self.umask:
            system.umask(self.umask)

    def get(self, name: str) -> str | None:
        """A variable's value; None when it isn't set."""
        if name == 'RANDOM':
            if self.beyond is not None:
                return str(self.beyond.random(self))
            self.random = (self.random * 1103 + 12345) % 2147483648
            return str(self.random // 65536 % 32768)
        found = self.variables.get(name)
        if found is None:
            if self.beyond is not None:
                return self.beyond.value(self, name)
            return str(self.line) if name == 'LINENO' else None
        return found.value if found.is_plain else self.beyond.get_special(self, name, found)

    def set(self, name: str, value: str) -> None:
        """Raises ReadOnly, and BuiltinProblem for an OPTIND that isn't a number."""
        if name == 'OPTIND':
            self._options_from(value)
        found = self.variables.get(name)
        if found is None:
            if self.beyond is not None and self.beyond.takes(self, name, value):
                return
            self.variables.set(name, Variable(value, self.has_option('allexport'), False))
        elif found.readonly:
            self.refuse_readonly(name)
        elif not found.is_plain:
            self.beyond.set_special(self, name, found, value)
        else:
            found.value = value
            if self.has_option('allexport'):
                found.exported = True

    def _options_from(self, value: str) -> None:
        index = count(value)
        if index is None:
            raise BuiltinProblem(f'Illegal number: {value}')
        self.option_place = OptionPlace()
        self.option_place.index = max(index, 1)

    def replace_parameters(self, parameters: list[str]) -> None:
        """Sets the parameters, for `set` and `shift`."""
        self.parameters = parameters
        if not self.bash:
            self.option_place = OptionPlace()

    def refuse_readonly(self, name: str) -> None:
        raise ReadOnly(name)

    def unset(self, name: str) -> None:
        if name == 'OPTIND':
            self.option_place = OptionPlace()
        found = self.variables.get(name)
        if found is not None:
            if found.readonly:
                raise ReadOnly(name)
            self.variables.delete(name)

    def declare(self, name: str) -> Variable:
        """The variable, created without a value if it doesn't exist."""
        found = self.variables.get(name)
        if found is None:
            found = Variable(None, False, False)
            self.variables.set(name, found)
        return found

    def export(self, name: str) -> None:
        self.declare(name).exported = True

    def make_local(self, name: str) -> None:
        """Hides a variable until the function returns."""
        hidden = self.locals[-1]
        if not hidden.has(name):
            found = self.variables.get(name)
            if found is None:
                hidden.set(name, Variable(None, False, False))
            else:
                hidden.set(name, found)
                # dash keeps the value, bash doesn't
                if self.bash and name == 'OPTIND':
                    self.option_place = OptionPlace()
                self.variables.set(name, Variable(None if self.bash else found.value, found.exported, found.readonly))

    def keep_options(self) -> None:
        """Saves the options, to be restored when the function returns."""
        if self.local_options[-1] is None:
            self.local_options[len(self.local_options) - 1] = copy_options(self.options)

    def begin_locals(self) -> None:
        self.locals.append(Map())
        self.local_options.append(None)

    def restore_locals(self) -> None:
        options = self.local_options.pop()
        if options is not None:
            self.options = options
        hidden = self.locals.pop()
        for name, variable in hidden.entries():
            if variable.value is None and not variable.exported and variable.is_plain:
                self.variables.delete(name)
            else:
                self.variables.set(name, variable)
            if name == 'OPTIND' and self.bash:
                self._options_from(variable.value or '1')

    def environment(self) -> Map[str, str]:
        """The exported variables."""
        found: Map[str, str] = Map()
        for name, variable in self.variables.entries():
            if variable.exported and variable.value is not None:
                found.set(name, variable.value)
        if self.beyond is not None:
            self.beyond.export_functions(found)
        return found

    def has_option(self, name: str) -> bool:
        return self.options.size > 0 and self.options.get(name) is True

    def flags(self) -> str:
        """$-"""
        if self.beyond is not None:
            return str(self.beyond.flags(self))
        text = ''
        for k, name in enumerate(OPTIONS):
            if self.has_option(name):
                text += LETTERS[k]
        return text


def copy_options(options: Map[str, bool]) -> Map[str, bool]:
    made: Map[str, bool] = Map()
    for name, on in options.entries():
        made.set(name, on)
    return made


def env_pairs(environment: Map[str, str]) -> list[str]:
    """['K=V'] for a spawn."""
    return [f'{name}={value}' for name, value in environment.entries()]
