"""`cookieStore` of a preview page (Cookie Store API): the cookies of `document.cookie`, with names and values, as the
standard lists them.

Must not know how cookies are stored: `DocumentCookies` writes texts and requests the current ones.
"""

from runtime_py.platform.cookies import HOST
from service_worker.preview.cookies import DocumentCookies, name_of

MOST = 4096  # octets of a name and its value
MOST_OF_ATTRIBUTE = 1024
UNSENDABLE = js_regexp('[;\\u0000-\\u001f\\u007f]', '')
EDGES = js_regexp('^[ \\t]+|[ \\t]+$', 'g')
SAME_SITE = ['strict', 'lax', 'none']
MALFORMED = 'Cookie was malformed and could not be stored, due to problem(s) while parsing.'
LONG_AGO = 'Thu, 01 Jan 1970 00:00:00 GMT'


def start_cookie_store(cookies: DocumentCookies) -> None:
    if js_typeof(window.CookieStore) != 'function':
        return
    store = window.cookieStore
    event_class = window.CookieChangeEvent
    # of the host's own cookies
    store.addEventListener('change', lambda event: event.stopImmediatePropagation() if event.isTrusted else None)
    cookies.on_change = lambda before, now: store.dispatchEvent(_event_of(event_class, items_of(before), items_of(now)))
    prototype = window.CookieStore.prototype
    _method(prototype, 'get', lambda args: _first(cookies, args), store)
    _method(prototype, 'getAll', lambda args: _list(cookies, args), store)
    _method(prototype, 'set', lambda args: _set(cookies, args), store)
    _method(prototype, 'delete', lambda args: _delete(cookies, args), store)


def _method(prototype: object, name: str, run: object, store: object) -> None:
    """Always returns a promise; has the same length and name as the browser's method."""

    async def call(receiver: object, args: list) -> object:
        if receiver is not store:
            raise TypeError('Illegal invocation')
        return await run(args)

    native = prototype[name]
    replacement = js_func(lambda *args: call(js_this, args))
    for told in ['name', 'length']:
        Object.defineProperty(replacement, told, {'value': native[told], 'configurable': True})
    Object.defineProperty(
        prototype, name, {'value': replacement, 'writable': True, 'enumerable': True, 'configurable': True}
    )


def items_of(text: str) -> list:
    return [{'name': name_of(pair), 'value': pair[pair.find('=') + 1 :]} for pair in text.split('; ') if pair != '']


def _event_of(event_class: object, before: list, now: list) -> object:
    changed = [
        item
        for item in now
        if not any([old['name'] == item['name'] and old['value'] == item['value'] for old in before])
    ]
    deleted = [{'name': old['name']} for old in before if not any([item['name'] == old['name'] for item in now])]
    return js_new(event_class, 'change', {'changed': changed, 'deleted': deleted})


# reading


async def _first(cookies: DocumentCookies, args: list) -> object:
    if len(args) == 0 or (
        js_typeof(args[0]) == 'object' and args[0].name is js_undefined and args[0].url is js_undefined
    ):
        raise TypeError("Failed to execute 'get' on 'CookieStore': CookieStoreGetOptions must not be empty")
    found = await _chosen(cookies, args, 'get')
    return found[0] if len(found) > 0 else None


async def _list(cookies: DocumentCookies, args: list) -> list:
    return await _chosen(cookies, args, 'getAll')


async def _chosen(cookies: DocumentCookies, args: list, method: str) -> list:
    given = args[0]
    is_object = js_typeof(given) == 'object' and given is not None
    name = js_undefined if len(args) == 0 or given is js_undefined else given.name if is_object else given
    if is_object and given.url is not js_undefined and not _is_here(String(given.url)):
        raise TypeError(f"Failed to execute '{method}' on 'CookieStore': URL must match the document URL")
    items = items_of(await cookies.ask())
    return items if name is js_undefined else [item for item in items if item['name'] == _trimmed(name)]


def _is_here(href: str) -> bool:
    return (
        URL.canParse(href, document.baseURI)
        and URL(href, document.baseURI).href.split('#')[0] == location.href.split('#')[0]
    )


# writing


