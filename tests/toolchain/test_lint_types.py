"""Constructs that only types can decide are refused by type: each line below that ends in `# refused: WORDS` gives a
finding with these words, and no other line gives one."""

from pathlib import Path

from toolchain.lint.typed import check_module
from toolchain.lint.types_of import infer

SOURCE = """
from __future__ import annotations

from runtime_py.platform.bytes import Bytes, encode
from runtime_py.platform.maps import Map, Set


class Shape:
    def __init__(self, size: int) -> None:
        self.size = size
        self.action = self.grow

    def grow(self) -> int:
        return self.size


def truths(words: list[str], found: Map[str, list[str]], data: Bytes, shape: Shape | None, text: str) -> int:
    if words:                                       # refused: the truth of list
        return 1
    if found.get('a'):                              # refused: the truth of list
        return 2
    if encode(text):                                # refused: the truth of bytes
        return 3
    if not found:                                   # refused: the truth of Map
        return 4
    first = (found.get('b') or ['x'])[0]            # refused: the truth of list
    rest = found.get('b') or []
    if shape and text and len(rest) > 0:
        return 5
    return len([1 for row in [words] if row])       # refused: the truth of list


def operators(words: list[str], data: Bytes, text: str, count: int, ratio: float, flag: bool) -> object:
    joined = words + words                          # refused: is for numbers in JavaScript
    more = data + data                              # refused: is for numbers in JavaScript
    line = text * count                             # refused: is for numbers in JavaScript
    shown = text % count                            # refused: is for numbers in JavaScript
    parts = ratio // 0.1                            # refused: by a fraction
    whole = ratio // 2
    both = flag & flag                              # refused: bit operators make numbers
    words += ['x']                                  # refused: is for numbers in JavaScript
    return [joined, more, line, shown, parts, whole, both, text + text, count % 3]


def comparisons(words: list[str], pairs: list[tuple[int, int]], data: Bytes, text: str, count: int, flag: bool, shape: Shape) -> object:
    same = words == words                           # refused: compares identities
    alike = flag == count                           # refused: compare booleans
    less = words < words                            # refused: the order of
    among = (1, 2) in pairs                         # refused: by identity
    known = count in range(3)                       # refused: `in` of range
    chained = 0 < shape.grow() < 3                  # refused: evaluated twice
    one = text is words[0]                          # refused: compares values
    return [same, alike, less, among, known, chained, one, 0 < len(words) < 3, count in [1, 2], text < 'b', data is None]


def access(words: list[str], found: Map[str, int], kinds: Set[str], text: str, end: int | None, shape: Shape, count: int) -> object:
    cut = words[1:end]                              # refused: JavaScript takes None for 0
    size = len(found)                               # refused: the property `length`
    all_kinds = list(kinds)                         # refused: use a list, keys()
    action = shape.grow                             # refused: loses its object
    letter = ord(words[0])                          # refused: treats it as a string
    nested = ord(words[0][0])
    for key in found:                               # refused: a loop over Map
        text += key
    for position, char in enumerate(text):          # refused: counts code points
        if char == text[position - 1]:
            count += 1
    marks = [str(k) + char for k, char in enumerate(text)]
    return [cut, size, all_kinds, action, letter, nested, marks, shape.grow(), words[1:], text[0]]


def calls(words: list[str], data: Bytes, text: str, ratio: float, value: int | float | bool, pair: list[Bytes], count: int) -> object:
    shown = str(ratio)                              # refused: the text of a float
    line = f'{words}'                               # refused: the text of list
    least = min(text, 'b')                          # refused: is for numbers
    most = max(*words)                              # refused: has no helper
    order = sorted(pair)                            # refused: pass a key
    some = any(pair)                                # refused: the truth of bytes
    number = int(data)                              # refused: of texts and numbers only
    at = data.find(b'a')                            # refused: bytes has no method find
    place = pair.index(data)                        # refused: by identity
    kind = isinstance(value, int)                   # refused: can't distinguish # refused: a bool is an int
    ends = text.startswith('a', 1, 2)               # refused: takes fewer arguments
    return [shown, line, least, most, order, some, number, at, place, kind, ends, f'{count} {text}', min(count, 3), sorted(words), text.find('a')]
"""


def test_lines(tmp_path: Path) -> None:
    path = tmp_path / 'refused_lines.py'
    path.write_text(SOURCE, encoding='utf-8')
    found = [(finding.line, finding.message) for finding in check_module(SOURCE, path, infer([path])[path], False)]
    missing = []
    for number, line in enumerate(SOURCE.split('\n'), 1):
        for words in line.split('# refused: ')[1:]:
            hits = [entry for entry in found if entry[0] == number and words.strip() in entry[1]]
            found = [entry for entry in found if entry not in hits]
            if not hits:
                missing.append(line.strip())
    assert missing == [] and found == []
