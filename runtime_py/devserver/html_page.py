"""index.html as the entry: inserts our scripts first in its head, extracts its inline modules, replaces `%NAMES%` from
the environment. Pure."""

from __future__ import annotations

from runtime_py.devserver.generated import CLIENT_URL, REFRESH_URL
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

_HEAD = compile('<head(?:\\s[^>]*)?>', 'i')
_HTML = compile('<html(?:\\s[^>]*)?>', 'i')
_DOCTYPE = compile('<!doctype[^>]*>', 'i')
_SCRIPT = compile('<script((?:\\s[^>]*)?)>([\\s\\S]*?)</script\\s*>', 'i')
_COMMENT = compile('<!--[\\s\\S]*?-->')
_SOURCE = compile('\\ssrc\\s*=\\s*(?:"([^"]*)"|\'([^\']*)\'|([^\\s>]+))', 'i')
_MODULE = compile('\\stype\\s*=\\s*["\']?module["\']?', 'i')
_ENV = compile('%([A-Za-z_][A-Za-z0-9_]*)%')
_LINK = compile('<link((?:\\s[^>]*)?)>', 'i')
_HREF = compile('\\shref\\s*=\\s*(?:"([^"]*)"|\'([^\']*)\'|([^\\s>]+))', 'i')
_STYLESHEET = compile('\\srel\\s*=\\s*["\']?stylesheet["\']?', 'i')


class Script:
    """A module script: its `source` URL, or its text from `start` to `end`."""

    def __init__(self, source: str, start: int, end: int, text: str) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.text = text


def blanked(html: str) -> str:
    """Blanks comments, in which there are no elements."""
    out: list[str] = []
    at = 0
    match = _COMMENT.exec(html)
    while match is not None:
        out.append(html[at : match.start])
        out.append(''.join([' ' for _ in range(match.end - match.start)]))
        at = match.end
        match = _COMMENT.exec(html, at)
    out.append(html[at:])
    return ''.join(out)


def module_scripts(html: str) -> list[Script]:
    found: list[Script] = []
    text = blanked(html)
    match = _SCRIPT.exec(text)
    while match is not None:
        attributes = match.groups[1] or ''
        span = match.spans[2]
        if _MODULE.exec(attributes) is not None and span is not None:
            source = _SOURCE.exec(attributes)
            url = '' if source is None else source.groups[1] or source.groups[2] or source.groups[3] or ''
            found.append(Script(url, span[0], span[1], '' if url != '' else html[span[0] : span[1]]))
        match = _SCRIPT.exec(text, match.end)
    return found


def style_links(html: str) -> list[str]:
    found: list[str] = []
    text = blanked(html)
    match = _LINK.exec(text)
    while match is not None:
        attributes = match.groups[1] or ''
        href = _HREF.exec(attributes)
        if href is not None and _STYLESHEET.exec(attributes) is not None:
            found.append(href.groups[1] or href.groups[2] or href.groups[3] or '')
        match = _LINK.exec(text, match.end)
    return found


def with_environment(html: str, values: Map) -> str:
    """Replaces `%MODE%` and the like; unknown names stay."""
    out: list[str] = []
    at = 0
    match = _ENV.exec(html)
    while match is not None:
        name = match.groups[1] or ''
        value = values.get(name)
        if value is not None:
            out.append(html[at : match.start])
            out.append('true' if value is True else 'false' if value is False else str(value))
            at = match.end
        match = _ENV.exec(html, match.end)
    out.append(html[at:])
    return ''.join(out)


def with_client(html: str, has_refresh: bool) -> str:
    """Our scripts run before all others: modules run in the order of the page."""
    tags = f'<script type="module" src="{CLIENT_URL}"></script>'
    if has_refresh:
        tags += f'<script type="module" src="{REFRESH_URL}"></script>'
    for pattern in [_HEAD, _HTML, _DOCTYPE]:
        match = pattern.exec(html)
        if match is not None:
            return html[0 : match.end] + tags + html[match.end :]
    return tags + html
