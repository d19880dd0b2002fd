"""How a token is got from a registry, with a registry that gives answers in turn."""

from runtime_py.npm.errors import NpmError
from runtime_py.npm.registry.account import Account
from runtime_py.npm.registry.login import begin_on_page, token_of_new_user, token_of_page, token_of_user
from runtime_py.platform.bytes import encode
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.sys.http_client import Reply
from tests.support import raises


class Settings:
    def registry_for(self, name):
        return 'http://r/'

    def text(self, key):
        return ''

    def given(self, key):
        return None


class Answers:
    """A registry: `replies` are [status, JSON text]."""

    def __init__(self, replies):
        self.config = Settings()
        self.ask_password = None
        self.sent = []
        self._replies = replies

    async def send(self, method, url, body, more):
        self.sent.append([method, url, body, more])
        status, text = self._replies.pop(0)
        return Reply(status, '', [['retry-after', '0']], encode(text), url)


async def test_a_page():
    registry = Answers(
        [[200, '{"loginUrl": "https://r/in", "doneUrl": "https://r/done"}'], [202, '{}'], [200, '{"token": "t"}']]
    )
    account = Account(registry)
    pages = await begin_on_page(account, True)
    assert pages is not None and pages.open == 'https://r/in'
    assert registry.sent[0][2] == '{"create":true}'
    assert await token_of_page(account, pages.done) == 't'
    assert [sent[1] for sent in registry.sent] == ['http://r/-/v1/login', 'https://r/done', 'https://r/done']


async def test_a_registry_without_a_page():
    for status in [404, 401, 500]:
        assert await begin_on_page(Account(Answers([[status, '{}']])), False) is None
    for status in [503, 502]:
        with raises(NpmError):
            await begin_on_page(Account(Answers([[status, '{}']])), False)


async def test_answers_that_lead_nowhere():
    for text in ['{}', 'no', '{"loginUrl": "javascript:x", "doneUrl": "https://r/"}']:
        with raises(NpmError):
            await begin_on_page(Account(Answers([[200, text]])), False)
    for reply in [[200, '{}'], [204, '']]:
        with raises(NpmError):
            await token_of_page(Account(Answers([reply])), 'https://r/done')


async def test_a_new_user():
    registry = Answers([[201, '{"token": "t"}']])
    assert await token_of_new_user(Account(registry), 'a b', 'p', 'e@x.y') == 't'
    body = parse(registry.sent[0][2])
    assert registry.sent[0][1] == 'http://r/-/user/org.couchdb.user:a%20b'
    assert isinstance(body, Map) and body.get('email') == 'e@x.y' and body.get('type') == 'user'


async def test_a_known_user():
    known = stringify(Map([['_rev', '3-x'], ['roles', ['r']], ['name', 'other']]))
    registry = Answers([[409, '{}'], [200, known], [201, '{"token": "t"}']])
    assert await token_of_user(Account(registry), 'ann', 'p') == 't'
    last = registry.sent[2]
    assert last[1] == 'http://r/-/user/org.couchdb.user:ann/-rev/3-x'
    assert last[3] == [['authorization', 'Basic YW5uOnA=']]
    body = parse(last[2])
    assert isinstance(body, Map) and body.get('name') == 'ann' and stringify(body.get('roles')) == '["r"]'


async def test_an_unknown_user():
    with raises(NpmError) as caught:
        await token_of_user(Account(Answers([[400, '{}']])), 'ann', 'p')
    assert caught.error.message == 'There is no user with the username "ann".'
