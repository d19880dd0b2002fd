"""Which file, or name, a compiled text has: the engine knows it by its sourceURL, and by positions in what was made of it.

Must not know: how texts are compiled."""
from __future__ import annotations

from runtime_py.node.source.text_edits import in_order, original_column

_SOURCE_URL = js_regexp('//[#@]\\s*sourceURL=\\s*(\\S+)\\s*$', 'm')
_TYPED = js_regexp('\\.[cm]?ts$', '')


WAIT = '$terrarium_wait'     # a function at each top-level await of a module (esm/source.py)
MOST_OF_A_NAME = 200


class ScriptName:
    """`shift`: columns that were put before line 1; `head`: lines before it. `line` and `column`: where the script begins in what it was taken from.
    `text`: of one whose text is in no file."""

    def __init__(self, name: str, shift: int = 0, line: int = 0, column: int = 0, head: int = 0, text: str = '') -> None:
        self.name = name
        self.shift = shift
        self.line = line
        self.column = column
        self.head = head
        self.text = text
        self.is_evaluated = False       # by the program itself: in stacks its code is a function `eval`
        self._stages = []       # [text, edits]: the text's changes on its way to the engine, first to last

    def add_edits(self, text: str, edits: list) -> None:
        """`edits` were applied to `text`, which is the script's own or what the edits before have made of it."""
        if edits.length > 0:
            self._stages.push([text, in_order(edits)])

    def place(self, line: int, column: int) -> list:
        """[line, column] for those that the engine gives, all counted from 1."""
        line -= self.head
        if line == 1:
            column -= self.shift
        for k in range(self._stages.length - 1, -1, -1):
            column = original_column(self._stages[k][0], self._stages[k][1], line, column)
        if line == 1:
            column += self.column
        return [line + self.line, column]

    def is_before(self, line: int, column: int) -> bool:
        """Whether that is in what was put before the text."""
        return line - self.head == 1 and column <= self.shift

    def source_line(self, line: int) -> object:
        return self.text.split('\n')[line - self.line - 1]

    def source_column(self, line: int, column: int) -> int:
        return column - self.column if line - self.line == 1 else column

    def placed(self, shift: int) -> ScriptName:
        """The same, without edits, behind `shift` columns."""
        return ScriptName(self.name, shift, self.line, self.column, self.head, self.text)

    def is_placed_as(self, other: ScriptName) -> bool:
        same = self.shift == other.shift and self.line == other.line and self.column == other.column and self.head == other.head
        return same and self.is_edited_as(other)

    def is_edited_as(self, other: ScriptName) -> bool:
        """Whether places in both lead back by the same way."""
        if self._stages.length != other._stages.length:
            return False
        return self._stages.every(lambda stage, k: stage[0] == other._stages[k][0])


def text_to_keep(file: str, code: str) -> str:
    """Of a script in a file: the file has the same text, unless its types were taken away."""
    return code if _TYPED.test(file) else ''


_by_address = js_new(globalThis.Map)
_by_name = js_new(globalThis.Map)       # the last one


def note_script(script: ScriptName) -> str:
    """Its sourceURL. Scripts of one name get different ones where their places lead back in different ways; of many that do, the last ones share one."""
    base = source_name(script.name) or '<anonymous>'
    address = base
    number = 1
    while number < MOST_OF_A_NAME and _by_address.has(address) and not _by_address.get(address).is_placed_as(script):
        number += 1
        address = f'{base}#{number}'
    _by_address.set(address, script)
    _by_name.set(script.name, script)
    return address


def source_url(code: str) -> object:
    """The name that a text gives itself, undefined without one."""
    found = _SOURCE_URL.exec(code)
    return js_undefined if found is None else found[1]


def source_name(name: str) -> str:
    """A name that may stand in a sourceURL comment: blanks would end it."""
    return encodeURI(name) if ' ' in name or '\n' in name else name


def script_at(address: str) -> ScriptName | None:
    """None for one that isn't of ours."""
    return _by_address.get(address)


def script_named(name: str) -> ScriptName | None:
    return _by_name.get(name)
