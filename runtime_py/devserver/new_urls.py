"""`new URL('./file', import.meta.url)` in a module, and whether it is used for a worker. Pure; searches the mask."""

from __future__ import annotations

from runtime_py.devserver.code_mask import mask, matching
from runtime_py.devserver.import_analysis import unescape
from runtime_py.platform.regexp import compile

_NEW_URL = compile('(?:^|[^.\\w$])(new\\s+URL\\s*\\(\\s*(["\'`]))')
_META = compile('^\\s*,\\s*import\\.meta\\.url\\s*,?\\s*\\)')
_WORKER = compile('(?:^|[^.\\w$])new\\s+(?:Shared)?Worker\\s*\\(\\s*$')
_MODULE = compile('type\\s*:\\s*["\'`]module["\'`]')


class NewUrl:
    """`worker` is '' for a plain URL, otherwise the form of the worker's script: `esm` or `iife`."""

    def __init__(self, specifier: str, start: int, end: int, worker: str) -> None:
        self.specifier = specifier
        self.start = start
        self.end = end
        self.worker = worker


def find_new_urls(source: str) -> list[NewUrl]:
    code = mask(source)
    found: list[NewUrl] = []
    match = _NEW_URL.exec(code)
    while match is not None:
        span = match.spans[1]
        start = match.start if span is None else span[0]
        close = code.find(match.groups[2] or '"', match.end)
        after = None if close < 0 else _META.exec(code[close + 1 : close + 200])
        specifier = source[match.end : close] if close >= 0 else ''
        if after is not None and not ('${' in specifier and match.groups[2] == '`'):
            end = close + 1 + after.end
            found.append(NewUrl(unescape(specifier), start, end, _worker_form(source, code, start)))
        match = _NEW_URL.exec(code, match.end)
    return found


def _worker_form(source: str, code: str, start: int) -> str:
    before = code[max(0, start - 60) : start]
    if _WORKER.exec(before) is None:
        return ''
    paren = code[0:start].rfind('(')
    return 'esm' if _MODULE.exec(source[start : matching(code, paren)]) is not None else 'iife'
