"""npm ping, whoami, logout: the registry, and who is logged in there."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.ini import set_line
from runtime_py.npm.registry.account import Account, encode_component, need_login
from runtime_py.npm.session import Session
from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map

CREDENTIALS = ['_authToken', '_auth', '_password', 'username', 'email', 'certfile', 'keyfile']


async def run_ping(session: Session) -> int:
    account = Account(session.registry)
    session.log('notice', f'PING {account.base}')
    started = monotonic_ms()
    reply = await account.send('GET', '-/ping')
    time = int(monotonic_ms() - started)
    session.log('notice', f'PONG {time}ms')
    try:
        details: Any = parse(decode(reply.body))
    except ValueError:
        details = Map()
    if session.config.flag('json'):
        session.print_json(Map([['registry', account.base], ['time', time], ['details', details]]))
    elif isinstance(details, Map) and details.size > 0:
        session.log('notice', '\n'.join(['PONG ' + line for line in stringify(details, 2).split('\n')]))
    return 0


async def run_whoami(session: Session) -> int:
    name = await Account(session.registry).who()
    if session.config.flag('json'):
        session.print_json(name)
    else:
        session.print(name)
    return 0


async def run_logout(session: Session) -> int:
    """The registry forgets the token, and so does the file that has it."""
    scope = session.config.text('scope')
    account = Account(session.registry, '', scope)
    if account.token() != '':
        await account.send('DELETE', f'-/user/token/{encode_component(account.token())}')
    elif account.user() == '':
        raise need_login(f"not logged in to {account.base}, so can't log out!")
    keys = [f'{account.location}:{key}' for key in CREDENTIALS]
    keys.extend([f'{account.location.rstrip("/")}:{key}' for key in CREDENTIALS])
    if scope != '':
        keys.append(f'{scope}:registry')
    texts: Map[str, str] = Map()
    for path in [session.project_config, session.user_config, session.global_config]:
        text = session.disk.read_text(path)
        if text is None:
            continue
        changed = text
        for key in keys:
            changed = set_line(changed, key, None)
        if changed != text:
            texts.set(path, changed)
    session.write_files(texts)
    for path in texts.keys():
        session.disk.set_mode(path, 0o600 if path == session.user_config else 0o666)
    return 0


COMMANDS: list[Any] = [['ping', run_ping], ['whoami', run_whoami], ['logout', run_logout]]
