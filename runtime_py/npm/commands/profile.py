"""npm profile get|set|disable-2fa: what the registry knows of the user. Two-factor authentication is enabled on the
registry's own page: a phone has to read a picture."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.javascript_text import as_javascript
from runtime_py.npm.prompts import ask_password
from runtime_py.npm.registry.account import Account
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map

_PATH = '-/npm/v1/user'
_TWO_FACTORS = 'two-factor auth'
_KNOWN = [
    'name',
    'email',
    _TWO_FACTORS,
    'fullname',
    'homepage',
    'freenode',
    'twitter',
    'github',
    'created',
    'updated',
]
_WRITABLE = ['email', 'password', 'fullname', 'homepage', 'freenode', 'twitter', 'github']


async def run(session: Session) -> int:
    if len(session.words) == 0:
        raise usage_error('profile', '')
    action = session.words[0]
    if action == 'get':
        await _get(session, session.words[1:])
    elif action == 'set':
        await _set(session, session.words[1:])
    elif action in ['disable-2fa', 'disable-tfa', 'disable2fa', 'disabletfa']:
        await _disable(session)
    elif action in ['enable-2fa', 'enable-tfa', 'enable2fa', 'enabletfa']:
        raise NpmError(
            'EUNSUPPORTED',
            'npm profile enable-2fa is not supported in this machine: enable it on the page of your account, '
            'which shows the picture that your phone reads.',
        )
    else:
        raise NpmError('', f'Unknown profile command: {action}')
    return 0


def _shown(value: Any) -> str:
    """'' for what is absent, and for false."""
    return '' if value is None or value is False else 'true' if value is True else str(value)


def _cleaned(found: Map[str, Any]) -> Map[str, str]:
    """What is shown, in npm's order."""
    out: Map[str, str] = Map()
    for key in [*_KNOWN, *[key for key in found.keys() if key not in _KNOWN]]:
        out.set(key, _shown(found.get(key)))
    out.delete('tfa')
    out.delete('email_verified')
    verified = ' (verified)' if found.get('email_verified') is True else '(unverified)'
    out.set('email', (out.get('email') or '') + verified)
    tfa: Any = found.get('tfa')
    is_on = isinstance(tfa, Map) and tfa.get('pending') is not True
    out.set(_TWO_FACTORS, _shown(tfa.get('mode')) if is_on else 'disabled')
    return out


async def _get(session: Session, words: list[str]) -> None:
    found = await Account(session.registry).json('GET', _PATH)
    if found.get('cidr_whitelist') is None:
        found.delete('cidr_whitelist')
    if session.config.flag('json'):
        session.print_json(found)
        return
    shown = _cleaned(found)
    if len(words) > 0:
        wanted = [word for word in ','.join(words).split(',') if word.strip() != '']
        session.print('\t'.join([shown.get(word) or '' for word in wanted]))
    elif session.config.flag('parseable'):
        for key, value in found.entries():
            text = as_javascript(value)
            session.print(f'{key}\t{(shown.get(_TWO_FACTORS) or "") if key == "tfa" else text}')
    else:
        for key, text in shown.entries():
            session.print(f'{key}: {text}')


async def _set(session: Session, words: list[str]) -> None:
    key = words[0].lower().strip() if len(words) > 0 else ''
    value: Any = ' '.join(words[1:]) if len(words) > 1 else None
    if key != 'password' and value is None:
        raise NpmError('', 'npm profile set <prop> <value>')
    if key == 'password' and value is not None:
        raise NpmError(
            '', 'npm profile set password\nDo not include your current or new passwords on the command line.'
        )
    if key not in _WRITABLE:
        raise NpmError('', f'"{key}" is not a property we can set. Valid properties are: {", ".join(_WRITABLE)}')
    if key == 'password':
        value = await _new_password(session)
    account = Account(session.registry)
    known = await account.json('GET', _PATH)
    body: Map[str, Any] = Map()
    for each in _WRITABLE:
        old: Any = value if each == key else known.get(each)
        if known.has(each) or each == key:
            body.set(each, None if old == '' else old)
    found = await account.json('POST', _PATH, body)
    if session.config.flag('json'):
        session.print_json(Map([[key, found.get(key)]] if found.has(key) else []))
    elif session.config.flag('parseable'):
        session.print(f'{key}\t{_shown(found.get(key)) if found.has(key) else "undefined"}')
    elif found.get(key) is not None:
        session.print(f'Set {key} to {_shown(found.get(key))}')
    else:
        session.print(f'Set {key}')


async def _new_password(session: Session) -> Map[str, Any]:
    current = await ask_password(session, 'Current password:')
    while True:
        found = await ask_password(session, 'New password:')
        if found == await ask_password(session, 'Again:'):
            return Map([['old', current], ['new', found]])
        session.warn('profile Passwords do not match, please try again.')
        await session.flush()


async def _disable(session: Session) -> None:
    account = Account(session.registry)
    tfa: Any = (await account.json('GET', _PATH)).get('tfa')
    if not isinstance(tfa, Map) or tfa.get('pending') is True:
        session.print('Two factor authentication not enabled.')
        return
    password = await ask_password(session)
    await account.json('POST', _PATH, Map([['tfa', Map([['password', password], ['mode', 'disable']])]]))
    if session.config.flag('json'):
        session.print_json(Map([['tfa', False]]))
    elif session.config.flag('parseable'):
        session.print('tfa\tfalse')
    else:
        session.print('Two factor authentication disabled.')


COMMANDS: list[Any] = [['profile', run]]
