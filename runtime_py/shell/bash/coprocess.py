"""bash's coproc: a command in the background, joined to the shell by two pipes, whose ends are in the array NAME: from
which the shell reads, and to which it writes."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import AndOr, Command, Coprocess, Pipeline
from runtime_py.shell.background import run_background
from runtime_py.shell.bash.references import become_list
from runtime_py.shell.expansion import ExpansionProblem
from runtime_py.shell.io import Io

NAME = 'COPROC'
HIGHEST = 63
_COMPOUNDS = ['{', '(', '((', '[[', 'if', 'for', 'while', 'until', 'case', 'select']


def coprocess(parser: Any, line: int) -> Command:
    """coproc [NAME] command. Only before a compound command may a name stand."""
    lexer = parser.lexer
    lexer.at += len('coproc')
    begin = lexer.at
    name = NAME
    if not _begins_compound(parser):
        start = lexer.at
        word = lexer.word()
        given = None if word is None else word.literal()
        if given is not None and _begins_compound(parser):
            name = given
        else:
            lexer.at = start
    body = parser.command()
    found = Coprocess(name, body, line)
    found.text = lexer.source[begin : lexer.at].strip(' \t\n')
    return found


def _begins_compound(parser: Any) -> bool:
    lexer = parser.lexer
    lexer.skip_blanks()
    return parser.peek_word() in _COMPOUNDS or lexer.char() == '('


async def run_coprocess(interpreter: Any, command: Coprocess, io: Io) -> int:
    system = interpreter.system
    output = system.pipe()
    given = system.pipe()
    if output[0] < 0 or given[0] < 0:
        raise ExpansionProblem('cannot make a pipe')
    for fd in [*output, *given]:
        system.set_cloexec(fd, True)
    its_io = io.derive()
    its_io.put(0, given[0], True)
    its_io.put(1, output[1], True)
    item = AndOr()
    pipeline = Pipeline([command.body], False, False)
    pipeline.text = command.text
    item.pipelines.append(pipeline)
    item.text = f'coproc {command.name} {command.text}'
    try:
        await run_background(interpreter, item, its_io, True)
    finally:
        its_io.close(system)
    numbers = [_placed(io, output[0]), _placed(io, given[1])]
    interpreter.shell.coprocesses.append(Ends(io, numbers, [output[0], given[1]]))
    _tell(interpreter.state, command.name, numbers)
    return 0


class Ends:
    """The shell's ends of the pipes."""

    def __init__(self, io: Io, numbers: list[int], own: list[int]) -> None:
        self.io = io
        self.numbers = numbers
        self.own = own

    def close(self, system: Any) -> None:
        """Those that are still open: the command sees the end of its input."""
        for k, number in enumerate(self.numbers):
            if self.io.get(number) == self.own[k]:
                before = self.io.derive()
                self.io.drop(number)
                self.io.close_replaced(before, system)


def _placed(io: Io, own: int) -> int:
    """A number for a descriptor, as high as possible, as in bash."""
    number = HIGHEST
    while io.get(number) >= 0:
        number -= 1
    io.put(number, own, True)
    return number


def _tell(state: Any, name: str, numbers: list[int]) -> None:
    variable = state.declare(name)
    if variable.readonly:
        state.refuse_readonly(name)
    become_list(variable, [str(number) for number in numbers])
    state.set(name + '_PID', str(state.last_background))
