"""npm org ls|set|rm: the members of an organisation."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import map_of, text_of
from runtime_py.npm.registry.account import Account, encode_component
from runtime_py.npm.session import Session
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

_ROLES = ['owner', 'admin', 'developer']


async def run(session: Session) -> int:
    words = [*session.words, '', '', '', '']
    if words[0] in ['add', 'set']:
        await _set(session, words[1], words[2], words[3] or 'developer')
    elif words[0] == 'rm':
        await _remove(session, words[1], words[2])
    elif words[0] == 'ls':
        await _list(session, words[1], words[2])
    else:
        raise usage_error('org', '')
    return 0


def _path(organisation: str) -> str:
    return f'-/org/{encode_component(organisation.removeprefix("@"))}/user'


def _need(organisation: str, user: str) -> None:
    if organisation == '':
        raise NpmError('', 'First argument `orgname` is required.')
    if user == '':
        raise NpmError('', 'Second argument `username` is required.')


async def _set(session: Session, organisation: str, user: str, role: str) -> None:
    _need(organisation, user)
    if role not in _ROLES:
        raise NpmError(
            '',
            'Third argument `role` must be one of `owner`, `admin`, or `developer`, with `developer` being the default '
            'value if omitted.',
        )
    body = Map([['user', user.removeprefix('@')], ['role', role]])
    found = await Account(session.registry).json('PUT', _path(organisation), body)
    org = map_of(found, 'org')
    size: Any = org.get('size')
    cells = [text_of(org, 'name'), str(size), text_of(found, 'user'), text_of(found, 'role')]
    if session.config.flag('json'):
        session.print(stringify(found, 2))
    elif session.config.flag('parseable'):
        session.print('\t'.join(['org', 'orgsize', 'user', 'role']))
        session.print('\t'.join(cells))
    elif not session.silent:
        session.print(f'Added {cells[2]} as {cells[3]} to {cells[0]}. {_members(size)}')


def _members(count: Any) -> str:
    return f'You now have {count} member{"" if count == 1 else "s"} in this org.'


async def _remove(session: Session, organisation: str, user: str) -> None:
    _need(organisation, user)
    account = Account(session.registry)
    await account.send('DELETE', _path(organisation), Map([['user', user.removeprefix('@')]]))
    count = (await account.json('GET', _path(organisation))).size
    user = user[1:] if user[0] in '~@' else user
    organisation = organisation[1:] if organisation[0] in '~@' else organisation
    if session.config.flag('json'):
        session.print_json(Map([['user', user], ['org', organisation], ['userCount', count], ['deleted', True]]))
    elif session.config.flag('parseable'):
        session.print('\t'.join(['user', 'org', 'userCount', 'deleted']))
        session.print('\t'.join([user, organisation, str(count), 'true']))
    elif not session.silent:
        session.print(f'Successfully removed {user} from {organisation}. {_members(count)}')


async def _list(session: Session, organisation: str, user: str) -> None:
    if organisation == '':
        raise NpmError('', 'First argument `orgname` is required.')
    found = await Account(session.registry).json('GET', _path(organisation))
    if user != '':
        found = Map([[user, found.get(user)]] if found.has(user) else [])
    if session.config.flag('json'):
        session.print_json(found)
    elif session.config.flag('parseable'):
        session.print('user\trole')
        for name, role in found.entries():
            session.print(f'{name}\t{role}')
    elif not session.silent:
        for name in sorted(list(found.keys())):
            session.print(f'{name} - {found.get(name)}')


COMMANDS: list[Any] = [['org', run]]
