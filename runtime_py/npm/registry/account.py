"""What an account does in a registry: who it is, and changes of packages and tags. The token is in .npmrc; the registry
judges it.

Knows the protocol. Must not know commands, nor what they print."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.registry.registry import Registry, not_found, reason_given, reason_of
from runtime_py.platform.bytes import decode, encode, from_base64, to_hex
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile
from runtime_py.sys.http_client import Reply

_LETTER = compile('[A-Za-z0-9]')
_WRONG_PASSWORD = (
    'Incorrect or missing password.\n'
    'If you were trying to login, change your password, create an authentication token or enable two-factor '
    'authentication then that means you likely typed your password in incorrectly.\n'
    'Please try again, or recover your password at:\n  https://www.npmjs.com/forgot\n\n'
    'If you were doing some other operation then your saved credentials are probably out of date.\n'
    'To correct this please try logging in again with:\n  npm login'
)
_PLAIN = "-_.!~*'()"


class Account:
    """`base` is the registry's address, with a slash: that of the package or of the scope (`@name`) that it is about.
    `what` is the package, for errors."""

    def __init__(self, registry: Registry, what: str = '', scope: str = '') -> None:
        self.registry = registry
        self.base = registry.config.registry_for(f'{scope}/any' if scope != '' else what)
        self.what = what

    @property
    def location(self) -> str:
        """As settings name it: `//host/path/`."""
        return self.base[self.base.find('//') :]

    def token(self) -> str:
        return self._setting('_authToken')

    def _setting(self, key: str) -> str:
        for base in [self.location, self.location.rstrip('/')]:
            found = self.registry.config.given(f'{base}:{key}')
            if found is not None:
                return found[-1]
        return ''

    def user(self) -> str:
        """The name, if it is in the settings."""
        if self._setting('username') != '' and self._setting('_password') != '':
            return self._setting('username')
        basic = self._setting('_auth')
        return '' if basic == '' else decode(from_base64(basic)).split(':')[0]

    def is_known(self) -> bool:
        return self.token() != '' or self.user() != ''

    async def who(self) -> str:
        """Raises ENEEDAUTH without a login."""
        if self.user() != '':
            return self.user()
        if self.token() != '':
            found = await self.json('GET', '-/whoami')
            name: Any = found.get('username')
            if isinstance(name, str):
                return name
        raise need_login('This command requires you to be logged in.')

    async def send(self, method: str, path: str, body: Any = None, more: list[list[str]] | None = None) -> Reply:
        """`path` may be a whole address; `more` are further headers. Raises NpmError for an answer that isn't yes.
        Where a person can be asked for a one-time password, that is done."""
        try:
            return await self._send(method, path, body, more or [], self.registry.config.text('otp'))
        except NpmError as error:
            ask = self.registry.ask_password
            if error.code != 'EOTP' or ask is None:
                raise
            return await self._send(method, path, body, more or [], await ask())

    async def _send(self, method: str, path: str, body: Any, more: list[list[str]], otp: str) -> Reply:
        url = path if path.startswith('http://') or path.startswith('https://') else self.base + path
        headers = [*more, *([['npm-otp', otp]] if otp != '' else [])]
        reply = await self.registry.send(method, url, None if body is None else stringify(body), headers)
        if reply.status >= 400:
            raise _refusal(reply, method, url, self.what)
        return reply

    async def value(self, method: str, path: str, body: Any = None) -> Any:
        """The answer, whatever JSON it is."""
        reply = await self.send(method, path, body)
        try:
            return parse(decode(reply.body))
        except ValueError:
            raise _no_json(reply)

    async def json(self, method: str, path: str, body: Any = None) -> Map[str, Any]:
        reply = await self.send(method, path, body)
        found = object_in(reply)
        if found is None:
            raise _no_json(reply)
        return found

    async def packument(self) -> Map[str, Any]:
        """For a change: with the revision, past every cache."""
        return await self.json('GET', escaped(self.what) + '?write=true')

    async def tags(self) -> Map[str, str]:
        found = await self.json('GET', f'-/package/{escaped(self.what)}/dist-tags')
        found.delete('_etag')
        if found.size == 0:
            raise NpmError('', f'No dist-tags found for {self.what}')
        return found

    async def set_tag(self, tag: str, version: str) -> None:
        await self.send('PUT', f'-/package/{escaped(self.what)}/dist-tags/{encode_component(tag)}', version)

    async def remove_tag(self, tag: str) -> None:
        await self.send('DELETE', f'-/package/{escaped(self.what)}/dist-tags/{encode_component(tag)}')


def object_in(reply: Reply) -> Map[str, Any] | None:
    """The JSON object that an answer is."""
    try:
        found = parse(decode(reply.body))
    except ValueError:
        return None
    return found if isinstance(found, Map) else None


def _no_json(reply: Reply) -> NpmError:
    return NpmError('EJSONPARSE', f'Invalid response body while trying to fetch {reply.url}: it is no JSON object')


def escaped(name: str) -> str:
    return name.replace('/', '%2f')


def encode_component(text: str) -> str:
    """As encodeURIComponent."""
    out = ''
    for c in text:
        if _LETTER.test(c) or c in _PLAIN:
            out += c
        else:
            digits = to_hex(encode(c)).upper()
            out += ''.join(['%' + digits[k : k + 2] for k in range(0, len(digits), 2)])
    return out


def _refusal(reply: Reply, method: str, url: str, what: str) -> NpmError:
    text = decode(reply.body)
    needed = (reply.header('www-authenticate') or '').lower()
    if reply.status == 401 and (needed.find('otp') >= 0 or text.find('one-time pass') >= 0):
        return NpmError(
            'EOTP',
            'This operation requires a one-time password from your authenticator.\n'
            'You can provide a one-time password by passing --otp=<code> to the command you ran.\n'
            'If you already provided a one-time password then it is likely that you either typoed it, or it timed out. '
            'Please try again.',
        )
    if reply.status == 401 and needed.find('bearer') >= 0:
        return NpmError(
            'E401',
            'Unable to authenticate, your authentication token seems to be invalid.\n'
            'To correct this please try logging in again with:\n  npm login',
        )
    if reply.status == 401 and needed.find('basic') >= 0:
        return NpmError('E401', _WRONG_PASSWORD)
    line = f'{reply.status_text or reason_of(reply.status)} - {method} {url}{reason_given(text)}'
    if reply.status == 404 and what == '':
        return NpmError('E404', f'404 {line}')
    if reply.status == 404:
        return NpmError(
            'E404',
            f'404 {line}\n{not_found(what + "@*")}',
        )
    if reply.status == 403:
        return NpmError(
            'E403',
            f'403 403 {line}\n403 In most cases, you or one of your dependencies are requesting a package '
            'version that is forbidden by your security policy, or on a server you do not have access to.',
        )
    return NpmError(f'E{reply.status}', f'{reply.status} {line}')


def need_login(why: str) -> NpmError:
    return NpmError('ENEEDAUTH', f'{why}\nYou need to authorize this machine using `npm adduser`')
