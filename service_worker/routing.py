"""Where a request goes: to a server on the loopback, or to the files of Terrarium. Pure: strings in, strings out.

Must not know fetch events or clients.
"""

from runtime_py.platform.preview_places import beside, place_in, port_of, segment_of

LOOPBACK_NAMES = ['localhost', '127.0.0.1', '0.0.0.0', '[::1]']
PRIVATE_FOLDER = '/.terrarium/'  # Terrarium's own files below a preview's prefix
SHIM_PATH = PRIVATE_FOLDER + 'preview.js'
GUARD_PATH = PRIVATE_FOLDER + 'preview-worker.js'
DOWNLOAD_PATH = PRIVATE_FOLDER + 'download'


def preview_prefix(base_path: str, port: int) -> str:
    """The path under which a place (platform/preview_places.py) is shown, without a trailing slash. "Port" in this room
    means a place, except where a server or a person sees it."""
    return f'{base_path}preview/{segment_of(port)}'


def preview_port(base_path: str, pathname: str) -> int:
    """The port that a path names, 0 if it isn't a preview path."""
    start = base_path + 'preview/'
    if not pathname.startswith(start):
        return 0
    return place_in(pathname[len(start) :].split('/')[0])


def preview_path(base_path: str, port: int, pathname: str) -> str:
    """The server's own path; '' if even its first slash is missing."""
    return pathname[len(preview_prefix(base_path, port)) :]


def loopback_port(protocol: str, hostname: str, port_text: str) -> int:
    """The port of an absolute URL to this machine, 0 for every other host."""
    if hostname not in LOOPBACK_NAMES or protocol not in ['http:', 'https:', 'ws:', 'wss:']:
        return 0
    if port_text == '':
        return 443 if protocol == 'https:' or protocol == 'wss:' else 80
    return int(port_text)


def machine_port(url: object, own_name: str) -> int:
    """The port of the machine that a URL refers to for a page whose host is `own_name`, 0 for another host. The page's
    own name with another port is the machine's too: clients of development servers take the name from the page and the
    port from their server."""
    port = loopback_port(url.protocol, url.hostname, url.port)
    return int(url.port) if port == 0 and url.port != '' and url.hostname == own_name else port


def seen_by_server(base_path: str, port: int, origin: str, url: str) -> str:
    """A URL from the page (a referrer) as the server on `port` should see it; '' for foreign ones."""
    if not url.startswith(origin + '/'):
        return ''
    path = url[len(origin) :]
    prefix = preview_prefix(base_path, port)
    if path.startswith(prefix + '/'):
        path = path[len(prefix) :]
    elif path == base_path or path == base_path + 'index.html':
        return ''
    return f'http://localhost:{port_of(port)}{path}'


def download_path(name: str, path: str) -> str:
    """The address of a server's file as a download, below a preview's prefix; parsed again by the service worker."""
    return f'{DOWNLOAD_PATH}?name={encodeURIComponent(name)}&path={encodeURIComponent(path)}'


def location_for_page(base_path: str, port: int, prefixed: bool, location: str) -> str:
    """A redirect's target for the page. Requests without the prefix get targets without it."""
    rest = location
    target_port = port
    for scheme in ['http://', 'https://']:
        if location.startswith(scheme):
            authority = location[len(scheme) :].split('/')[0].split('?')[0].split('#')[0]
            colon = authority.rfind(':')
            has_port = colon > 0 and authority[colon + 1 :].isdigit()
            name = authority[0:colon] if has_port else authority
            target_port = beside(port, loopback_port(scheme[:-2], name, authority[colon + 1 :] if has_port else ''))
            if target_port == 0:
                return location
            rest = location[len(scheme) + len(authority) :]
            if not rest.startswith('/'):
                rest = '/' + rest
    if not rest.startswith('/') or rest.startswith('//'):
        return rest
    if prefixed or target_port != port:
        return preview_prefix(base_path, target_port) + rest
    return rest
