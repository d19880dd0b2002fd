"""The source lines of Node's own files from which exceptions can come, to show above their stacks, since dist/ has
minified texts.

They are in a separate script (written by toolchain/natives.py), which a process loads when an exception of the library
first ends it or is decorated. Must not know what an exception is."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, from_base64
from runtime_py.platform.compress import inflate_raw
from runtime_py.platform.worker_scripts import load_script

FILE = 'natives-lines.js'


class _Lines:
    def __init__(self) -> None:
        self.packed = None  # id -> deflated text, in base64


_lines = _Lines()


def library_line(native_id: str, line: int) -> str | None:
    """Counted from 1; None if unknown."""
    return _lines_of(native_id)[line - 1] or None


def line_with(native_id: str, text: str) -> list[int] | None:
    """[line, counted from 1, column, counted from 0] of the first occurrence of a text."""
    lines = _lines_of(native_id)
    for k in range(lines.length):
        column = lines[k].indexOf(text)
        if column >= 0:
            return [k + 1, column]
    return None


def _lines_of(native_id: str) -> list[str]:
    if _lines.packed is None:
        try:
            load_script(FILE)
            _lines.packed = globalThis.TERRARIUM_LINES
        except Exception:
            _lines.packed = {}  # an exception must be shown even when nothing can be loaded any more
        js_delete(globalThis, 'TERRARIUM_LINES')
    if not Object.hasOwn(_lines.packed, native_id):
        return []
    return decode(inflate_raw(from_base64(_lines.packed[native_id]))).split('\n')
