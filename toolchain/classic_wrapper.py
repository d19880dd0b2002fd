"""The function around a bundle that is a classic script. esbuild writes an arrow function, which V8 preparses before it
calls it, and then parses again; a function expression in parentheses is parsed once. A worker has no code cache, so
this saves a third of a bundle's loading time."""

import json
from pathlib import Path

ARROW = '(()=>{'
FUNCTION = '(function(){'
DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
MORE = 32  # this digit isn't the last of the number


def read_once(script: Path) -> None:
    """Changes the script's head, and its source map accordingly."""
    text = script.read_text(encoding='utf-8')
    if not text.startswith(ARROW):
        raise ValueError(f'{script.name} does not begin with {ARROW}: another esbuild?')
    script.write_text(FUNCTION + text[len(ARROW) :], encoding='utf-8')
    map_file = script.with_name(script.name + '.map')
    source_map = json.loads(map_file.read_text(encoding='utf-8'))
    source_map['mappings'] = first_moved(source_map['mappings'], len(FUNCTION) - len(ARROW))
    map_file.write_text(json.dumps(source_map, ensure_ascii=False, indent=2) + '\n', encoding='utf-8')


def first_moved(mappings: str, by: int) -> str:
    """Shifts the first column of the first line, to which the others of that line are relative. A line without any
    begins with its semicolon."""
    if mappings == '' or mappings[0] == ';':
        return mappings
    value, end = read_number(mappings)
    return number_text(value + by) + mappings[end:]


def read_number(text: str) -> tuple[int, int]:
    """The base-64 number (its sign is the lowest bit) at the start of a text, and the position after it."""
    value = 0
    shift = 0
    for at, digit in enumerate(text):
        bits = DIGITS.index(digit)
        value |= (bits & ~MORE) << shift
        shift += 5
        if bits & MORE == 0:
            return (-(value >> 1) if value & 1 else value >> 1), at + 1
    raise ValueError('a number without its end')


def number_text(value: int) -> str:
    rest = -value << 1 | 1 if value < 0 else value << 1
    digits = []
    while True:
        bits = rest & (MORE - 1)
        rest >>= 5
        digits.append(DIGITS[bits | MORE if rest > 0 else bits])
        if rest == 0:
            return ''.join(digits)
