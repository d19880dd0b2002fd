"""What an account does in a registry: who it is, and changes of packages and tags. The token is in .npmrc; the registry
judges it.

Knows the protocol. Must not know commands, nor what they print."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.registry.registry import Registry, reason_given, reason_of
from runtime_py.platform.bytes import decode, encode, from_base64, to_hex
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile
from runtime_py.sys.http_client import Reply

_LETTER = compile('[A-Za-z0-9]')
_PLAIN = "-_.!~*'()"


class Account:
    """`base` is the registry's address, with a slash; `what` the package that it is about, for errors."""

    def __init__(self, registry: Registry, what: str = '') -> None:
        self.registry = registry
        self.base = registry.config.registry_for(what)
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
        raise need_login('This command requires you to be logged in.', self.location)

    async def send(self, method: str, path: str, body: Any = None) -> Reply:
        """Raises NpmError for an answer that isn't yes."""
        url = self.base + path
        otp = self.registry.config.text('otp')
        more = [['npm-otp', otp]] if otp != '' else []
        reply = await self.registry.send(method, url, None if body is None else stringify(body), more)
        if reply.status >= 400:
            raise _refusal(reply, method, url, self.what)
        return reply

    async def json(self, method: str, path: str) -> Map[str, Any]:
        reply = await self.send(method, path)
        try:
            found = parse(decode(reply.body))
        except ValueError:
            found = None
        if not isinstance(found, Map):
            raise NpmError(
                'EJSONPARSE', f'Invalid response body while trying to fetch {reply.url}: it is no JSON object'
            )
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
            'If you already provided a one-time password then it is likely that you either typoed\n'
            'it, or it timed out. Please try again.',
        )
    if reply.status == 401 and needed.find('bearer') >= 0:
        return NpmError(
            'E401',
            'Unable to authenticate, your authentication token seems to be invalid.\n'
            'To correct this please set a valid one: npm config set //HOST/:_authToken=TOKEN',
        )
    line = f'{reply.status_text or reason_of(reply.status)} - {method} {url}{reason_given(text)}'
    if reply.status == 404:
        return NpmError(
            'E404',
            f"404 {line}\n404\n404  The requested resource '{what}@*' could not be found or you do not have permission to "
            'access it.\n404\n404 Note that you can also install from a\n404 tarball, folder, http url, or git url.',
        )
    if reply.status == 403:
        return NpmError(
            'E403',
            f'403 403 {line}\n403 In most cases, you or one of your dependencies are requesting a package '
            'version that is forbidden by your security policy, or on a server you do not have access to.',
        )
    return NpmError(f'E{reply.status}', f'{reply.status} {line}')


def need_login(why: str, location: str) -> NpmError:
    return NpmError('ENEEDAUTH', f'{why}\nYou need a token for it: npm config set {location}:_authToken=TOKEN')
