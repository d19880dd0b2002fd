"""npm team create|destroy|add|rm|ls: the teams of an organisation, and who is in them."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.registry.account import Account
from runtime_py.npm.registry.teams import Team
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    words = [*session.words, '', '', '']
    action = words[0]
    team = Team(words[1])
    account = Account(session.registry, '', '@' + team.scope if team.scope != '' else '')
    entity = words[1].removeprefix('@')
    if action == 'create':
        await account.json('PUT', team.organisation + '/team', Map([['name', team.name]]))
        _tell(session, [['created', True], ['team', entity]], f'{entity}\tcreated', f'+@{entity}')
    elif action == 'destroy':
        await account.send('DELETE', team.path)
        _tell(session, [['deleted', True], ['team', entity]], f'{entity}\tdeleted', f'-@{entity}')
    elif action == 'add':
        await account.json('PUT', team.path + '/user', Map([['user', words[2]]]))
        told = f'{words[2]} added to @{entity}'
        _tell(session, [['added', True], ['team', entity], ['user', words[2]]], f'{words[2]}\t{entity}\tadded', told)
    elif action == 'rm':
        await account.send('DELETE', team.path + '/user', Map([['user', words[2]]]))
        told = f'{words[2]} removed from @{entity}'
        shown = f'{words[2]}\t{entity}\tremoved'
        _tell(session, [['removed', True], ['team', entity], ['user', words[2]]], shown, told)
    elif action == 'ls':
        of_team = team.scope != '' and team.name != ''
        found = await account.value(
            'GET', (team.path + '/user' if of_team else team.organisation + '/team') + '?format=cli'
        )
        _list(session, entity, 'user' if of_team else 'team', found)
    else:
        raise usage_error('team', '')
    return 0


def _tell(session: Session, fields: list[list[Any]], parseable: str, plain: str) -> None:
    if session.config.flag('json'):
        session.print_json(Map(fields))
    elif session.config.flag('parseable'):
        session.print(parseable)
    elif not session.silent:
        session.print(plain)


def _list(session: Session, entity: str, kind: str, found: Any) -> None:
    names = sorted([str(each) for each in (found if isinstance(found, list) else [])])
    if session.config.flag('json'):
        session.print_json(names)
    elif session.config.flag('parseable'):
        session.print('\n'.join(names))
    elif not session.silent:
        plural = '' if len(names) == 1 else 's'
        session.print(f'@{entity} has {len(names)} {kind}{plural}{":" if len(names) > 0 else ""}')
        for name in names:
            session.print(name if kind == 'user' else '@' + name)


COMMANDS: list[Any] = [['team', run]]
