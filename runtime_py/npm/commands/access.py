"""npm access list|get|set|grant|revoke: who may see and change packages."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.collation import sorted_names
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.registry.account import Account, encode_component, escaped
from runtime_py.npm.registry.teams import Team
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map

_COMMANDS = ['get', 'grant', 'list', 'revoke', 'set']
_SETTINGS = ['public', 'private', 'none', 'publish', 'automation']
_PERMISSIONS: Map[str, str] = Map([['read', 'read-only'], ['write', 'read-write']])


async def run(session: Session) -> int:
    words = [*session.words, '', '', '', '']
    command = words[0]
    what = words[1]
    if command == '':
        raise usage_error('access', '')
    if command not in _COMMANDS:
        raise usage_error('access', f'{command} is not a valid access command')
    if what == '':
        raise usage_error('access', '')
    if command == 'grant':
        await _grant(session, what, words[2], words[3])
    elif command == 'revoke':
        await _revoke(session, what, words[2])
    elif command == 'list' and what == 'packages':
        await _packages(session, words[2], words[3])
    elif command == 'list' and what == 'collaborators':
        name = _package(session, words[2], False)
        _print(session, await _ask(session, name, 'collaborators'), words[3])
    elif command == 'get' and what == 'status':
        await _status(session, _package(session, words[2], False))
    elif command == 'set' and _is_setting(what):
        await _set(session, what, words[2])
    else:
        raise usage_error('access', f'{command} {what} is not a valid access command')
    return 0


def _is_setting(text: str) -> bool:
    key, _, value = text.partition('=')
    if key == 'status':
        return value in _SETTINGS[:2]
    return key in ['mfa', '2fa'] and value in _SETTINGS[2:]


def _package(session: Session, word: str, scoped: bool) -> str:
    name = word
    if name == '':
        if not session.disk.exists(join(session.prefix, 'package.json')):
            text = 'no package name given and no package.json found'
            raise NpmError(
                'ENOENT', f'enoent {text}\nenoent This is related to npm not being able to find a file.\nenoent'
            )
        name = text_of(session.source.folder(session.prefix), 'name')
    spec = parse_argument(name, session.cwd, session.home)
    if scoped and not (spec.name or '').startswith('@'):
        raise usage_error('access', 'This command is only available for scoped packages.')
    if not spec.from_registry:
        raise NpmError('', 'must use package name only')
    return name


async def _ask(session: Session, name: str, about: str) -> Map[str, Any]:
    spec = parse_argument(name, session.cwd, session.home)
    return await Account(session.registry).json('GET', f'-/package/{escaped(spec.package)}/{about}')


async def _packages(session: Session, owner: str, name: str) -> None:
    account = Account(session.registry)
    team = Team(owner if owner != '' else await account.who())
    try:
        found = await account.json('GET', team.packages)
    except NpmError as error:
        if error.code != 'E404':
            raise
        found = await account.json('GET', f'-/user/{encode_component(team.scope)}/package')
    _print(session, found, name)


async def _status(session: Session, name: str) -> None:
    found = await _ask(session, name, 'visibility')
    _print(session, Map([[name, 'public' if found.get('public') is True else 'private']]), '')


async def _set(session: Session, setting: str, word: str) -> None:
    key, _, value = setting.partition('=')
    name = _package(session, word, key == 'status')
    spec = parse_argument(name, session.cwd, session.home)
    body: Map[str, Any] = Map()
    if key == 'status':
        body.set('access', 'restricted' if value == 'private' else value)
    else:
        body.set('publish_requires_tfa', value != 'none')
        if value != 'none':
            body.set('automation_token_overrides_tfa', value == 'automation')
    await Account(session.registry, spec.package).send('POST', f'-/package/{escaped(spec.package)}/access', body)
    if key == 'status':
        await _status(session, name)


async def _grant(session: Session, permissions: str, of: str, word: str) -> None:
    if permissions not in ['read-only', 'read-write']:
        raise usage_error('access', 'grant must be either `read-only` or `read-write`')
    if of == '':
        raise usage_error('access', '`<scope:team>` argument is required')
    team = Team(of)
    name = _package(session, word, False)
    if team.name == '':
        raise NpmError('', 'team must be in format `scope:team`')
    account = Account(session.registry, name, '@' + team.scope)
    await account.send('PUT', team.packages, Map([['package', name], ['permissions', permissions]]))


async def _revoke(session: Session, of: str, word: str) -> None:
    team = Team(of)
    name = _package(session, word, False)
    await Account(session.registry, name, '@' + team.scope).send('DELETE', team.packages, Map([['package', name]]))


def _print(session: Session, found: Map[str, Any], only: str) -> None:
    shown: Map[str, Any] = Map()
    for name, value in found.entries():
        shown.set(name, _PERMISSIONS.get(value) or value)
    if session.config.flag('json'):
        session.print_json(shown)
        return
    for name in sorted_names(list(shown.keys())):
        if only == '' or only == name:
            session.print(f'{name}: {shown.get(name)}')


COMMANDS: list[Any] = [['access', run]]
