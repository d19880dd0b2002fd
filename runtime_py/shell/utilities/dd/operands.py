"""dd's operands, `name=value`, and the numbers in them (GNU coreutils)."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.shell.support.options import HELP, VERSION
from runtime_py.shell.support.sizes import parse_size

CONVERSIONS = [
    'notrunc',
    'fsync',
    'fdatasync',
    'sync',
    'noerror',
    'ucase',
    'lcase',
    'swab',
    'excl',
    'nocreat',
    'sparse',
]
_NOT_HERE = ['ascii', 'ebcdic', 'ibm', 'block', 'unblock']
_FLAGS = [
    'append',
    'direct',
    'directory',
    'dsync',
    'sync',
    'nonblock',
    'noatime',
    'nocache',
    'noctty',
    'nofollow',
    'binary',
    'text',
]
_INPUT_FLAGS = [*_FLAGS, 'fullblock', 'count_bytes', 'skip_bytes']
_OUTPUT_FLAGS = [*_FLAGS, 'seek_bytes']
_LEVELS = ['none', 'noxfer', 'progress']
_NUMBERS = ['bs', 'ibs', 'obs', 'cbs', 'count', 'skip', 'seek', 'iseek', 'oseek']
_SIZES = ['bs', 'ibs', 'obs', 'cbs']
_BLOCK = 512
_SYNOPSIS = ' '.join([f'[{name}=VALUE]' for name in ['if', 'of', *_NUMBERS, 'conv', 'iflag', 'oflag', 'status']])
_EXCLUSIVE = [['lcase', 'ucase'], ['excl', 'nocreat']]


class Operands:
    """`problem` is '' or an error message, `is_usage`: point to --help. Offsets and `count` (-1: all) are in blocks, or
    in bytes where their `_in_bytes` is true."""

    def __init__(self, words: list[str]) -> None:
        self.problem = ''
        self.is_usage = True
        self.input = ''
        self.output = ''
        self.status = ''
        self.conversions: list[str] = []
        self.input_flags: list[str] = []
        self.output_flags: list[str] = []
        self._numbers: Map[str, int] = Map()
        self._bytes: Map[str, bool] = Map()
        for word in words:
            if self.problem == '' and word != '--':
                self._take(word)
        for first, second in _EXCLUSIVE:
            if self.problem == '' and first in self.conversions and second in self.conversions:
                self._refuse(f'cannot combine {first} and {second}')
        size = self._numbers.get('bs') or 0
        self.is_plain = size > 0 and len([one for one in self.conversions if one in ('ucase', 'lcase', 'swab')]) == 0
        self.read_size = size or self._numbers.get('ibs') or _BLOCK
        self.write_size = size or self._numbers.get('obs') or _BLOCK
        self.count = -1
        if self._numbers.has('count'):
            self.count = self._numbers.get('count') or 0
        self.count_in_bytes = self._is_in_bytes('count', 'count_bytes' in self.input_flags)
        self.skip = self._offset('skip', 'iseek', 'skip_bytes' in self.input_flags, self.read_size)
        self.seek = self._offset('seek', 'oseek', 'seek_bytes' in self.output_flags, self.write_size)

    def _is_in_bytes(self, name: str, by_flag: bool) -> bool:
        return by_flag or self._bytes.get(name) is True

    def _offset(self, name: str, other: str, by_flag: bool, block: int) -> int:
        """The offset in bytes."""
        given = name if self._numbers.has(name) else other
        return (self._numbers.get(given) or 0) * (1 if self._is_in_bytes(given, by_flag) else block)

    def _refuse(self, problem: str, is_usage: bool = False) -> None:
        self.problem = problem
        self.is_usage = is_usage

    def _take(self, word: str) -> None:
        name, equals, value = word.partition('=')
        if word in (HELP, VERSION):
            self._refuse(word + (_SYNOPSIS if word == HELP else ''), True)
        elif word.startswith('-'):
            self._refuse(
                f"unrecognized option '{word}'" if word.startswith('--') else f"invalid option -- '{word[1:2]}'", True
            )
        elif equals == '':
            self._refuse(f"unrecognized operand '{word}'", True)
        elif name == 'if':
            self.input = value
        elif name == 'of':
            self.output = value
        elif name in _NUMBERS:
            self._take_number(name, value)
        elif name == 'conv':
            self._take_list(self.conversions, value, CONVERSIONS, 'invalid conversion')
        elif name == 'iflag':
            self._take_list(self.input_flags, value, _INPUT_FLAGS, 'invalid input flag')
        elif name == 'oflag':
            self._take_list(self.output_flags, value, _OUTPUT_FLAGS, 'invalid output flag')
        elif name == 'status' and value in _LEVELS:
            self.status = value
        else:
            self._refuse(
                f"invalid status level: '{value}'" if name == 'status' else f"unrecognized operand '{word}'", True
            )

    def _take_list(self, into: list[str], value: str, known: list[str], wrong: str) -> None:
        for one in value.split(','):
            if known is CONVERSIONS and one in _NOT_HERE:
                self._refuse(f'conv={one} is not supported')
            elif one not in known:
                self._refuse(f"{wrong}: '{one}'", True)
            into.append(one)

    def _take_number(self, name: str, value: str) -> None:
        number = parse_number(value)
        if number < 0 or (number == 0 and name in _SIZES):
            self._refuse(f"invalid number: '{value}'")
        self._numbers.set(name, number)
        self._bytes.set(name, value.endswith('B') and value[-2:-1].isdigit())


def parse_number(text: str) -> int:
    """`512`, `4k`, `2x512`, `1M`, `3w`, `10B`; -1 when it isn't a number."""
    product = 1
    for part in text.split('x'):
        plain = part[:-1] if part.endswith('B') and part[-2:-1].isdigit() else part
        size = (
            parse_size(plain[:-1])
            if plain.endswith('c')
            else (parse_size(plain[:-1]) * 2 if plain.endswith('w') else parse_size(plain))
        )
        if size < 0:
            return -1
        product *= size
    return product
