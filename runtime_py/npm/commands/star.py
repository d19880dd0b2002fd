"""npm star, unstar PACKAGE and npm stars [USER]: marks packages, and lists them."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import map_of, text_of
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.registry.account import Account, encode_component, escaped
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    if len(session.words) == 0:
        raise usage_error(session.command, '')
    adds = session.command == 'star'
    wide = session.unicode
    mark = ('\u2605 ' if wide else '(*)') if adds else ('\u2606 ' if wide else '( )')
    user = await Account(session.registry).who()
    name = parse_argument(session.words[0], session.cwd, session.home).package  # npm marks the first only
    account = Account(session.registry, name)
    packument = await account.packument()
    users = map_of(packument, 'users')
    if adds:
        users.set(user, True)
    else:
        users.delete(user)
    body = Map([['_id', packument.get('_id')], ['_rev', packument.get('_rev')], ['users', users]])
    await account.json('PUT', escaped(name), body)
    session.print(f'{mark} {name}')
    return 0


async def run_stars(session: Session) -> int:
    account = Account(session.registry)
    try:
        user = session.words[0] if len(session.words) > 0 else await account.who()
    except NpmError as error:
        if error.code == 'ENEEDAUTH':
            session.warn('stars auth is required to look up your username')
        raise
    quoted = encode_component(f'"{user}"')
    rows: Any = (await account.json('GET', f'-/_view/starredByUser?key={quoted}')).get('rows')
    if not isinstance(rows, list) or len(rows) == 0:
        session.warn('stars user has not starred any packages')
        return 0
    for row in rows:
        session.print(text_of(row, 'value'))
    return 0


COMMANDS: list[Any] = [['star', run], ['unstar', run], ['stars', run_stars]]
