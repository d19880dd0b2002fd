"""The expression of find as a tree (POSIX XCU find): tests, actions, ! -a -o , ( ). Pure."""

from __future__ import annotations

from runtime_py.platform.text import parse_int
from runtime_py.shell.support.file_listing import is_owner
from runtime_py.shell.support.sizes import ceiling

# name -> number of arguments; -exec and the like are parsed separately
_PLAIN = [
    '-true',
    '-false',
    '-empty',
    '-print',
    '-print0',
    '-delete',
    '-prune',
    '-quit',
    '-readable',
    '-writable',
    '-executable',
    '-ls',
    '-nouser',
    '-nogroup',
]
_WITH_VALUE = [
    '-name',
    '-iname',
    '-path',
    '-ipath',
    '-wholename',
    '-iwholename',
    '-lname',
    '-ilname',
    '-regex',
    '-iregex',
    '-type',
    '-xtype',
    '-size',
    '-mtime',
    '-atime',
    '-ctime',
    '-mmin',
    '-amin',
    '-cmin',
    '-newer',
    '-anewer',
    '-cnewer',
    '-newermt',
    '-perm',
    '-user',
    '-group',
    '-uid',
    '-gid',
    '-links',
    '-inum',
    '-samefile',
    '-printf',
    '-fprint',
    '-fprint0',
    '-fls',
    '-used',
]
_COMMANDS = ['-exec', '-ok', '-execdir', '-okdir']
_GLOBAL = ['-depth', '-d', '-mount', '-xdev', '-follow', '-noleaf', '-daystart', '-warn', '-nowarn']
_GLOBAL_WITH_VALUE = ['-maxdepth', '-mindepth', '-regextype']
WRITING = ['-fprint', '-fprint0', '-fprintf', '-fls']  # actions that write to a file
ACTIONS = ['-print', '-print0', '-delete', '-exec', '-ok', '-execdir', '-okdir', '-ls', '-printf', *WRITING, '-quit']
# units of -size
_UNITS = 'cwbkMG'
_UNIT_BYTES = [1, 2, 512, 1024, 1048576, 1073741824]


class FindProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Node:
    """`kind` is 'and', 'or', 'not', ',' or the name of a test or action; `argv` is the command of -exec."""

    def __init__(self, kind: str, left: Node | None, right: Node | None) -> None:
        self.kind = kind
        self.left = left
        self.right = right
        self.value = ''
        self.argv: list[str] = []
        self.batched = False  # -exec ... +
        self.waiting: list[str] = []  # its paths so far
        self.prepared: object = None  # the parsed value: a pattern, a time


class Plan:
    def __init__(self) -> None:
        self.paths: list[str] = []
        self.root: Node = Node('-true', None, None)
        self.max_depth = -1
        self.min_depth = 0
        self.depth_first = False
        self.follow = False
        self.follow_given = False  # -H
        self.one_device = False
        self.extended_regex = False
        self.has_action = False


def parse_find(args: list[str]) -> Plan:
    """Raises FindProblem."""
    plan = Plan()
    k = 0
    while k < len(args) and args[k] in ('-H', '-L', '-P'):
        plan.follow = args[k] == '-L'
        plan.follow_given = args[k] == '-H'
        k += 1
    while k < len(args) and not (args[k].startswith('-') and len(args[k]) > 1) and args[k] not in ('(', ')', '!', ','):
        plan.paths.append(args[k])
        k += 1
    if len(plan.paths) == 0:
        plan.paths = ['.']
    parser = _Parser(plan, args[k:])
    if k < len(args):
        plan.root = parser.list()
        parser.end()
    if not plan.has_action:
        plan.root = Node('and', plan.root, Node('-print', None, None))
    return plan


