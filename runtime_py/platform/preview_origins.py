"""The origins on which previews are, where they have some of their own: a pattern such as `https://{port}-{id}.example.com`, in which `{port}` is a port of the
machine and `{id}` the machine's id. A pattern without `{port}` is one origin that shows one port at a time. Pure.
"""

PORT = '{port}'
ID = '{id}'
LARGEST_PORT = 65535
LOOPBACK = ['localhost', '127.0.0.1', '0.0.0.0', '[::1]']


def problem_of(pattern: str) -> str:
    """What is wrong with a pattern, '' if nothing is."""
    scheme, mark, authority = pattern.partition('://')
    if scheme not in ['http', 'https'] or mark == '':
        return 'it begins with neither http:// nor https://'
    if authority == '' or '/' in authority or '?' in authority or '#' in authority or '@' in authority:
        return 'it is not an origin: a host, and maybe a port, with nothing behind them'
    rest = authority
    for name in [PORT, ID]:
        if rest.count(name) > 1:
            return f'{name} is in it more than once'
        rest = rest.replace(name, '')
    if '{' in rest or '}' in rest:
        return 'only {port} and {id} may be in braces'
    for name in [PORT, ID]:
        if name in authority and '.' not in authority[authority.find(name) :]:
            return f'{name} belongs into a part of the host before its last dot'
    return ''


def has_port(pattern: str) -> bool:
    return PORT in pattern


def origin_for(pattern: str, machine: str, port: int) -> str:
    return pattern.replace(PORT, str(port)).replace(ID, machine)


def port_on(pattern: str, machine: str, origin: str) -> int:
    """The port that an origin shows, 0 when the pattern doesn't give this origin, or gives it to every port."""
    start, mark, end = pattern.replace(ID, machine).partition(PORT)
    if mark == '' or not origin.startswith(start) or not origin.endswith(end):
        return 0
    digits = origin[len(start) : len(origin) - len(end)]
    if not digits.isdigit() or len(digits) > 5 or digits.startswith('0') or int(digits) > LARGEST_PORT:
        return 0
    return int(digits)
