"""CORS between two ports of the machine (Fetch, 3.2 and 4.8). To the browser both are one origin, so it checks nothing;
a server that forgets a header would work here but nowhere else. Pure: strings and lists in and out.

Must not know how requests are sent.
"""

SAFE_METHODS = ['GET', 'HEAD', 'POST']
SAFE_HEADERS = ['accept', 'accept-language', 'content-language', 'content-type', 'range']
SAFE_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']
# added by the browser itself
OF_BROWSERS = [
    'user-agent',
    'upgrade-insecure-requests',
    'last-event-id',
    'dnt',
    'save-data',
    'accept-encoding',
    'origin',
    'referer',
]
SAFE_ANSWERS = [
    'cache-control',
    'content-language',
    'content-length',
    'content-type',
    'expires',
    'last-modified',
    'pragma',
]


class Refused(Exception):
    """`message` gives the reason in Chromium's words."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


def unsafe_headers(headers: list) -> list:
    """Names of the headers that need the server's permission, sorted. `headers`: [[name, value]] as the page gave
    them."""
    found = []
    is_event_source = any([name.lower() == 'accept' and value == 'text/event-stream' for name, value in headers])
    for name, value in headers:
        lower = name.lower()
        if is_event_source and lower == 'cache-control':
            continue
        if lower in OF_BROWSERS or lower.startswith('sec-'):
            continue
        if lower not in SAFE_HEADERS or (
            lower == 'content-type' and value.split(';')[0].strip().lower() not in SAFE_TYPES
        ):
            found.append(lower)
    return sorted(found)


def needs_preflight(method: str, unsafe: list) -> bool:
    return method not in SAFE_METHODS or len(unsafe) > 0


def check_answer(head: object, origin: str, with_credentials: bool) -> None:
    """Raises Refused. `head.headers`: [[name, value]]."""
    allowed = value_of(head, 'access-control-allow-origin')
    if allowed is None:
        raise Refused("No 'Access-Control-Allow-Origin' header is present on the requested resource.")
    if allowed == '*' and with_credentials:
        raise Refused(
            "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'."
        )
    if allowed != '*' and allowed != origin:
        raise Refused(
            f"The 'Access-Control-Allow-Origin' header has a value '{allowed}' that is not equal to the supplied origin."
        )
    if with_credentials and value_of(head, 'access-control-allow-credentials') != 'true':
        raise Refused(
            "The value of the 'Access-Control-Allow-Credentials' header in the response must be 'true' when the request's credentials mode is 'include'."
        )


def check_preflight(head: object, origin: str, with_credentials: bool, method: str, unsafe: list) -> None:
    """Raises Refused."""
    check_answer(head, origin, with_credentials)
    if head.status < 200 or head.status > 299:
        raise Refused('It does not have HTTP ok status.')
    methods = names_of(head, 'access-control-allow-methods')
    if method not in SAFE_METHODS and method not in methods and (with_credentials or '*' not in methods):
        raise Refused(f'Method {method} is not allowed by Access-Control-Allow-Methods in preflight response.')
    names = [name.lower() for name in names_of(head, 'access-control-allow-headers')]
    for name in unsafe:
        if name not in names and (with_credentials or name == 'authorization' or '*' not in names):
            raise Refused(
                f'Request header field {name} is not allowed by Access-Control-Allow-Headers in preflight response.'
            )


def exposed(head: object, with_credentials: bool) -> list:
    """The headers that the page may see."""
    names = [name.lower() for name in names_of(head, 'access-control-expose-headers')]
    if '*' in names and not with_credentials:
        return head.headers
    return [
        pair
        for pair in head.headers
        if pair[0].lower() in SAFE_ANSWERS or pair[0].lower() in names or pair[0].lower() == 'content-encoding'
    ]


def value_of(head: object, name: str) -> str | None:
    found = None
    for pair in head.headers:
        if pair[0].lower() == name:
            found = pair[1] if found is None else found + ', ' + pair[1]
    return found


def names_of(head: object, name: str) -> list:
    value = value_of(head, name)
    return [] if value is None else [part.strip() for part in value.split(',')]
