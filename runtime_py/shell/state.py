"""A shell's own state: variables, functions, options, parameters, cwd. A subshell is a clone of it.

Must not know how commands run."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Command

OPTIONS = ['allexport', 'errexit', 'ignoreeof', 'monitor', 'noclobber', 'noglob', 'noexec', 'nounset', 'pipefail', 'verbose', 'xtrace']
LETTERS = ['a', 'e', '', 'm', 'C', 'f', 'n', 'u', '', 'v', 'x']


class Variable:
    def __init__(self, value: str | None, exported: bool, readonly: bool) -> None:
        self.value = value          # None: declared but unset
        self.exported = exported
        self.readonly = readonly


class ReadOnly(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f'{name}: is read only')
        self.message = f'{name}: is read only'


class State:
    def __init__(self, name: str, pid: int, cwd: str) -> None:
        self.name = name                    # $0
        self.pid = pid                      # $$
        self.cwd = cwd
        self.parameters: list[str] = []
        self.variables: Map[str, Variable] = Map()
        self.functions: Map[str, Command] = Map()
        self.aliases: Map[str, str] = Map()
        self.options: Map[str, bool] = Map()
        self.traps: Map[str, str] = Map()
        self.status = 0
        self.last_background = 0
        self.locals: list[Map[str, Variable]] = []      # what `local` has hidden, one per function call
        self.random = pid * 7919 + 1
        self.umask = 0o022
        self.is_subshell = False

    def clone(self) -> State:
        """For a subshell: everything by value; traps are reset (POSIX 2.12)."""
        made = State(self.name, self.pid, self.cwd)
        made.parameters = list(self.parameters)
        for name, variable in self.variables.entries():
            made.variables.set(name, Variable(variable.value, variable.exported, variable.readonly))
        for name, body in self.functions.entries():
            made.functions.set(name, body)
        for name, text in self.aliases.entries():
            made.aliases.set(name, text)
        for name, on in self.options.entries():
            made.options.set(name, on)
        made.status = self.status
        made.last_background = self.last_background
        made.locals = [Map() for _ in self.locals]
        for name, text in self.traps.entries():
            if text == '':
                made.traps.set(name, text)      # what is ignored stays so
        made.umask = self.umask
        made.is_subshell = True
        return made

    def apply_umask(self, system: Any) -> None:
        """Before files are made: a subshell shares its worker with others, not the mask."""
        if system.umask(-1) != self.umask:
            system.umask(self.umask)

    def get(self, name: str) -> str | None:
        """A variable's value; None when it isn't set."""
        if name == 'RANDOM':
            self.random = (self.random * 1103 + 12345) % 2147483648
            return str(self.random // 65536 % 32768)
        found = self.variables.get(name)
        return None if found is None else found.value

    def set(self, name: str, value: str) -> None:
        """Raises ReadOnly."""
        found = self.variables.get(name)
        if found is None:
            self.variables.set(name, Variable(value, self.has_option('allexport'), False))
        elif found.readonly:
            raise ReadOnly(name)
        else:
            found.value = value

    def unset(self, name: str) -> None:
        found = self.variables.get(name)
        if found is not None:
            if found.readonly:
                raise ReadOnly(name)
            self.variables.delete(name)

    def declare(self, name: str) -> Variable:
        """The variable, made without a value if it isn't there."""
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
            hidden.set(name, Variable(None, False, False) if found is None else found)
            self.variables.set(name, Variable(None, found is not None and found.exported, False))

    def restore_locals(self) -> None:
        hidden = self.locals.pop()
        for name, variable in hidden.entries():
            if variable.value is None and not variable.exported:
                self.variables.delete(name)
            else:
                self.variables.set(name, variable)

    def environment(self) -> Map[str, str]:
        """The exported variables."""
        found: Map[str, str] = Map()
        for name, variable in self.variables.entries():
            if variable.exported and variable.value is not None:
                found.set(name, variable.value)
        return found

    def has_option(self, name: str) -> bool:
        return self.options.get(name) is True

    def flags(self) -> str:
        """$-"""
        text = ''
        for k, name in enumerate(OPTIONS):
            if self.has_option(name):
                text += LETTERS[k]
        return text


def env_pairs(environment: Map[str, str]) -> list[str]:
    """['K=V'] for a spawn."""
    return [f'{name}={value}' for name, value in environment.entries()]
