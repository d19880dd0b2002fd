"""The separate origins of previews, where an embedder provides them: a pattern such as
`https://{port}-{id}.example.com`, in which `{port}` is a port of the machine and `{id}` the machine's id. A pattern
without `{port}` is one origin for all ports: there the path of a page's first URL names the port, and its service
worker redirects to the server's own path. Pure."""

PORT = '{port}'
ID = '{id}'
LARGEST_PORT = 65535
PORT_FOLDER = '/.terrarium/port/'
LOOPBACK = ['localhost', '127.0.0.1', '0.0.0.0', '[::1]']


def problem_of(pattern: str) -> str:
    """What is wrong with a pattern, '' if nothing is."""
    scheme, mark, authority = pattern.partition('://')
    if scheme not in ['http', 'https'] or mark == '':
        return 'it begins with neither http:// nor https://'
    if authority == '' or '/' in authority or '?' in authority or '#' in authority or '@' in authority:
        return 'it is not an origin (a scheme, a host, and optionally a port, with nothing after them)'
    rest = authority
    for name in [PORT, ID]:
        if rest.count(name) > 1:
            return f'{name} is in it more than once'
        rest = rest.replace(name, '')
    if '{' in rest or '}' in rest:
        return 'only {port} and {id} may be in braces'
    for name in [PORT, ID]:
        if name in authority and '.' not in authority[authority.find(name) :]:
            return f'{name} must be in a part of the host before its last dot'
    return ''


def has_port(pattern: str) -> bool:
    return PORT in pattern


def origin_for(pattern: str, machine: str, port: int) -> str:
    return pattern.replace(PORT, str(port)).replace(ID, machine)


def start_of(pattern: str, port: int) -> str:
    """The prefix of a server's path where one origin shows all ports, so that a URL names its port."""
    return '' if has_port(pattern) else f'{PORT_FOLDER}{port}'


def url_for(pattern: str, machine: str, port: int, path: str) -> str:
    """The URL at which a preview's page is opened. The path begins with a slash."""
    return origin_for(pattern, machine, port) + start_of(pattern, port) + path


def named_port(pathname: str) -> int:
    """The port that a path names on an origin for all ports, 0 when it names none."""
    if not pathname.startswith(PORT_FOLDER):
        return 0
    return _port_of(pathname[len(PORT_FOLDER) :].split('/')[0])


def server_path(pathname: str) -> str:
    """The server's own path within a path that names a port."""
    slash = pathname.find('/', len(PORT_FOLDER))
    return '/' if slash < 0 else pathname[slash:]


def port_on(pattern: str, machine: str, origin: str) -> int:
    """The port that an origin shows; 0 when the pattern doesn't yield this origin, or shows all ports on it."""
    start, mark, end = pattern.replace(ID, machine).partition(PORT)
    if mark == '' or not origin.startswith(start) or not origin.endswith(end):
        return 0
    return _port_of(origin[len(start) : len(origin) - len(end)])


def _port_of(digits: str) -> int:
    if not digits.isdigit() or len(digits) > 5 or digits.startswith('0') or int(digits) > LARGEST_PORT:
        return 0
    return int(digits)
