"""How an account gets a token: on a page of the registry, or, where it has none, with name and password.

Knows the protocols. Must not know who asks for the password, nor where the token is kept."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.dates import date_text
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.registry.account import Account, encode_component, object_in
from runtime_py.platform.bytes import encode, to_base64
from runtime_py.platform.clock import now_ms, sleep
from runtime_py.platform.maps import Map

_ACCEPTED = 202
_OK = 200
_SHORTEST_PAUSE_MS = 500


class Pages:
    """`open` is for the person; `done` tells the token afterwards."""

    def __init__(self, open: str, done: str) -> None:
        self.open = open
        self.done = done


async def begin_on_page(account: Account, creates: bool) -> Pages | None:
    """None when the registry has no such page. Raises NpmError."""
    body: Map[str, Any] = Map([['create', True]] if creates else [])
    try:
        reply = await account.send('POST', '-/v1/login', body)
    except NpmError as error:
        digits = error.code[1:]
        if digits.isdigit() and 400 <= int(digits) <= 500:
            return None
        raise
    found = object_in(reply)
    pages = Pages(text_of(found or Map(), 'loginUrl'), text_of(found or Map(), 'doneUrl'))
    if not _is_address(pages.open) or not _is_address(pages.done):
        raise _wrong(reply.status)
    return pages


async def token_of_page(account: Account, done: str) -> str:
    """Asks until the person has finished. Raises NpmError."""
    while True:
        reply = await account.send('GET', done)
        if reply.status == _OK:
            token = text_of(object_in(reply) or Map(), 'token')
            if token == '':
                raise _wrong(reply.status)
            return token
        if reply.status != _ACCEPTED:
            raise _wrong(reply.status)
        wait = reply.header('retry-after') or ''
        await sleep(max(_SHORTEST_PAUSE_MS, int(wait) * 1000 if wait.isdigit() else 0))


def _is_address(text: str) -> bool:
    return text.startswith('https://') or text.startswith('http://')


def _wrong(status: int) -> NpmError:
    return NpmError(f'E{status}', 'Invalid response from web login endpoint')


def _user(name: str, password: str) -> Map[str, Any]:
    return Map([['_id', 'org.couchdb.user:' + name], ['name', name], ['password', password]])


def _path(name: str) -> str:
    return '-/user/org.couchdb.user:' + encode_component(name)


async def token_of_new_user(account: Account, name: str, password: str, email: str) -> str:
    body = _user(name, password)
    body.set('email', email)
    return text_of(await account.json('PUT', _path(name), _completed(body)), 'token')


async def token_of_user(account: Account, name: str, password: str) -> str:
    """A registry that knows the user already wants its own record of it back, with the password."""
    body = _completed(_user(name, password))
    try:
        return text_of(await account.json('PUT', _path(name), body), 'token')
    except NpmError as error:
        if error.code == 'E400':
            raise NpmError('E400', f'There is no user with the username "{name}".')
        if error.code != 'E409':
            raise
    known = await account.json('GET', _path(name) + '?write=true')
    for key, value in known.entries():
        if not body.has(key) or key == 'roles':
            body.set(key, value)
    words = to_base64(encode(f'{name}:{password}'))
    path = f'{_path(name)}/-rev/{text_of(body, "_rev")}'
    reply = await account.send('PUT', path, body, [['authorization', f'Basic {words}']])
    return text_of(object_in(reply) or Map(), 'token')


def _completed(body: Map[str, Any]) -> Map[str, Any]:
    body.set('type', 'user')
    body.set('roles', [])
    body.set('date', date_text(now_ms()))
    return body
