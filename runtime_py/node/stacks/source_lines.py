"""The text of a line of a script, a file or a module of Node's library, by the name that stacks have for it.

Knows: names of scripts, files. Must not know: errors."""

from __future__ import annotations

from runtime_py.node.modules.script_names import script_named
from runtime_py.node.realm.host import current_realm
from runtime_py.node.realm.library_lines import library_line
from runtime_py.node.source.line_places import line_text
from runtime_py.platform.bytes import decode

_FILE_URL = 'file://'
_LIBRARY = 'node:'


class _Read:
    """`texts`: path -> text, -errno for none; None outside of `reading_once`."""

    def __init__(self) -> None:
        self.texts = None


_read = _Read()


def reading_once(work: object) -> object:
    """Reads each file once during `work`: the frames of a stack are mostly in a few files."""
    before = _read.texts
    _read.texts = js_new(globalThis.Map)
    try:
        return work()
    finally:
        _read.texts = before


def _text_of(path: str) -> object:
    known = None if _read.texts is None else _read.texts.get(path)
    if known is not None:
        return known
    content = current_realm().system.read_file(path)
    found = content if js_typeof(content) == 'number' else decode(content)
    if _read.texts is not None:
        _read.texts.set(path, found)
    return found


class SourceLine:
    """`column`, counted from 1, is the position in `text`; None if the text is unknown."""

    def __init__(self, text: object, column: int) -> None:
        self.text = text
        self.column = column


def source_line_at(name: str, line: int, column: int) -> SourceLine:
    script = script_named(name)
    if script is not None and script.text != '':
        return SourceLine(script.source_line(line), script.source_column(line, column))
    if name.startswith(_LIBRARY):
        return SourceLine(library_line(name[len(_LIBRARY) :], line), column)
    return SourceLine(line_of_file(name, line), column)


def line_of_file(name: str, line: int) -> object:
    """None for code that isn't in a file."""
    path = decodeURI(name[len(_FILE_URL) :]) if name.startswith(_FILE_URL) else name
    if not path.startswith('/'):
        return None
    text = _text_of(path)
    return None if js_typeof(text) == 'number' else line_text(text, line)
