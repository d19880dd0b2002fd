"""Rewrites the links of a page's elements: in development relative links become absolute, since a page may be shown at
any path; in a build, scripts link to bundles, and links to copies with hashed names. Pure: texts in, texts out."""

from __future__ import annotations

from runtime_py.devserver.html_page import blanked
from runtime_py.devserver.text_edits import Edit, apply
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

_SCRIPT = compile('<script((?:\\s[^>]*)?)>([\\s\\S]*?)</script\\s*>', 'i')
_MODULE = compile('\\stype\\s*=\\s*["\']?module["\']?', 'i')
_SOURCE = compile('\\ssrc\\s*=\\s*(?:"([^"]*)"|\'([^\']*)\'|([^\\s>]+))', 'i')
_TAG = compile('<(?:img|link|source|video|audio|track|image|input)(\\s[^>]*)>', 'i')
_LINK = compile('\\s(?:src|href|poster)\\s*=\\s*(?:"([^"]*)"|\'([^\']*)\'|([^\\s>]+))', 'i')
_HEAD_END = compile('</head\\s*>', 'i')
_BODY = compile('<body[\\s>]', 'i')


def _value(groups: list[str | None]) -> str:
    return groups[1] or groups[2] or groups[3] or ''


def _span(spans: list[list[int] | None]) -> list[int] | None:
    for span in spans[1:4]:
        if span is not None:
            return span
    return None


def asset_links(html: str) -> list[str]:
    """The links of a page's images, icons, media and sheets."""
    found: list[str] = []
    text = blanked(html)
    tag = _TAG.exec(text)
    while tag is not None:
        attributes = tag.groups[1] or ''
        link = _LINK.exec(attributes)
        while link is not None:
            value = _value(link.groups)
            if value != '' and value not in found:
                found.append(value)
            link = _LINK.exec(attributes, link.end)
        tag = _TAG.exec(text, tag.end)
    return found


def classic_scripts(html: str) -> list[str]:
    """Scripts that aren't modules, from files of the host."""
    found: list[str] = []
    text = blanked(html)
    match = _SCRIPT.exec(text)
    while match is not None:
        attributes = match.groups[1] or ''
        source = _SOURCE.exec(attributes)
        if (
            source is not None
            and _MODULE.exec(attributes) is None
            and '://' not in _value(source.groups)
            and not _value(source.groups).startswith('//')
        ):
            found.append(_value(source.groups))
        match = _SCRIPT.exec(text, match.end)
    return found


def with_bundles(html: str, bundles: Map[int, str], links: Map[str, str], sheets: list[str]) -> str:
    """`bundles`: start of a module script's text -> its bundle; `links`: old link -> new link."""
    edits: list[Edit] = []
    text = blanked(html)
    match = _SCRIPT.exec(text)
    while match is not None:
        span = match.spans[2]
        bundle = None if span is None else bundles.get(span[0])
        if bundle is not None:
            edits.append(Edit(match.start, match.end, f'<script type="module" crossorigin src="{bundle}"></script>'))
        match = _SCRIPT.exec(text, match.end)
    tag = _TAG.exec(text)
    while tag is not None:
        span = tag.spans[1]
        attributes = tag.groups[1] or ''
        base = tag.start if span is None else span[0]
        link = _LINK.exec(attributes)
        while link is not None:
            value = _value(link.groups)
            target = links.get(value)
            inner = _span(link.spans)
            if target is not None and inner is not None:
                edits.append(Edit(base + inner[0], base + inner[1], target))
            link = _LINK.exec(attributes, link.end)
        tag = _TAG.exec(text, tag.end)
    tags = ''.join([f'<link rel="stylesheet" crossorigin href="{sheet}">' for sheet in sheets])
    if tags != '':
        place = _HEAD_END.exec(text) or _BODY.exec(text)
        at = 0 if place is None else place.start
        edits.append(Edit(at, at, tags))
    return apply(html, edits)


def with_absolute_links(html: str, folder: str) -> str:
    """`folder` is the URL of the page's folder, which ends with a slash."""
    edits: list[Edit] = []
    text = blanked(html)
    for pattern in [_TAG, _SCRIPT]:
        tag = pattern.exec(text)
        while tag is not None:
            span = tag.spans[1]
            base = tag.start if span is None else span[0]
            link = _LINK.exec(tag.groups[1] or '')
            while link is not None:
                value = _value(link.groups)
                inner = _span(link.spans)
                if inner is not None and is_relative(value):
                    edits.append(Edit(base + inner[0], base + inner[1], folder + value.removeprefix('./')))
                link = _LINK.exec(tag.groups[1] or '', link.end)
            tag = pattern.exec(text, tag.end)
    return apply(html, edits)


def is_relative(link: str) -> bool:
    return link != '' and link[0] not in '/#?%{' and ':' not in link.split('/')[0]
