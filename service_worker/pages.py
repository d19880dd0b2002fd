"""The pages that the service worker generates itself: errors in a preview, and the frame around a preview in its own
tab."""

from runtime_py.platform.preview_places import port_of
from service_worker.error_codes import ERROR_HEADER, NO_MACHINE, NO_SERVER
from service_worker.html import escape, script_tag
from service_worker.isolation import isolate, page_embedder_policy, preview_embedder_policy
from service_worker.precache import base_path
from service_worker.private_paths import shim_path
from service_worker.routing import SHIM_PATH, preview_prefix

STYLE = (
    '<meta name="viewport" content="width=device-width"><style>:root{color-scheme:light dark}body{font:15px/1.55 system-ui,sans-serif;margin:0;display:grid;'
    'min-height:100vh;place-items:center;background:light-dark(#fbfbfc,#17191d);color:light-dark(#24272d,#dfe2e8)}main{max-width:34rem;padding:2rem}'
    'h1{font-size:1.2rem;font-weight:600;margin:0 0 .6rem}p{margin:.4rem 0;color:light-dark(#5b616b,#9aa1ac)}code{font:13px ui-monospace,monospace;'
    'background:light-dark(#eceef1,#262a31);padding:.1em .35em;border-radius:4px}pre{font:13px/1.45 ui-monospace,monospace;background:light-dark(#eceef1,#262a31);'
    'padding:.6em .8em;border-radius:4px;overflow:auto;max-height:50vh;white-space:pre-wrap;overflow-wrap:anywhere}pre:empty{display:none}</style>'
)

WHEN_IT_DOES = 'When it does, this page loads automatically.'
TEXTS = {
    NO_SERVER: [
        'No server on port {port}',
        'Nothing listens on port {port}. Start a server in the terminal; then this page loads automatically.',
    ],
    NO_MACHINE: [
        'The machine is not running',
        'No open tab runs a machine that could answer. Open the machine again; then this preview loads automatically.',
    ],
    'EPROTO': ['Not an HTTP response', 'The server on port {port} sent a response that is not HTTP/1.1.'],
}


def error_response(port: int, code: str, message: str, as_page: bool, listener: object = None) -> object:
    """A page with status 502 (503 if there is no machine) for a navigation. Any other request fails as in a browser
    whose connection was refused or reset; the console has the reason. `listener`: the process that listened last on the
    port (kernel/last_listeners.py), None if unknown."""
    texts = TEXTS[code] if js_in(code, TEXTS) else ['The server did not answer', 'The request to port {port} failed.']
    if listener is not None and listener.ended != '':
        texts = [
            'The server on port {port} has ended',
            ended_text(listener)
            + (' Restart it in the terminal; then this page loads automatically.' if code == NO_SERVER else ''),
        ]
    elif listener is not None and code == NO_SERVER:
        texts = [
            texts[0],
            f'Process {listener.pid} ({listener.command}) is running, but no longer listens on port {{port}}. '
            + WHEN_IT_DOES,
        ]
    title = texts[0].replace('{port}', str(port_of(port)))
    advice = texts[1].replace('{port}', str(port_of(port)))
    if not as_page:
        console.error(f'{title}. {advice} ({message})')
        return Response.error()
    headers = Headers({'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8', ERROR_HEADER: code})
    isolate(headers, preview_embedder_policy())
    waits = [['data-mode', 'waiting'], ['data-code', code], ['data-base', base_path()]]
    shim = script_tag(shim_path(port), waits, '') if code in [NO_SERVER, NO_MACHINE] else ''
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>{STYLE}<main><h1>{escape(title)}</h1>'
        f'<p>{escape(advice)}</p>{printed_lines(listener)}<p><code>{escape(message)}</code></p></main>{shim}</html>'
    )
    return Response(body, {'status': 503 if code == NO_MACHINE else 502, 'headers': headers})


def ended_text(listener: object) -> str:
    return f'Process {listener.pid} ({listener.command}) listened there and ended with {listener.ended}.'


def printed_lines(listener: object) -> str:
    """Its terminal's output since it began."""
    if listener is None or len(listener.lines) == 0:
        return ''
    text = '\n'.join(listener.lines)
    return f'<p>Last output:</p><pre>{escape(text)}</pre>'


def frame_page(base: str, place: int, coep: str, shown: str) -> object:
    """A preview in a tab of its own: one frame, so that the tab's address and its reload stay in our scope. `shown`:
    the preview's address, if it has an origin of its own."""
    port = port_of(place)
    headers = Headers({'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store'})
    isolate(headers, page_embedder_policy(coep))
    shim = script_tag(
        preview_prefix(base, place) + SHIM_PATH,
        [['data-mode', 'frame'], ['data-base', base], ['data-port', str(place)], ['data-shown', shown]],
        '',
    )
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>localhost:{port}</title>'
        '<style>html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block;overflow:hidden}</style>'
        f'<iframe title="localhost:{port}" allow="cross-origin-isolated; fullscreen; clipboard-read; clipboard-write; camera; microphone; geolocation"></iframe>{shim}</html>'
    )
    return Response(body, {'headers': headers})