class _Parser:
    def __init__(self, plan: Plan, args: list[str]) -> None:
        self.plan = plan
        self.args = args
        self.at = 0

    def _peek(self) -> str:
        return self.args[self.at] if self.at < len(self.args) else ''

    def end(self) -> None:
        if self.at < len(self.args):
            raise FindProblem(
                "you have too many ')'" if self._peek() == ')' else f"paths must precede expression: `{self._peek()}'"
            )

    def list(self) -> Node:
        found = self._or()
        while self._peek() == ',' and self.at < len(self.args):
            self.at += 1
            found = Node(',', found, self._or())
        return found

    def _or(self) -> Node:
        found = self._and()
        while self._peek() in ('-o', '-or'):
            self.at += 1
            found = Node('or', found, self._and())
        return found

    def _and(self) -> Node:
        found = self._not()
        while self.at < len(self.args) and self._peek() not in ('-o', '-or', ',', ')'):
            if self._peek() in ('-a', '-and'):
                self.at += 1
            found = Node('and', found, self._not())
        return found

    def _not(self) -> Node:
        word = self._peek()
        if word in ('!', '-not') and self.at < len(self.args):
            self.at += 1
            if self.at >= len(self.args):
                raise FindProblem(f"expected an expression after `{word}'")
            return Node('not', self._not(), None)
        if word == '(' and self.at < len(self.args):
            self.at += 1
            found = self.list()
            if self._peek() != ')':
                raise FindProblem("invalid expression; I was expecting to find a ')' somewhere but did not see one.")
            self.at += 1
            return found
        return self._primary()

    def _value(self, name: str) -> str:
        if self.at >= len(self.args):
            raise FindProblem(f"missing argument to `{name}'")
        self.at += 1
        return self.args[self.at - 1]

    def _primary(self) -> Node:
        if self.at >= len(self.args):
            raise FindProblem('invalid expression; you have used a binary operator with nothing after it.')
        name = self.args[self.at]
        self.at += 1
        if name in _GLOBAL or name in _GLOBAL_WITH_VALUE:
            self._global(name)
            return Node('-true', None, None)
        node = Node(name, None, None)
        if name in ACTIONS:
            self.plan.has_action = True
        if name in _COMMANDS:
            self._command(node)
        elif name == '-fprintf':
            node.value = self._value(name)
            node.argv = [self._value(name)]
        elif name in _WITH_VALUE:
            node.value = self._value(name)
            check_value(node)
        elif name not in _PLAIN:
            raise FindProblem(
                f"unknown predicate `{name}'" if name.startswith('-') else f"paths must precede expression: `{name}'"
            )
        if name == '-delete':
            self.plan.depth_first = True
        return node

    def _global(self, name: str) -> None:
        plan = self.plan
        if name in ('-depth', '-d'):
            plan.depth_first = True
        elif name in ('-mount', '-xdev'):
            plan.one_device = True
        elif name == '-follow':
            plan.follow = True
        elif name == '-regextype':
            plan.extended_regex = self._value(name) in ('posix-extended', 'egrep', 'posix-egrep', 'awk')
        elif name in _GLOBAL_WITH_VALUE:
            text = self._value(name)
            if not text.isdigit():
                raise FindProblem(f"Expected a positive decimal integer argument to {name}, but got '{text}'")
            if name == '-maxdepth':
                plan.max_depth = int(text)
            else:
                plan.min_depth = int(text)

    def _command(self, node: Node) -> None:
        """The command up to `;`, or `{} +`."""
        while True:
            if self.at >= len(self.args):
                raise FindProblem(f"missing argument to `{node.kind}'")
            word = self.args[self.at]
            self.at += 1
            if word == ';':
                break
            if word == '+' and len(node.argv) > 0 and node.argv[-1] == '{}':
                node.batched = True
                break
            node.argv.append(word)
        if len(node.argv) == 0:
            raise FindProblem(f"invalid argument `;' to `{node.kind}'")


class Comparison:
    """`+n` more than, `-n` less than, `n` exactly."""

    def __init__(self, sign: str, number: int) -> None:
        self.sign = sign
        self.number = number

    def holds(self, value: float) -> bool:
        if self.sign == '+':
            return value > self.number
        return value < self.number if self.sign == '-' else value == self.number


def parse_comparison(text: str) -> Comparison | None:
    sign = text[:1] if text[:1] in ('+', '-') else ''
    number = parse_int(text[len(sign) :], 10)
    return None if number is None or number < 0 else Comparison(sign, number)


class SizeTest:
    """-size 10k: the file's size, rounded up to the unit."""

    def __init__(self, comparison: Comparison, unit: int) -> None:
        self.comparison = comparison
        self.unit = unit

    def holds(self, size: float) -> bool:
        return self.comparison.holds(ceiling(size / self.unit))


def check_value(node: Node) -> None:
    """Parses values that have a syntax of their own."""
    name = node.kind
    if name == '-size':
        at = _UNITS.find(node.value[-1:]) if node.value != '' else -1
        digits = node.value[: len(node.value) - 1] if at >= 0 else node.value
        comparison = parse_comparison(digits)
        if comparison is None:
            raise FindProblem(f"Invalid argument `{node.value}' to -size")
        node.prepared = SizeTest(comparison, _UNIT_BYTES[at] if at >= 0 else 512)
    elif name in ('-mtime', '-atime', '-ctime', '-mmin', '-amin', '-cmin', '-links', '-inum', '-uid', '-gid'):
        comparison = parse_comparison(node.value)
        if comparison is None:
            raise FindProblem(f"invalid argument `{node.value}' to `{name}'")
        node.prepared = comparison
    elif name == '-user' and not is_owner(node.value):
        raise FindProblem(f"'{node.value}' is not the name of a known user")
    elif name == '-group' and not is_owner(node.value):
        raise FindProblem(f"'{node.value}' is not the name of an existing group")
    elif name in ('-type', '-xtype'):
        for letter in node.value.split(','):
            if letter not in ('f', 'd', 'l', 'p', 's', 'c', 'b'):
                raise FindProblem(f'Unknown argument to {name}: {node.value}')
