"""Finds a script's source map URL: the last `//# sourceMappingURL=` that is in a comment, as in V8. Only while source
maps are in use.

Knows: acorn. Must not know: the content of a map."""

from __future__ import annotations

_LAST_LINE = js_regexp('(?:^|[\\n\\r])[ \\t]*//[#@][ \\t]sourceMappingURL=([^\\s\'"`]*)[ \\t]*[\\n\\r]*$', '')
_MAGIC = js_regexp('^[#@] sourceMappingURL=\\s*([^\\s\'"]*)\\s*$', '')
_NAME = 'sourceMappingURL='


class Maps:
    def __init__(self) -> None:
        self.enabled = False
        # the library's function: what to show for a position, undefined if there is no map
        self.error_source = None


maps = Maps()


def source_map_url(code: str, acorn: object, source_type: str) -> object:
    """For a module of a program, where it counts only while source maps are on; undefined if there is none."""
    return magic_comment(code, acorn, source_type) if maps.enabled else js_undefined


def magic_comment(code: str, acorn: object, source_type: str) -> object:
    """The URL in the last such comment. In the last line it certainly is a comment, if it begins the line and has no
    quote."""
    if _NAME not in code:
        return js_undefined
    last = _LAST_LINE.exec(code)
    if last is not None:
        return last[1]
    comments = []
    try:
        acorn().parse(
            code,
            {
                'ecmaVersion': 'latest',
                'sourceType': source_type,
                'allowHashBang': True,
                'allowReturnOutsideFunction': True,
                'onComment': comments,
            },
        )
    except Exception:
        return js_undefined
    found = js_undefined
    for comment in comments:
        magic = _MAGIC.exec(comment.value) if comment.type == 'Line' else None
        if magic is not None:
            found = magic[1]
    return found


def original_location(name: str, line: int, column: int) -> object:
    """Uses the source map of the script `name`; returns `file:line`, the line and a caret, or undefined if there is
    none."""
    return maps.error_source(name, line, column - 1) if maps.enabled and maps.error_source is not None else js_undefined
