"""Replaces `process.env.NODE_ENV` in a module by its value, where `process` is the global one, which a page doesn't
have.

Searches the mask, so strings, comments and regular expressions are never touched; skips scopes that have a `process` of
their own. Pure."""

from __future__ import annotations

from runtime_py.devserver.code_mask import mask, matching
from runtime_py.devserver.text_edits import Edit
from runtime_py.platform.regexp import compile

_ASKED = compile(
    '(?:(?:globalThis|global)\\s*\\??\\.\\s*)?process\\s*\\??\\.\\s*env\\s*(?:\\??\\.\\s*NODE_ENV|(?:\\?\\.\\s*)?\\[\\s*["\'`] {8}["\'`]\\s*\\])'
)
_PROCESS = compile('process')
_DECLARES = ['const', 'let', 'var', 'function', 'class', 'import', 'async']
_CONDITIONS = ['if', 'while', 'switch', 'for', 'with']


def _is_part_of_name(text: str) -> bool:
    return text != '' and (text.isalnum() or text in '_$' or ord(text[0]) > 127)


def _is_member(code: str, at: int) -> bool:
    """Whether the name at `at` is a property of another object: `x.process`, but not `...process`."""
    before = code[max(0, at - 200) : at].rstrip()
    return before.endswith('.') and not before.endswith('...')


def _is_whole_name(code: str, start: int, end: int) -> bool:
    return not _is_part_of_name(code[max(0, start - 1) : start]) and not _is_part_of_name(code[end : end + 1])


def _word_before(code: str, at: int) -> str:
    """The word or the single character before a position."""
    end = at
    while end > 0 and code[end - 1] in ' \t\r\n':
        end -= 1
    start = end
    while start > 0 and _is_part_of_name(code[start - 1 : start]):
        start -= 1
    return code[start:end] if start < end else code[max(0, end - 1) : end]


def _after(code: str, at: int) -> str:
    return code[at : at + 200].lstrip()


def _is_assigned(following: str) -> bool:
    return following.startswith('=') and not following.startswith('==') and not following.startswith('=>')


def _opening(code: str, at: int) -> int:
    """The bracket that encloses a position, or -1."""
    depth = 0
    place = at - 1
    while place >= 0:
        if code[place] in ')]}':
            depth += 1
        elif code[place] in '([{':
            if depth == 0:
                return place
            depth -= 1
        place -= 1
    return -1


def _block(code: str, at: int) -> list[int]:
    """The innermost braces around a position, or the whole module."""
    opening = _opening(code, at)
    while opening >= 0 and code[opening] != '{':
        opening = _opening(code, opening)
    return [0, len(code)] if opening < 0 else [opening, matching(code, opening)]


def _arrow(code: str, start: int, end: int) -> list[int]:
    """The scope of an arrow function whose parameters are at `start` to `end`."""
    arrow = code.find('=>', end) + 2
    if _after(code, arrow).startswith('{'):
        return [start, matching(code, code.find('{', arrow))]
    outer = _opening(code, start)
    return [start, len(code) if outer < 0 else matching(code, outer)]


def _body(code: str, paren: int) -> list[int] | None:
    """The scope of a parameter list that opens at `paren`; None when the parentheses are no such list."""
    close = matching(code, paren)
    following = _after(code, close + 1)
    if following.startswith('=>'):
        return _arrow(code, paren, close)
    if following.startswith('{') and _word_before(code, paren) not in _CONDITIONS:
        return [paren, matching(code, code.find('{', close))]
    return None


def _scope_of_binding(code: str, start: int, end: int) -> list[int] | None:
    """The scope of the binding, if `process` is bound at `start`; None when the name is only read there."""
    following = _after(code, end)
    before = _word_before(code, start)
    if before == 'typeof' or following.startswith(':'):
        return None
    if following.startswith('=>'):
        return _arrow(code, start, end)
    if before == 'as':
        return None if _word_before(code, max(0, _opening(code, start))) == 'export' else [0, len(code)]
    if before in _DECLARES or before == '*' and following.startswith('(') or _is_assigned(following):
        opening = _opening(code, start)
        within = None if opening < 0 or code[opening] != '(' else _body(code, opening)
        return _loop_or_block(code, start) if within is None else within
    if following[0:1] in ['.', '?', '[', '(']:
        return None
    return _scope_of_pattern(code, start)


def _loop(code: str, paren: int) -> list[int] | None:
    """`for (const process of all) ...`: up to the end of its block."""
    if _word_before(code, paren) not in ['for', 'await']:
        return None
    close = matching(code, paren)
    return [
        paren,
        matching(code, code.find('{', close)) if _after(code, close + 1).startswith('{') else code.find('\n', close),
    ]


def _scope_of_pattern(code: str, start: int) -> list[int] | None:
    """For a name alone between brackets or commas: a parameter, part of a pattern, an import, or a value."""
    opening = _opening(code, start)
    while opening >= 0:
        if code[opening] == '(':
            return _body(code, opening)
        close = matching(code, opening)
        if _word_before(code, opening) in ['const', 'let', 'var'] or _after(code, close + 1).startswith('from'):
            return _loop_or_block(code, opening)
        if code[opening] == '{' and not _is_pattern(code, opening, close):
            break
        opening = _opening(code, opening)
    return _block(code, start) if _word_before(code, start) == ',' else None


def _loop_or_block(code: str, at: int) -> list[int]:
    opening = _opening(code, at)
    found = None if opening < 0 or code[opening] != '(' else _loop(code, opening)
    return _block(code, at) if found is None else found


def _is_pattern(code: str, opening: int, close: int) -> bool:
    """Whether braces may be part of a pattern rather than a block."""
    return _word_before(code, opening) in ['(', ',', ':', '{', '['] and _after(code, close + 1)[0:1] in [
        ')',
        ',',
        '}',
        ']',
        '=',
    ]


def _own_scopes(code: str) -> list[list[int]]:
    scopes: list[list[int]] = []
    match = _PROCESS.exec(code)
    while match is not None:
        if _is_whole_name(code, match.start, match.end) and not _is_member(code, match.start):
            scope = _scope_of_binding(code, match.start, match.end)
            if scope is not None:
                scopes.append(scope)
        match = _PROCESS.exec(code, match.end)
    return scopes


def node_env_edits(source: str, value: str) -> list[Edit]:
    """`value` is the text of the literal."""
    edits: list[Edit] = []
    if 'NODE_ENV' not in source or 'process' not in source:
        return edits
    code = mask(source)
    scopes: list[list[int]] | None = None
    match = _ASKED.exec(code)
    while match is not None:
        start, end = match.start, match.end
        is_named = not source[start:end].endswith(']') or 'NODE_ENV' in source[start:end]
        if (
            is_named
            and _is_whole_name(code, start, end)
            and not _is_member(code, start)
            and not _is_assigned(_after(code, end))
        ):
            scopes = _own_scopes(code) if scopes is None else scopes
            if not any([scope[0] <= start < scope[1] for scope in scopes]):
                edits.append(Edit(start, end, value))
        match = _ASKED.exec(code, end)
    return edits
