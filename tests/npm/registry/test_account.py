"""Who is logged in, and a registry's refusals."""

from __future__ import annotations

from runtime_py.npm.config import Config
from runtime_py.npm.errors import NpmError
from runtime_py.npm.registry.account import Account, encode_component, escaped
from runtime_py.platform.bytes import encode
from runtime_py.platform.maps import Map
from runtime_py.sys.http_client import Reply


class _Registry:
    def __init__(self, text, status, body, headers):
        self.ask_password = None
        self.config = Config(Map(), Map(), text, '')
        self.answer = Reply(status, '', headers, encode(body), 'U')
        self.sent = []

    async def send(self, method, url, body, more):
        self.sent.append(f'{method} {url} {body}')
        return self.answer


def account(text, status=200, body='{}', headers=None, what=''):
    return Account(_Registry(text, status, body, headers or []), what)


async def test_who():
    known = account('registry=https://x.y/z\n//x.y/z/:_authToken=t\n', 200, '{"username": "ann"}')
    assert known.is_known() and await known.who() == 'ann' and known.location == '//x.y/z/'
    assert known.registry.sent == ['GET https://x.y/z/-/whoami None']
    assert await account('//registry.npmjs.org/:_auth=Ym86cHc=\n').who() == 'bo'
    assert not account('').is_known()


async def refused(status, body, headers):
    try:
        await account('', status, body, headers, 'leaf').send('PUT', 'leaf', 'x')
    except NpmError as error:
        return error.code + ' ' + error.message.split('\n')[0]
    return ''


async def test_refusals():
    assert (
        await refused(403, '{"error": "no"}', []) == 'E403 403 403 Forbidden - PUT https://registry.npmjs.org/leaf - no'
    )
    assert (await refused(401, '', [['www-authenticate', 'OTP']])).startswith('EOTP This operation requires')
    assert (await refused(401, '', [['www-authenticate', 'Bearer']])).startswith('E401 Unable to authenticate')
    assert (await refused(404, '', [])).startswith('E404 404 Not Found - PUT')
    assert (await refused(409, 'x', [])).startswith('E409 409 Conflict')


async def test_tags():
    tags = await account('', 200, '{"latest": "1.0.0", "_etag": "x"}', [], '@a/b').tags()
    assert list(tags.keys()) == ['latest']


def test_escapes():
    assert escaped('@a/b') == '@a%2fb' and encode_component('a b/ü~') == 'a%20b%2F%C3%BC~'
