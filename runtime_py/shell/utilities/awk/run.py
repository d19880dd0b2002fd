"""The state of a running awk program: variables, the record, streams, the main input. The tree's nodes use it; it
doesn't know them."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import imul, u32
from runtime_py.platform.regexp import Regexp
from runtime_py.shell.context import Context
from runtime_py.shell.utilities.awk.fields import Record
from runtime_py.shell.utilities.awk.format import number_text, value_text
from runtime_py.shell.utilities.awk.io import ENOUGH, AwkIo
from runtime_py.shell.utilities.awk.regex import Patterns
from runtime_py.shell.utilities.awk.values import Input, is_whole, to_number, whole_text

# the first of all globals, in this order
SPECIALS = [
    'NF',
    'NR',
    'FNR',
    'FS',
    'OFS',
    'ORS',
    'RS',
    'SUBSEP',
    'CONVFMT',
    'OFMT',
    'RSTART',
    'RLENGTH',
    'FILENAME',
    'ENVIRON',
    'ARGC',
    'ARGV',
]
NF, NR, FNR, FS, OFS, ORS, RS, SUBSEP, CONVFMT, OFMT, RSTART, RLENGTH, FILENAME, ENVIRON, ARGC, ARGV = range(16)
SPECIAL_ARRAYS = [ENVIRON, ARGV]

_TURNS = 64  # how often to look at the clock


class Leave(Exception):
    """`next`, `nextfile` or `exit` inside a function. `flow` is the statement's."""

    def __init__(self, flow: int) -> None:
        super().__init__('')
        self.flow = flow


class Run:
    def __init__(self, context: Context, globals_count: int) -> None:
        self.context = context
        self.io = AwkIo(context)
        self.patterns = Patterns()
        self.globals: list[Any] = [None for _ in range(globals_count)]
        self.frame: list[Any] = []  # of the running function
        self.depth = 0
        self.returned: Any = None
        self.status = 0
        self.record = Record(self.patterns, lambda value: self.text(value))
        self.seed: float = 0
        self.next_record: Any = None  # async () -> str | None: reads the main input; set by the program's runner
        self._random = 1
        self._turns = 0
        for number in [NF, NR, FNR, RSTART]:
            self.globals[number] = 0
        for number in [FS, OFS]:
            self.globals[number] = ' '
        for number in [ORS, RS]:
            self.globals[number] = '\n'
        for number in [CONVFMT, OFMT]:
            self.globals[number] = '%.6g'
        self.globals[SUBSEP] = '\x1c'
        self.globals[FILENAME] = ''
        self.globals[RLENGTH] = -1
        self.reseed(0)

    # values

    def text(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return value_text(value, self.number_format())

    def number_format(self) -> str:
        found = self.globals[CONVFMT]
        return found if isinstance(found, str) else value_text(found, '%.6g')

    def setting(self, number: int) -> str:
        """The text of FS, OFS and the like."""
        found = self.globals[number]
        return found if isinstance(found, str) else value_text(found, self.number_format())

    def printed(self, value: Any) -> str:
        """A value as print writes it."""
        if isinstance(value, str):
            return value
        if value is None or isinstance(value, Input):
            return value_text(value, '')
        return number_text(value, self.setting(OFMT))

    def key(self, value: Any) -> str:
        """A value as a subscript."""
        if isinstance(value, str):
            return value
        if value is None or isinstance(value, Input):
            return value_text(value, '')
        return whole_text(value) if is_whole(value) else number_text(value, self.number_format())

    def input(self, text: str) -> Input:
        return Input(text)

    def pattern(self, value: Any) -> Regexp:
        """A regular expression in the program, or the one that a value's text denotes."""
        return value if isinstance(value, Regexp) else self.patterns.get(self.text(value))

    # the record

    def begin_record(self, text: str) -> None:
        self.record.begin(text, self.setting(FS), self.setting(RS) == '')

    def whole(self) -> str:
        return self.record.whole(self.setting(OFS))

    def field(self, number: int) -> Any:
        return Input(self.whole()) if number == 0 else self.record.value(number)

    def put_field(self, number: int, value: Any) -> None:
        if number == 0:
            self.begin_record(self.text(value))
        else:
            self.record.put(number, value)

    def separator(self) -> str | Regexp:
        """RS: a character, a pattern, or '' for paragraphs."""
        found = self.setting(RS)
        return found if len(found) < 2 else self.patterns.get(found)

    def count_record(self, of_file: bool) -> None:
        self.globals[NR] = to_number(self.globals[NR]) + 1
        if of_file:
            self.globals[FNR] = to_number(self.globals[FNR]) + 1

    # numbers by chance

    def reseed(self, seed: float) -> float:
        """Sets the seed; returns the previous one."""
        before = self.seed
        self.seed = seed
        self._random = u32(imul(int(abs(seed) % 4294967296), 2654435) + 88675123)
        if self._random == 0:
            self._random = 1
        for _ in range(8):
            self.random()
        return before

    def seconds(self) -> int:
        return int(now_ms() // 1000)

    def random(self) -> float:
        """Marsaglia's xorshift: at least 0, below 1."""
        x = self._random
        x = u32(x ^ u32(x << 13))
        x = u32(x ^ (x >> 17 if x < 0x80000000 else (x - 0x80000000) // 131072 + 16384))
        x = u32(x ^ u32(x << 5))
        self._random = x
        return x / 4294967296

    # turns

    def is_due(self) -> bool:
        """Called in each iteration of a loop and for each record: whether to yield."""
        self._turns += 1
        return self._turns >= _TURNS or self.io.size >= ENOUGH

    async def breathe(self) -> None:
        self._turns = 0
        if self.io.size >= ENOUGH:
            await self.io.drain()
        await self.context.breathe()


def make_array() -> Map[str, Any]:
    made: Map[str, Any] = Map()
    return made
