"""Applies stty's words to a terminal's attributes. Pure: attributes and sizes in and out. Must not know descriptors."""

from __future__ import annotations

from runtime_py.ipc.termios import NCCS, Termios
from runtime_py.platform.text import parse_int, to_base
from runtime_py.shell.utilities.stty.modes import (
    CHARACTERS,
    COMBINATIONS,
    CONTROL,
    INPUT,
    LOCAL,
    MIN,
    MODES,
    OUTPUT,
    SPEED_MASK,
    SPEEDS,
    TIME,
    Mode,
)

_OPOST = 0x1
_RAW_LOCAL = 0x7  # isig, icanon, xcase
_SAVED_CHARACTERS = 32  # of the C library's structure
_MOST = 0x7FFFFFFF


class SttyProblem(Exception):
    """`with_hint`: a line follows that points to --help."""

    def __init__(self, message: str, with_hint: bool) -> None:
        super().__init__(message)
        self.message = message
        self.with_hint = with_hint


class Terminal:
    """The settings to make, and the output that the words request."""

    def __init__(self, termios: Termios, columns: int, rows: int) -> None:
        self.words = [termios.iflag, termios.oflag, termios.cflag, termios.lflag]
        self.characters = list(termios.cc)
        self.columns = columns
        self.rows = rows
        self.printed = ''

    def termios(self) -> Termios:
        return Termios(self.words[INPUT], self.words[OUTPUT], self.words[CONTROL], self.words[LOCAL], self.characters)

    def is_set(self, mode: Mode) -> bool:
        return (self.words[mode.group] & mode.mask) == mode.bits and mode.mask != 0

    def put(self, mode: Mode, on: bool) -> None:
        if mode.mask == 0:
            if on:
                raise SttyProblem('standard input: unable to perform all requested operations', False)
            return
        word = self.words[mode.group] & ~mode.mask
        self.words[mode.group] = word | mode.bits if on else word

    def speed(self) -> int:
        at = SPEEDS.index(self.words[CONTROL] & SPEED_MASK, 1)
        return SPEEDS[at - 1 if at % 2 == 1 else at]

    def saved(self) -> str:
        """-g: in a form that can be given as a setting."""
        characters = [*self.characters, *[0 for _ in range(_SAVED_CHARACTERS - len(self.characters))]]
        return ':'.join([to_base(number, 16) for number in [*self.words, *characters]])


def apply(terminal: Terminal, words: list[str]) -> None:
    """Raises SttyProblem."""
    k = 0
    while k < len(words):
        word = words[k]
        k += 1
        if word in ('rows', 'cols', 'columns', 'min', 'time', 'line', 'ispeed', 'ospeed') or _character(word) >= 0:
            if k == len(words):
                raise SttyProblem(f"missing argument to '{word}'", True)
            _set_value(terminal, word, words[k])
            k += 1
        elif not _set_word(terminal, word):
            raise SttyProblem(f"invalid argument '{word}'", True)


def _character(name: str) -> int:
    for k, character in enumerate(CHARACTERS):
        if character.name == name:
            return k
    return -1


def _set_value(terminal: Terminal, name: str, value: str) -> None:
    at = _character(name)
    if at >= 0:
        terminal.characters[CHARACTERS[at].index] = _character_code(value)
    elif name in ('ispeed', 'ospeed'):
        if not _set_speed(terminal, value):
            raise SttyProblem(f"invalid {name} '{value}'", True)
    else:
        number = _integer(value)
        if name == 'rows':
            terminal.rows = number
        elif name in ('cols', 'columns'):
            terminal.columns = number
        elif name in ('min', 'time'):
            if number > 255:
                raise SttyProblem(f"invalid integer argument: '{value}': Value too large for defined data type", False)
            terminal.characters[MIN if name == 'min' else TIME] = number


def _character_code(text: str) -> int:
    if len(text) <= 1:
        return ord(text) & 255 if text != '' else 0
    if text in ('^-', 'undef'):
        return 0
    if text.startswith('^'):
        return 127 if text[1] == '?' else ord(text[1]) & 0x1F
    return _integer(text) & 255


def _integer(text: str) -> int:
    """Decimal, octal or hexadecimal, in C's syntax."""
    digits = text
    base = 10
    if text[:2].lower() == '0x':
        digits = text[2:]
        base = 16
    elif text.startswith('0') and len(text) > 1:
        digits = text[1:]
        base = 8
    number = parse_int(digits, base) if digits != '' and all([char.isalnum() for char in digits]) else None
    if number is None or number > _MOST:
        raise SttyProblem(f"invalid integer argument: '{text}'", False)
    return number


def _set_speed(terminal: Terminal, text: str) -> bool:
    for k in range(0, len(SPEEDS), 2):
        if str(SPEEDS[k]) == text:
            terminal.words[CONTROL] = (terminal.words[CONTROL] & ~SPEED_MASK) | SPEEDS[k + 1]
            return True
    return False


def _set_word(terminal: Terminal, word: str) -> bool:
    for pair in COMBINATIONS:
        if pair[0] == word:
            apply(terminal, pair[1].split(' '))
            return True
    for mode in MODES:
        if word == mode.name or (mode.reverses and word == '-' + mode.name):
            terminal.put(mode, not word.startswith('-'))
            return True
    if word == 'size':
        terminal.printed += f'{terminal.rows} {terminal.columns}\n'
    elif word == 'speed':
        terminal.printed += f'{terminal.speed()}\n'
    elif word == 'sane':
        _be_sane(terminal)
    elif word in ('raw', '-cooked'):
        _be_raw(terminal)
    elif word not in ('drain', '-drain'):
        return _set_speed(terminal, word) or _restore(terminal, word)
    return True


def _be_sane(terminal: Terminal) -> None:
    for mode in MODES:
        if mode.sane == 1:
            terminal.put(mode, True)
        elif mode.sane == -1:
            if mode.reverses:
                terminal.put(mode, False)
    for character in CHARACTERS:
        terminal.characters[character.index] = character.sane
    terminal.characters[MIN] = 1
    terminal.characters[TIME] = 0


def _be_raw(terminal: Terminal) -> None:
    terminal.words[INPUT] = 0
    terminal.words[OUTPUT] &= ~_OPOST
    terminal.words[LOCAL] &= ~_RAW_LOCAL
    terminal.characters[MIN] = 1
    terminal.characters[TIME] = 0


def _restore(terminal: Terminal, text: str) -> bool:
    """Restores the output of -g."""
    parts = text.split(':')
    if len(parts) != 4 + _SAVED_CHARACTERS:
        return False
    numbers: list[int] = []
    for part in parts:
        number = (
            parse_int(part, 16) if part != '' and all([char in '0123456789abcdefABCDEF' for char in part]) else None
        )
        if number is None or number > _MOST:
            return False
        numbers.append(number)
    terminal.words = numbers[:4]
    terminal.characters = [number & 255 for number in numbers[4 : 4 + NCCS]]
    return True
