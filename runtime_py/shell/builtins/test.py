"""test and [: conditions on strings, numbers and files (POSIX XCU test, with -a -o ( ) of bash)."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.messages import of_test
from runtime_py.shell.bash.variable_tests import is_set, option_is_on, refers
from runtime_py.shell.context import Context
from runtime_py.shell.io import Io
from runtime_py.shell.numerals import decimal
from runtime_py.vfs.layout import S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK

_BINARY = ['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']
_UNARY_OF_BASH = ['-a', '-o', '-v', '-N', '-R']
_UNARY = '-b -c -d -e -f -g -h -k -L -n -p -r -S -s -t -u -w -x -z -O -G'.split(' ')


class TestProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


async def test(interpreter: Any, context: Context, io: Io) -> int:
    args = context.args
    if context.argv[0] == '[':
        if len(args) == 0 or args[-1] != ']':
            await context.error("missing `]'" if interpreter is not None and interpreter.state.bash else 'missing ]')
            return 2
        args = args[: len(args) - 1]
    if len(args) == 0:
        return 1
    try:
        evaluation = Evaluation(context, args)
        evaluation.is_dash = interpreter is not None and not interpreter.state.bash
        if interpreter is not None and interpreter.state.bash:
            evaluation.state = interpreter.state
            evaluation.unary = [*_UNARY, *_UNARY_OF_BASH]
        return 0 if evaluation.run() else 1
    except TestProblem as problem:
        bash = interpreter is not None and interpreter.state.bash
        await context.error(of_test(problem.message, args) if bash else problem.message)
        return 2


class Evaluation:
    def __init__(self, context: Context, args: list[str]) -> None:
        self.context = context
        self.args = args
        self.at = 0
        self.state: Any = None  # in bash
        self.unary = _UNARY
        self.is_dash = False

    def run(self) -> bool:
        fixed = self._few(self.args) if len(self.args) <= 4 else None
        if fixed is not None:
            return fixed
        found = self._or()
        if self.at < len(self.args):
            raise TestProblem(f'{self.args[self.at - 1]}: unexpected operator')
        return found

    def _few(self, args: list[str]) -> bool | None:
        """The rules that POSIX fixes for up to four arguments, so that "$a" = "$b" is safe whatever the values; None
        when they don't apply."""
        if len(args) == 1:
            return args[0] != ''
        if len(args) == 3 and args[1] in _BINARY:
            return self._binary(args[0], args[1], args[2])
        if len(args) == 3 and args[1] in ('-a', '-o'):
            left, right = args[0] != '', args[2] != ''
            return left and right if args[1] == '-a' else left or right
        if args[0] == '!' and len(args) > 1:
            found = self._few(args[1:])
            return None if found is None else not found
        if len(args) == 2:
            return self._unary(args[0], args[1]) if args[0] in self.unary else None
        if len(args) > 2 and args[0] == '(' and args[-1] == ')':
            return self._few(args[1 : len(args) - 1])
        return None

    def _peek(self) -> str:
        return self.args[self.at] if self.at < len(self.args) else ''

    def _or(self) -> bool:
        found = self._and()
        while self._peek() == '-o':
            self.at += 1
            right = self._and()
            found = found or right
        return found

    def _and(self) -> bool:
        found = self._not()
        while self._peek() == '-a':
            self.at += 1
            right = self._not()
            found = found and right
        return found

    def _not(self) -> bool:
        if self._peek() == '!' and self.at + 1 < len(self.args):
            self.at += 1
            return not self._not()
        return self._primary()

    def _primary(self) -> bool:
        if self.at >= len(self.args):
            raise TestProblem('argument expected')
        word = self.args[self.at]
        left = len(self.args) - self.at
        if left >= 3 and self.args[self.at + 1] in _BINARY:
            self.at += 3
            return self._binary(word, self.args[self.at - 2], self.args[self.at - 1])
        if word == '(' and left > 1:
            self.at += 1
            found = self._or()
            if self._peek() != ')':
                raise TestProblem('closing paren expected')
            self.at += 1
            return found
        if word in self.unary and left >= 2:
            self.at += 2
            return self._unary(word, self.args[self.at - 1])
        self.at += 1
        return word != ''

    def _binary(self, a: str, op: str, b: str) -> bool:
        if op == '=' or op == '==':
            return a == b
        if op == '!=':
            return a != b
        if op == '<':
            return a < b
        if op == '>':
            return a > b
        if op in ('-nt', '-ot', '-ef'):
            return compare_files(self.context, a, op, b, not self.is_dash)
        x = _number(a)
        y = _number(b)
        if op == '-eq':
            return x == y
        if op == '-ne':
            return x != y
        if op == '-lt':
            return x < y
        if op == '-le':
            return x <= y
        return x > y if op == '-gt' else x >= y

    def _unary(self, op: str, operand: str) -> bool:
        if op == '-n':
            return operand != ''
        if op == '-z':
            return operand == ''
        if op == '-v':
            return is_set(self.state, operand)
        if op == '-o':
            return option_is_on(self.state, operand)
        if op == '-R':
            return refers(self.state, operand)
        return file_test(self.context, op, operand)


def compare_files(context: Context, a: str, op: str, b: str, may_lack: bool = True) -> bool:
    """`may_lack`: any file is newer than one that isn't there; not in dash."""
    one = [0.0 for _ in range(18)]
    two = [0.0 for _ in range(18)]
    has_one = context.system.stat(context.path(a), one) >= 0
    has_two = context.system.stat(context.path(b), two) >= 0
    if op == '-ef':
        return has_one and has_two and one[7] == two[7]
    if not may_lack and not (has_one and has_two):
        return False
    if op == '-nt':
        return has_one and (not has_two or one[12] * 1000 + one[13] / 1000000 > two[12] * 1000 + two[13] / 1000000)
    return has_two and (not has_one or one[12] * 1000 + one[13] / 1000000 < two[12] * 1000 + two[13] / 1000000)


def file_test(context: Context, op: str, operand: str) -> bool:
    """A unary operator on a file, or -t."""
    system = context.system
    if op == '-t':
        fds = [context.stdin, context.stdout, context.stderr]
        return operand in ('0', '1', '2') and system.isatty(fds[int(operand)])
    out = [0.0 for _ in range(18)]
    path = context.path(operand)
    if op == '-h' or op == '-L':
        return system.lstat(path, out) >= 0 and (int(out[1]) & S_IFMT) == S_IFLNK
    if system.stat(path, out) < 0:
        return False
    mode = int(out[1])
    if op in ('-r', '-w', '-x'):
        return system.access(path, 4 if op == '-r' else (2 if op == '-w' else 1)) >= 0
    if op == '-s':
        return out[8] > 0
    if op == '-N':
        return out[12] * 1000 + out[13] / 1000000 > out[10] * 1000 + out[11] / 1000000
    if op in ('-u', '-g', '-k'):
        return (mode & (0o4000 if op == '-u' else (0o2000 if op == '-g' else 0o1000))) != 0
    kinds = ['-b', S_IFBLK, '-c', S_IFCHR, '-d', S_IFDIR, '-f', S_IFREG, '-p', S_IFIFO, '-S', S_IFSOCK]
    return (mode & S_IFMT) == kinds[kinds.index(op) + 1] if op in kinds else True


def _number(text: str) -> int:
    value = decimal(text)
    if value is None:
        raise TestProblem(f'Illegal number: {text}')
    return value


COMMANDS: list[Any] = [['test', test], ['[', test]]