class Wish:
    """A cookie to be stored. Raises the TypeErrors of the standard."""

    def __init__(self, name: object, value: object, options: object, method: str):
        self.name = _trimmed(name)
        self.value = _trimmed(value)
        self.path = '/' if options.path is js_undefined else String(options.path)
        self.domain = '' if options.domain is None else String(options.domain)
        self.expires = options.expires
        self.same_site = 'strict' if options.sameSite is js_undefined else String(options.sameSite)
        self._method = method
        self._check()

    def _check(self) -> None:
        if self.same_site not in SAME_SITE:
            self._refuse(
                f"Failed to read the 'sameSite' property from 'CookieInit': The provided value '{self.same_site}' is not a valid enum value of type CookieSameSite."
            )
        if '=' in self.name:
            self._refuse("Cookie name cannot contain '='")
        if self.name == '' and self._method == 'set':
            if '=' in self.value:
                self._refuse("Cookie value cannot contain '=' if the name is empty")
            if self.value == '':
                self._refuse('Cookie name and value both cannot be empty')
        if self.domain.startswith('.'):
            self._refuse('Cookie domain cannot start with "."')
        if self.domain not in ['', HOST, location.hostname]:
            self._refuse('Cookie domain must domain-match current host')
        if not self.path.startswith('/'):
            self._refuse('Cookie path must start with "/"')
        self._check_prefix((self.name if self.name != '' else self.value).lower())
        octets = TextEncoder().encode(self.name + self.value).length
        if UNSENDABLE.test(self.name + self.value + self.path) or octets > MOST or self.path.length > MOST_OF_ATTRIBUTE:
            self._refuse(MALFORMED)

    def _check_prefix(self, name: str) -> None:
        if name.startswith('__http-') or name.startswith('__hosthttp-'):
            self._refuse(f'Cookies with "{self.name.split("-")[0]}-" prefix cannot be set using the CookieStore API.')
        if name.startswith('__host-') and self.domain != '':
            self._refuse('Cookies with "__Host-" prefix cannot have a domain')
        if name.startswith('__host-') and self.path != '/':
            self._refuse('Cookies with "__Host-" prefix cannot have a non-"/" path')

    def _refuse(self, why: str) -> None:
        raise TypeError(f"Failed to execute '{self._method}' on 'CookieStore': {why}")

    def text(self, expires: str) -> str:
        """The text for `document.cookie`."""
        domain = f'; Domain={HOST}' if self.domain != '' else ''
        return f'{self.name}={self.value}; Path={self.path}; SameSite={self.same_site}; Secure{domain}' + (
            f'; Expires={expires}' if expires != '' else ''
        )


async def _set(cookies: DocumentCookies, args: list) -> None:
    given = args[0]
    if len(args) < 2 and js_typeof(given) != 'object':
        raise TypeError("Failed to execute 'set' on 'CookieStore': The provided value is not of type 'CookieInit'.")
    if len(args) >= 2:
        wish = Wish(given, args[1], {}, 'set')
    else:
        _want_members(given, ['name', 'value'], 'CookieInit', 'set')
        wish = Wish(given.name, given.value, given, 'set')
    has_end = wish.expires is not None
    cookies.set(wish.text(Date(Number(wish.expires)).toUTCString() if has_end else ''))
    now = await cookies.ask()
    is_here = wish.path == '/' and (not has_end or Number(wish.expires) > Date.now())
    if is_here and not any([item['name'] == wish.name and item['value'] == wish.value for item in items_of(now)]):
        # one of them is HttpOnly
        raise TypeError("Failed to execute 'set' on 'CookieStore': An unknown error occurred while writing the cookie.")


async def _delete(cookies: DocumentCookies, args: list) -> None:
    given = args[0]
    if js_typeof(given) == 'object' and given is not None:
        _want_members(given, ['name'], 'CookieStoreDeleteOptions', 'delete')
        wish = Wish(given.name, '', given, 'delete')
    else:
        wish = Wish(given, '', {}, 'delete')
    cookies.set(wish.text(LONG_AGO))
    await cookies.ask()


def _want_members(given: object, names: list, kind: str, method: str) -> None:
    for name in names:
        if given[name] is js_undefined:
            raise TypeError(
                f"Failed to execute '{method}' on 'CookieStore': Failed to read the '{name}' property from '{kind}': Required member is undefined."
            )


def _trimmed(value: object) -> str:
    return String(value).toWellFormed().replace(EDGES, '')
