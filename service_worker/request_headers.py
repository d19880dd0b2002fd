"""The headers that a browser would have sent to a server on the loopback: a service worker sees only some of them, and
those have the wrong origin.

Must not know where requests go.
"""

from runtime_py.platform.preview_places import port_of
from service_worker.precache import base_path
from service_worker.routing import seen_by_server
from service_worker.upload_reports import HEADER

MEDIA = ['audio', 'video']
HIDDEN = ['origin', HEADER]


def origin_of(port: int) -> str:
    return f'http://localhost:{port_of(port)}'


def accepted_languages(languages: list) -> str:
    """In descending order, weighted as by browsers."""
    return ','.join([languages[i] if i == 0 else f'{languages[i]};q=0.{max(10 - i, 1)}' for i in range(len(languages))])


def request_headers(request: object, target: object) -> list:
    """`target.asker` is the port of the requesting page."""
    referrer = seen_by_server(base_path(), target.asker, globalThis.location.origin, request.referrer)
    return headers_of(request, port_of(target.asker), target.asker != target.port, referrer)


def headers_of(request: object, asker: int, is_other: bool, referrer: str) -> list:
    """`asker`: the port of the requesting page; `is_other`: it requests another port than its own; `referrer` as the
    server should see it."""
    headers: list = []
    request.headers.forEach(lambda value, name: headers.append([name, value]) if name not in HIDDEN else None)
    if not request.headers.has('accept'):
        headers.append(['accept', '*/*'])
    part_only = request.headers.has('range') or request.destination in MEDIA
    headers.append(['accept-encoding', 'identity;q=1, *;q=0' if part_only else 'gzip, deflate, br, zstd'])
    if request.headers.get('accept') == 'text/event-stream' and not request.headers.has('cache-control'):
        headers.append(['cache-control', 'no-cache'])
    if not request.headers.has('user-agent'):
        headers.append(['user-agent', globalThis.navigator.userAgent])
    if not request.headers.has('accept-language'):
        headers.append(['accept-language', accepted_languages(globalThis.navigator.languages)])
    if request.method != 'GET' and request.method != 'HEAD' or request.mode == 'cors' and is_other:
        headers.append(['origin', origin_of(asker)])
    if referrer != '':
        headers.append(['referer', origin_of(asker) + '/' if is_other else referrer])
    headers.append(['sec-fetch-dest', request.destination if request.destination != '' else 'empty'])
    headers.append(['sec-fetch-mode', request.mode])
    site = 'same-site' if is_other else 'same-origin'
    headers.append(['sec-fetch-site', 'none' if request.mode == 'navigate' and referrer == '' else site])
    return headers


def document_path(request: object, target: object) -> str:
    """The path of the requesting page; its cookies are those that scripts see."""
    if request.mode == 'navigate':
        return target.path.split('?')[0]
    seen = seen_by_server(base_path(), target.asker, globalThis.location.origin, request.referrer)
    return URL(seen).pathname if seen != '' else target.path.split('?')[0]
