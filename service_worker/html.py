"""Changes a preview's HTML pages: inserts the shim before their first script, and relaxes their policies so that it can
run. Pure.

Must not know where pages come from.
"""

SEARCHED = 16384
# https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type: how many bytes are looked at, and
# the starts of a page. After all but the comment comes a space or `>`.
SNIFFED = 1445
_COMMENT = '<!--'
_PAGE_STARTS = [
    '<!doctype html',
    *'<html <head <script <iframe <h1 <div <font <table <a <style <title <b <body <br <p'.split(' '),
]


def escape(text: str) -> str:
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;')


def script_tag(src: str, attributes: list, nonce: str) -> str:
    """A script element. `attributes`: [[name, value]]."""
    parts = [f'<script src="{escape(src)}"']
    for pair in attributes:
        parts.append(f' {pair[0]}="{escape(pair[1])}"')
    if nonce != '':
        parts.append(f' nonce="{escape(nonce)}"')
    parts.append('></script>')
    return ''.join(parts)


def starts_as_page(text: str, complete: bool) -> int:
    """Whether a browser takes a text without a content type for a page: 1, 0, or -1 while more text could change it."""
    start = text[:SNIFFED].lower().lstrip('\t\n\x0c\r ')
    if start.startswith(_COMMENT):
        return 1
    is_open = not complete and len(text) < SNIFFED
    if is_open and _COMMENT.startswith(start):
        return -1
    for tag in _PAGE_STARTS:
        if start.startswith(tag) and start[len(tag) : len(tag) + 1] in [' ', '>']:
            return 1
        if is_open and tag.startswith(start):
            return -1
    return 0


def insertion_point(text: str, complete: bool) -> int:
    """The position for the shim: after <head>, else <html>, else the doctype, else at the start; -1 while more text
    could change it."""
    lower = text.lower()
    doctype = 0
    for tag in ['<head', '<html', '<!doctype']:
        at = lower.find(tag)
        if at < 0 or (tag == '<head' and lower[at : at + 7] == '<header'):
            continue
        end = lower.find('>', at)
        if end < 0:
            continue
        if tag == '<head':
            return end + 1
        doctype = end + 1
        break
    decided = complete or len(text) >= SEARCHED or '<body' in lower or '<script' in lower
    return doctype if decided else -1


def _without(policy: str, names: list) -> str:
    kept: list = []
    for directive in policy.split(';'):
        name = directive.strip().split(' ')[0].lower()
        if name != '' and name not in names:
            kept.append(directive.strip())
    return '; '.join(kept)


def _lets_inline_run(directive: str) -> bool:
    """`'unsafe-inline'` has no effect beside a nonce, a digest or `'strict-dynamic'`."""
    lower = directive.lower()
    strict = (
        "'nonce-" in lower
        or "'strict-dynamic'" in lower
        or "'sha256-" in lower
        or "'sha384-" in lower
        or "'sha512-" in lower
    )
    return "'unsafe-inline'" in lower and not strict


def relax_policy(policy: str, nonce: str, sources: list) -> str:
    """A Content-Security-Policy that also allows the shim, scripts of these sources, and framing of the preview.
    A nonce would disable `'unsafe-inline'` for the page's own inline scripts. `upgrade-insecure-requests` is
    meant for the server's own host, not for its substitute here."""
    kept: list = []
    directives = _without(
        policy, ['frame-ancestors', 'upgrade-insecure-requests', 'sandbox', 'report-uri', 'report-to']
    ).split('; ')
    names = [directive.split(' ')[0].lower() for directive in directives]
    governing = (
        'script-src-elem' if 'script-src-elem' in names else 'script-src' if 'script-src' in names else 'default-src'
    )
    for i in range(len(directives)):
        directive = directives[i]
        if names[i] == governing:
            added = ' '.join(sources) if _lets_inline_run(directive) else f"'nonce-{nonce}'"
            directive = directive.replace(" 'none'", '') + ' ' + added
        if directive != '':
            kept.append(directive)
    return '; '.join(kept)
