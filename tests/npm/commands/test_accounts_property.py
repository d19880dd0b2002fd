"""Commands about accounts, teams and organisations compared with the native npm: what they say, and what the registry is
asked. CPython only."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from runtime_py.npm.cli import main
from runtime_py.npm.commands.access import COMMANDS as ACCESS
from runtime_py.npm.commands.login import COMMANDS as LOGIN
from runtime_py.npm.commands.org import COMMANDS as ORG
from runtime_py.npm.commands.owner import COMMANDS as OWNER
from runtime_py.npm.commands.profile import COMMANDS as PROFILE
from runtime_py.npm.commands.star import COMMANDS as STAR
from runtime_py.npm.commands.team import COMMANDS as TEAM
from runtime_py.npm.commands.token import COMMANDS as TOKEN
from tests.npm.commands.test_account_property import (  # noqa: F401 (fixtures)
    TwoRegistries,
    agree,
    pair,
    registries,
    said,
)
from tests.npm.host_system import HostSystem
from tests.npm.test_against_native_property import Pair
from toolchain.environment import npm_command

OWNERS = [{'name': 'ann', 'email': 'a@x.y'}, {'name': 'bo', 'email': 'b@x.y'}]
PACKUMENT = {
    '_id': 'leaf',
    '_rev': '3',
    'name': 'leaf',
    'dist-tags': {'latest': '1.0.0'},
    'versions': {'1.0.0': {'name': 'leaf', 'version': '1.0.0', 'dist': {'tarball': 'http://x/leaf.tgz'}}},
    'maintainers': OWNERS,
    'users': {'bo': True},
}
TOKENS = [
    {'key': 'abcdef123456', 'token': 'npm_1', 'created': '2026-01-02T03:04:05Z', 'readonly': False},
    {'key': 'abcdef999999', 'token': 'npm_2', 'created': '2026-02-02T03:04:05Z', 'cidr_whitelist': ['10.0.0.0/8']},
    {'key': 'ffffff000000', 'token': 'npm_3', 'created': '2026-03-02T03:04:05Z', 'readonly': True},
]
SHOWN = {
    'tfa': {'mode': 'auth-only', 'pending': False},
    'name': 'ann',
    'email': 'a@x.y',
    'email_verified': True,
    'created': '2020-01-01',
    'updated': '2021-01-01',
    'fullname': 'Ann',
    'cidr_whitelist': None,
    'more': 3,
}
VALUES = {
    '-/user/org.couchdb.user:bo': {'name': 'bo', 'email': 'b@x.y', 'extra': 1},
    '-/user/org.couchdb.user:cy': {'name': 'cy', 'email': 'c@x.y'},
    '-/npm/v1/tokens': {'objects': TOKENS[:2], 'urls': {'next': '/-/npm/v1/more'}},
    '-/npm/v1/more': {'objects': TOKENS[2:], 'urls': {}},
    'POST -/npm/v1/tokens': (200, {'token': 'npm_9', 'key': 'k', 'updated': 'u', 'expires': 'soon', 'created': 'now'}),
    '-/npm/v1/user': SHOWN,
    'POST -/npm/v1/user': (200, {**SHOWN, 'fullname': 'Ann B', 'homepage': None}),
    '-/org/team/user': {'cy': 'developer', 'ann': 'owner', 'bo': 'admin'},
    'PUT -/org/team/user': (200, {'org': {'name': 'team', 'size': 3}, 'user': 'cy', 'role': 'developer'}),
    '-/org/team/team': ['team:red', 'team:blue'],
    '-/team/team/red/user': ['cy', 'ann'],
    '-/team/team/blue/user': [],
    '-/team/team/red/package': {'@team/a': 'write', '@team/b': 'read'},
    '-/org/ann/package': {'leaf': 'write', 'a-leaf': 'read', 'odd': 'other'},
    'GET -/org/bo/package': (404, {'error': 'no'}),
    '-/user/bo/package': {'twig': 'read'},
    '-/package/leaf/collaborators': {'bo': 'write', 'ann': 'read'},
    '-/package/leaf/visibility': {'public': True},
    '-/package/@team/a/visibility': {'public': False},
    '-/package/app/visibility': {'public': True},
    '-/_view/starredByUser': {'rows': [{'value': 'leaf'}, {'value': 'twig'}]},
}


@pytest.fixture
def filled(pair: Pair, registries: TwoRegistries) -> Pair:  # noqa: F811
    for each in (registries.ours, registries.native):
        each.packuments['leaf'] = json.loads(json.dumps(PACKUMENT))
        each.packuments['@team/a'] = {**PACKUMENT, '_id': '@team/a', 'name': '@team/a', 'maintainers': []}
        each.values.update(json.loads(json.dumps(VALUES)))
    return pair


COMMANDS = """owner ls leaf
owner ls
owner ls @team/a
owner ls none
owner
owner frob leaf
owner add cy leaf
owner add bo leaf
owner rm bo leaf
owner rm cy leaf
owner rm zed leaf
owner add
access
access frob
access list
access list packages
access list packages bo
access list packages @team:red
access list packages team:red @team/b
access list packages --json
access list collaborators leaf
access list collaborators leaf bo
access get status leaf
access get status @team/a --json
access get status
access get other leaf
access set status=public leaf
access set status=private @team/a
access set mfa=none leaf
access set mfa=publish leaf
access set 2fa=automation leaf
access set mfa=frob leaf
access grant read-only team:red leaf
access grant read-write @team:red @team/a
access grant frob team:red leaf
access grant read-only
access grant read-only team leaf
access revoke team:red leaf
token
token list --json
token list --parseable
token revoke ffffff
token revoke abcdef
token revoke abcdef1 ffffff000000 --parseable
token revoke ffffff --json
token revoke npm_2
token revoke zzz
token revoke
token frob
token create --name=n --password=secret
token create --name=n --password=p --expires=30 --packages=a --packages=b --scopes=@s --orgs=o --packages-and-scopes-permission=read-only --bypass-2fa
token create --name=n --password=p --orgs-permission=read-write --token-description=d --cidr=10.0.0.0/8
token create --name=n --password=p --packages-all --parseable
token create --name=n --password=p --json
token create --name=n --password=p --cidr=10.0.0.0/99
token create --name=n --password=p --cidr=::1/64
profile
profile get
profile get --json
profile get --parseable
profile get name email
profile get name,fullname
profile get nothing
profile set fullname Ann B
profile set homepage http://x
profile set fullname Ann B --json
profile set fullname Ann B --parseable
profile set frob x
profile set fullname
profile set password x
profile frob
star leaf
unstar leaf
star
star leaf twig
star none
stars
stars bo
org ls team
org ls team bo
org ls team zed
org ls team --json
org ls team --parseable
org ls
org set team cy
org set team @cy owner
org set team cy king
org set team
org add team cy --json
org set team cy --parseable
org rm team cy
org rm team cy --json
org rm team cy --parseable
org frob
team ls team
team ls @team:red
team ls team:blue
team ls team:red --json
team ls team --parseable
team create team:red
team create team:red --json
team destroy @team:red
team destroy team:red --parseable
team add team:red cy
team add team:red cy --json
team rm team:red cy
team rm team:red cy --parseable
team frob
ping
whoami""".split('\n')


def test_every_command_is_tried() -> None:
    tried = {line.split(' ')[0] for line in COMMANDS}
    for name, _ in [*ACCESS, *ORG, *OWNER, *PROFILE, *STAR, *TEAM, *TOKEN]:
        assert name in tried


@pytest.mark.parametrize('line', COMMANDS)
def test_said_and_sent(filled: Pair, registries: TwoRegistries, line: str) -> None:  # noqa: F811
    if line.startswith(('team create', 'team add')):  # what a registry answers to these isn't looked at
        for each in (registries.ours, registries.native):
            each.values['PUT -/org/team/team'] = each.values['PUT -/team/team/red/user'] = (200, {})
    agree(filled, registries, *line.split(' '))


@pytest.mark.parametrize(
    'line', ['owner add cy leaf', 'access list packages', 'token list', 'profile get', 'star leaf']
)
def test_without_a_login(filled: Pair, registries: TwoRegistries, line: str) -> None:  # noqa: F811
    for registry, path in ((registries.ours, filled.ours), (registries.native, filled.native)):
        (path / '.npmrc').write_text(f'registry={registry.url}/\n')
    agree(filled, registries, *line.split(' '))


class Typing(HostSystem):
    """Standard input is a text."""

    def __init__(self, cwd: str, text: str) -> None:
        super().__init__(cwd)
        self._typed = text.encode()

    async def read_async(self, fd, buffer, start, length, position=-1):
        if fd != 0:
            return await super().read_async(fd, buffer, start, length, position)
        data = self._typed[:length]
        self._typed = self._typed[length:]
        buffer[start : start + len(data)] = data
        return len(data)


def ours(pair: Pair, text: str, *words: str) -> tuple[int, str]:  # noqa: F811
    system = Typing(os.path.realpath(pair.ours), text)
    code = asyncio.run(main(system, ['npm', *words], pair.environment()))
    return code, system.output.decode()


def native(pair: Pair, text: str, *words: str) -> tuple[int, str]:  # noqa: F811
    done = subprocess.run(
        [*npm_command(), *words],
        cwd=pair.native,
        env={**pair.env, 'npm_config_cache': pair.env['HOME'] + '/.native'},
        input=text,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout


def settings(pair: Pair) -> str:  # noqa: F811
    path = Path(pair.env['HOME']) / '.npmrc'
    text = path.read_text() if path.exists() else ''
    mode = path.stat().st_mode & 0o777 if path.exists() else 0
    path.unlink(missing_ok=True)
    return f'{mode:o} ' + re.sub(r'127\.0\.0\.1:\d+', 'HOST', text)


@pytest.mark.parametrize('words', [*[[name] for name, _ in LOGIN], ['login', '--scope=@s']], ids=' '.join)
def test_login_on_a_page(pair: Pair, registries: TwoRegistries, words: list[str]) -> None:  # noqa: F811
    results = []
    for registry, run in ((registries.ours, ours), (registries.native, native)):
        registry.values['POST -/v1/login'] = (
            200,
            {'loginUrl': registry.url + '/page', 'doneUrl': registry.url + '/done'},
        )
        registry.values['GET done'] = (200, {'token': 'npm_new'})
        code, text = run(pair, '', *words)
        sent = json.dumps(registry.sent).replace(registry.url, 'HOST')
        results.append((code, said(text), settings(pair), sent))
    assert results[0] == results[1]
    assert 'npm_new' in results[0][2]


def test_a_page_that_is_no_address(pair: Pair, registries: TwoRegistries) -> None:  # noqa: F811
    results = []
    for registry, run in ((registries.ours, ours), (registries.native, native)):
        registry.values['POST -/v1/login'] = (200, {'loginUrl': 'javascript:x', 'doneUrl': 'y'})
        code, text = run(pair, '', 'login')
        results.append((code, said(text)))
    assert results[0][0] == results[1][0] == 1
    assert 'Invalid response from web login endpoint' in results[0][1]


def test_login_with_a_password(pair: Pair, registries: TwoRegistries) -> None:  # noqa: F811
    registry = registries.ours
    path = '-/user/org.couchdb.user:ann'
    registry.values[f'PUT {path}'] = (201, {'ok': True, 'token': 'npm_new'})
    code, text = ours(pair, 'Ann\nann\n\nsecret\n', 'login', '--auth-type=legacy')
    assert code == 0, text
    assert 'Username: npm warn Name must be lowercase\nUsername: Password: \nPassword: \nLogged in on ' in text
    assert registry.sent[-1][0:2] == ['PUT', path] and registry.sent[-1][3]['password'] == 'secret'
    assert 'npm_new' in settings(pair)


def test_a_known_user(pair: Pair, registries: TwoRegistries) -> None:  # noqa: F811
    registry = registries.ours
    path = '-/user/org.couchdb.user:ann'
    registry.values[f'PUT {path}'] = (409, {'error': 'conflict'})
    registry.values[path] = {'_rev': '7-x', 'roles': ['r'], 'name': 'ann'}
    registry.values[f'PUT {path}/-rev/7-x'] = (201, {'token': 'npm_new'})
    code, text = ours(pair, 'ann\nsecret\n', 'login', '--auth-type=legacy')
    assert code == 0, text
    assert registry.sent[-1][1] == f'{path}/-rev/7-x' and registry.sent[-1][3]['roles'] == ['r']
    assert 'npm_new' in settings(pair)


def test_a_new_user(pair: Pair, registries: TwoRegistries) -> None:  # noqa: F811
    registry = registries.ours
    registry.values['PUT -/user/org.couchdb.user:ann'] = (201, {'token': 'npm_new'})
    registry.values['POST -/v1/login'] = (404, {'error': 'no such page'})
    code, text = ours(pair, 'ann\nsecret\nno\na@x.y\n', 'adduser')  # it has no page
    assert code == 0, text
    assert registry.sent[-1][3]['email'] == 'a@x.y'


@pytest.mark.parametrize('words', [['login', '--auth-type=legacy'], ['token', 'create', '--name=n']], ids=' '.join)
def test_the_end_of_input(filled: Pair, registries: TwoRegistries, words: list[str]) -> None:  # noqa: F811
    code, text = ours(filled, '', *words)
    theirs = native(filled, '', *words)
    assert code == theirs[0] == 1
    assert said(text) == said(theirs[1]) + ' \nnpm error canceled'  # which npm 11 doesn't say
