"""The files or names of compiled texts: maps the engine's sourceURLs, and positions in the edited text, back to them.

Must not know: how texts are compiled."""

from __future__ import annotations

from runtime_py.node.source.line_places import line_text
from runtime_py.node.source.text_edits import in_order, inserted_at, original_column

_SOURCE_URL = js_regexp('//[#@]\\s*sourceURL=\\s*(\\S+)\\s*$', 'm')
_TYPED = js_regexp('\\.[cm]?ts$', '')


WAIT = '$terrarium_wait'  # a function at each top-level await of a module (esm/source.py)
MOST_OF_A_NAME = 200


class ScriptName:
    """`shift`: columns inserted before line 1; `head`: lines before it. `line` and `column`: where the script begins in
    its origin. `text`: if it is in no file."""

    def __init__(
        self, name: str, shift: int = 0, line: int = 0, column: int = 0, head: int = 0, text: str = ''
    ) -> None:
        self.name = name
        self.shift = shift
        self.line = line
        self.column = column
        self.head = head
        self.text = text
        self.is_evaluated = False  # evaluated by the program itself: in stacks its code is a function `eval`
        self.unseen = ''  # the beginning of insertions in which stacks show no frame
        self._stages = []  # [text, edits]: the changes of the text on its way to the engine, in order

    def add_edits(self, text: str, edits: list) -> None:
        """`edits` were applied to `text`, which is the script's own or the result of earlier edits."""
        if edits.length > 0:
            self._stages.push([text, in_order(edits)])

    def place(self, line: int, column: int) -> list:
        """[line, column] for those from the engine, all counted from 1."""
        line -= self.head
        if line == 1:
            column -= self.shift
        for k in range(self._stages.length - 1, -1, -1):
            column = original_column(self._stages[k][0], self._stages[k][1], line, column)
        if line == 1:
            column += self.column
        return [line + self.line, column]

    def is_before(self, line: int, column: int) -> bool:
        """Whether the position is in what was inserted before the text."""
        return line <= self.head or (line - self.head == 1 and column <= self.shift)

    def is_unseen(self, line: int, column: int) -> bool:
        """Whether the position is in an insertion of the last edits that stacks don't show."""
        if self.unseen == '' or self._stages.length == 0:
            return False
        code, edits = self._stages.at(-1)
        line -= self.head
        return inserted_at(code, edits, line, column - self.shift if line == 1 else column).startswith(self.unseen)

    def source_line(self, line: int) -> object:
        return line_text(self.text, line - self.line)

    def source_column(self, line: int, column: int) -> int:
        return column - self.column if line - self.line == 1 else column

    def placed(self, shift: int) -> ScriptName:
        """As `place`, without edits, after `shift` columns."""
        return ScriptName(self.name, shift, self.line, self.column, self.head, self.text)

    def is_placed_as(self, other: ScriptName) -> bool:
        same = (
            self.shift == other.shift
            and self.line == other.line
            and self.column == other.column
            and self.head == other.head
        )
        return same and self.is_edited_as(other)

    def is_edited_as(self, other: ScriptName) -> bool:
        """Whether positions in both texts map back in the same way."""
        if self._stages.length != other._stages.length:
            return False
        return self._stages.every(lambda stage, k: stage[0] == other._stages[k][0])


def text_to_keep(file: str, code: str) -> str:
    """None for a script in a file, which has the same text, unless its types were removed."""
    return code if _TYPED.test(file) else ''


_by_address = js_new(globalThis.Map)
_by_name = js_new(globalThis.Map)  # the last one


def note_script(script: ScriptName) -> str:
    """Returns the script's sourceURL. Scripts with the same name get different ones if their positions map back
    differently; if there are many such scripts, the last ones share one."""
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
    """The name that a text gives itself; undefined if it has none."""
    found = _SOURCE_URL.exec(code)
    return js_undefined if found is None else found[1]


def source_name(name: str) -> str:
    """A name that can be used in a sourceURL comment, which blanks would end."""
    return encodeURI(name) if ' ' in name or '\n' in name else name


def script_at(address: str) -> ScriptName | None:
    """None if the script isn't ours."""
    return _by_address.get(address)


def script_named(name: str) -> ScriptName | None:
    return _by_name.get(name)
