"""A cookie jar (RFC 6265) for one server on the loopback.

A response made by a service worker can't set cookies, so the gateway stores them. Knows Set-Cookie, paths and expiry.
Must not know the rest of HTTP, or the clock: the time is passed in.
"""

from runtime_py.platform.civil import days_from_civil
from runtime_py.platform.maps import Map

MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
NEVER = -1.0
HOST = 'localhost'


class Cookie:
    def __init__(self, name: str, value: str, path: str):
        self.name = name
        self.value = value
        self.path = path
        self.domain = ''  # the Expires or Max-Age attribute
        self.http_only = False
        self.secure = False
        self.same_site = ''
        self.expires_ms = NEVER
        self.created = 0

    def text(self) -> str:
        """The cookie as it is sent."""
        return self.name + '=' + self.value if self.name != '' else self.value


def parse_date(text: str) -> float | None:
    """A cookie date in milliseconds since 1970 (RFC 6265 5.1.1), None when it isn't one."""
    spaced = text.replace(',', ' ').replace('-', ' ')
    day = -1
    month = -1
    year = -1
    seconds = -1
    for token in spaced.split(' '):
        if ':' in token:
            parts = token.split(':')
            if len(parts) != 3 or not (parts[0].isdigit() and parts[1].isdigit() and parts[2].isdigit()):
                return None
            seconds = int(parts[0]) * 3600 + int(parts[1]) * 60 + int(parts[2])
        elif token.isdigit():
            if day < 0 and len(token) <= 2:
                day = int(token)
            elif year < 0:
                year = int(token)
        elif len(token) >= 3 and token[0:3].lower() in MONTHS:
            month = MONTHS.index(token[0:3].lower()) + 1
    if 70 <= year <= 99:
        year += 1900
    elif 0 <= year <= 69:
        year += 2000
    if not (1 <= day <= 31 and month > 0 and year >= 1601 and 0 <= seconds <= 86400):
        return None
    return (days_from_civil(year, month, day) * 86400.0 + seconds) * 1000.0


def default_path(request_path: str) -> str:
    slash = request_path.rfind('/')
    return '/' if slash <= 0 else request_path[0:slash]


def path_matches(request_path: str, cookie_path: str) -> bool:
    if request_path == cookie_path:
        return True
    return request_path.startswith(cookie_path) and (cookie_path.endswith('/') or request_path[len(cookie_path)] == '/')


def parse_set_cookie(text: str, request_path: str, now_ms: float) -> Cookie | None:
    parts = text.split(';')
    equals = parts[0].find('=')
    name = parts[0][0:equals].strip() if equals >= 0 else ''
    value = parts[0][equals + 1 :].strip()
    if name == '' and value == '':
        return None
    cookie = Cookie(name, value, default_path(request_path))
    max_age_seen = False
    for part in parts[1:]:
        at = part.find('=')
        name = (part if at < 0 else part[0:at]).strip().lower()
        value = '' if at < 0 else part[at + 1 :].strip()
        if name == 'path' and value.startswith('/'):
            cookie.path = value
        elif name == 'path':
            cookie.path = default_path(request_path)
        elif name == 'domain':
            cookie.domain = value.removeprefix('.').lower()
        elif name == 'secure':
            cookie.secure = True
        elif name == 'samesite':
            cookie.same_site = value.lower()
        elif name == 'httponly':
            cookie.http_only = True
        elif name == 'max-age' and value.removeprefix('-').isdigit():
            seconds = int(value)
            max_age_seen = True
            cookie.expires_ms = now_ms + seconds * 1000.0 if seconds > 0 else 0.0
        elif name == 'expires' and not max_age_seen:
            date = parse_date(value)
            if date is not None:
                cookie.expires_ms = max(date, 0.0)
    return cookie


def is_allowed(cookie: Cookie) -> bool:
    """Whether browsers would accept the cookie from `http://localhost`, which they trust like https: no other host's
    cookies, and no name prefix whose conditions aren't met."""
    name = cookie.name.lower() if cookie.name != '' else cookie.value.lower()
    if cookie.domain not in ('', HOST) or (cookie.same_site == 'none' and not cookie.secure):
        return False
    if name.startswith('__host-'):
        return cookie.secure and cookie.domain == '' and cookie.path == '/' and cookie.name != ''
    return not name.startswith('__secure-') or (cookie.secure and cookie.name != '')


class CookieJar:
    """The cookies of one server. A cookie is identified by its name and path."""

    def __init__(self):
        self._cookies: Map = Map()
        self._count = 0

    def set_from_server(self, text: str, request_path: str, now_ms: float) -> bool:
        return self._set(text, request_path, now_ms, True)

    def set_from_script(self, text: str, document_path: str, now_ms: float) -> bool:
        """Sets a cookie by `document.cookie = text`. A script can neither create nor replace an HttpOnly cookie."""
        return self._set(text, document_path, now_ms, False)

    def _set(self, text: str, request_path: str, now_ms: float, from_server: bool) -> bool:
        cookie = parse_set_cookie(text, request_path, now_ms)
        if cookie is None or (cookie.http_only and not from_server) or not is_allowed(cookie):
            return False
        key = cookie.name + ';' + cookie.path
        old = self._cookies.get(key)
        if old is not None and old.http_only and not from_server:
            return False
        if cookie.expires_ms != NEVER and cookie.expires_ms <= now_ms:
            return self._cookies.delete(key)
        self._count += 1
        cookie.created = self._count if old is None else old.created
        self._cookies.set(key, cookie)
        return True

    def header_for(self, request_path: str, now_ms: float) -> str:
        return self._render(request_path, now_ms, True)

    def visible_to(self, document_path: str, now_ms: float) -> str:
        """The value of `document.cookie`."""
        return self._render(document_path, now_ms, False)

    def _render(self, request_path: str, now_ms: float, with_http_only: bool) -> str:
        found: list = []
        for _key, cookie in self._cookies.entries():
            alive = cookie.expires_ms == NEVER or cookie.expires_ms > now_ms
            if alive and path_matches(request_path, cookie.path) and (with_http_only or not cookie.http_only):
                found.append(cookie)
        # The longer path first, then the older cookie (RFC 6265 5.4).
        ordered = sorted(found, key=lambda cookie: cookie.created - len(cookie.path) * 1000000)
        return '; '.join([cookie.text() for cookie in ordered])
