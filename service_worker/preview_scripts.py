"""The embedder's script in preview pages (`setPreviewScript`): its element, and the content at the element's URL.

A text is served under the preview's own prefix, so that policies treat it as the page's own file; so is a file of the
embedder's host, since within a preview its path would lead to the server in the machine. Must not know how pages are
changed."""

from service_worker.html import escape, script_tag
from service_worker.isolation import isolate, isolated_response, preview_embedder_policy
from service_worker.routing import PRIVATE_FOLDER

START = PRIVATE_FOLDER + 'script-'
END = '.js'


def _is_on_host(script: object) -> bool:
    """Whether it is a file of the host that serves Terrarium."""
    return js_typeof(script.url) == 'string' and script.url.startswith(globalThis.location.origin + '/')


def _source_of(url: object) -> str:
    """In the form for a policy, in which a URL has no query."""
    return (
        url.origin + url.pathname.replace(js_regexp('[;,]', 'g'), encodeURIComponent)
        if url.protocol in ('http:', 'https:')
        else url.protocol
    )


def foreign_sources(scripts: list) -> list:
    """Sources that a page's policy must allow in addition to Terrarium's files."""
    return [
        _source_of(URL(script.url))
        for script in scripts
        if js_typeof(script.url) == 'string' and not _is_on_host(script)
    ]


def script_tags(scripts: list, prefix: str, nonce: str) -> str:
    """Elements in order. An import map is inline, since browsers don't load external ones."""
    tags: list = []
    for number in range(len(scripts)):
        script = scripts[number]
        if script.type == 'importmap':
            tags.append(_import_map(script.text, nonce))
            continue
        attributes: list = [['type', script.type]] if script.type else []
        for name in ['defer', 'async']:
            if script[name]:
                attributes.append([name, ''])
        is_foreign = js_typeof(script.url) == 'string' and not _is_on_host(script)
        tags.append(script_tag(script.url if is_foreign else f'{prefix}{START}{number}{END}', attributes, nonce))
    return ''.join(tags)


def _import_map(text: str, nonce: str) -> str:
    mark = '' if nonce == '' else f' nonce="{escape(nonce)}"'
    return f'<script type="importmap"{mark}>' + text.replace('<', '\\u003c') + '</script>'


def is_script_path(path: str) -> bool:
    return path.startswith(START) and path.endswith(END)


async def script_response(path: str, scripts: list) -> object:
    """404 for a script that no longer exists."""
    number = Number(path[len(START) : len(path) - len(END)])
    script = scripts[number] if number < len(scripts) else None
    if script is not None and js_typeof(script.url) == 'string':
        return isolated_response(
            await fetch(script.url, {'credentials': 'same-origin'}), preview_embedder_policy(), False
        )
    headers = Headers({'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store'})
    isolate(headers, preview_embedder_policy())
    return Response(
        '' if script is None else script.text, {'status': 404 if script is None else 200, 'headers': headers}
    )
