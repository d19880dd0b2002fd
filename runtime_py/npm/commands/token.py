"""npm token list|create|revoke: the tokens of an account."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.javascript_text import as_javascript
from runtime_py.npm.formats.manifest import list_of, map_of, text_of
from runtime_py.npm.prompts import ask_password
from runtime_py.npm.registry.account import Account
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

_PATH = '-/npm/v1/tokens'
_SHORTEST_ID = 6
_BYTE = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
_V4 = compile(f'^(?:{_BYTE}\\.){{3}}{_BYTE}/(?:3[0-2]|[12]?\\d)$')
_V6 = compile('^[0-9a-f:.]*:[0-9a-f:.]*(?:%\\w+)?/\\d{1,3}$', 'i')


async def run(session: Session) -> int:
    action = session.words[0] if len(session.words) > 0 else 'list'
    if action in ['list', 'ls']:
        await _list(session)
    elif action in ['rm', 'delete', 'revoke', 'remove']:
        await _revoke(session, session.words[1:])
    elif action == 'create':
        await _create(session)
    else:
        raise usage_error('token', f'{action} is not a recognized subcommand.')
    return 0


async def _tokens(account: Account) -> list[Map[str, Any]]:
    """All pages."""
    out: list[Map[str, Any]] = []
    path = _PATH
    while path != '':
        found = await account.json('GET', path)
        objects: Any = found.get('objects')
        out.extend([each for each in (objects if isinstance(objects, list) else []) if isinstance(each, Map)])
        path = text_of(map_of(found, 'urls'), 'next').removeprefix('/')
    return out


def _short_id(token: Map[str, Any], tokens: list[Map[str, Any]]) -> str:
    """As much of the key as distinguishes it from all others."""
    key = text_of(token, 'key')
    others = [text_of(each, 'key') for each in tokens if each is not token]
    for length in range(_SHORTEST_ID, len(key)):
        if not any([other[:length] == key[:length] for other in others]):
            return key[:length]
    return key


async def _list(session: Session) -> None:
    tokens = await _tokens(Account(session.registry))
    if session.config.flag('json'):
        session.print_json(tokens)
        return
    if session.config.flag('parseable'):
        session.print('\t'.join(['key', 'token', 'created', 'readonly', 'CIDR whitelist']))
        for token in tokens:
            cells = [text_of(token, key) for key in ['key', 'token', 'created']]
            only_reads = 'true' if token.get('readonly') is True else 'false'
            session.print('\t'.join([*cells, only_reads, ','.join(list_of(token, 'cidr_whitelist'))]))
        return
    for token in tokens:
        created = text_of(token, 'created')[:10]
        session.print(f'Token {text_of(token, "token")}\u2026 with id {_short_id(token, tokens)} created {created}')
        networks: Any = token.get('cidr_whitelist')
        if isinstance(networks, list):
            session.print(f'with IP whitelist: {",".join(list_of(token, "cidr_whitelist"))}')
        session.print('')


async def _revoke(session: Session, words: list[str]) -> None:
    if len(words) == 0:
        raise usage_error('token', '`<tokenKey>` argument is required.')
    account = Account(session.registry)
    tokens = await _tokens(account)
    keys = [_meant(word, tokens) for word in words]
    for key in keys:
        await account.send('DELETE', f'{_PATH}/token/{key}')
    if session.config.flag('json'):
        session.print_json(keys)
    elif session.config.flag('parseable'):
        session.print('\t'.join(keys))
    else:
        session.print(f'Removed {len(keys)} token{"" if len(keys) == 1 else "s"}')


def _meant(word: str, tokens: list[Map[str, Any]]) -> str:
    keys = [text_of(token, 'key') for token in tokens if text_of(token, 'key').startswith(word)]
    if len(keys) == 1:
        return keys[0]
    if len(keys) > 1:
        raise NpmError(
            '',
            f'Token ID "{word}" was ambiguous, a new token may have been created since you last ran `npm token list`.',
        )
    if not any([word.startswith(text_of(token, 'token')) for token in tokens]):
        raise NpmError('', f'Unknown token id or value "{word}".')
    return word


async def _create(session: Session) -> None:
    networks = _networks(session)
    password = session.config.text('password') or await ask_password(session)
    found = await Account(session.registry).json('POST', _PATH, _wanted(session, password, networks))
    found.delete('key')
    found.delete('updated')
    if session.config.flag('json'):
        session.print_json(found)
        return
    if session.config.flag('parseable'):
        for key, value in found.entries():
            session.print(f'{key}\t{as_javascript(value)}')
        return
    session.print(f'Created token {text_of(found, "token")}')
    if len(list_of(found, 'cidr_whitelist')) > 0:
        session.print(f'with IP whitelist: {",".join(list_of(found, "cidr_whitelist"))}')
    if found.get('expires') is not None:
        session.print(f'expires: {found.get("expires")}')


def _wanted(session: Session, password: str, networks: list[str]) -> Map[str, Any]:
    config = session.config
    out: Map[str, Any] = Map([['name', config.text('name') or None], ['password', password]])
    if config.text('token-description') != '':
        out.set('description', config.text('token-description'))
    if len(config.given('packages') or []) > 0:
        out.set('packages', config.given('packages'))
    if config.flag('packages-all'):
        out.set('packages_all', True)
    if len(config.given('scopes') or []) > 0:
        out.set('scopes', config.given('scopes'))
    if len(config.given('orgs') or []) > 0:
        out.set('orgs', config.given('orgs'))
    if config.text('packages-and-scopes-permission') != '':
        out.set('packages_and_scopes_permission', config.text('packages-and-scopes-permission'))
    if config.text('orgs-permission') != '':
        out.set('orgs_permission', config.text('orgs-permission'))
    if config.text('expires') != '':
        out.set('expires', int(config.number('expires')))
    if len(networks) > 0:
        out.set('cidr_whitelist', networks)
    if config.flag('bypass-2fa'):
        out.set('bypass_2fa', True)
    return out


def _networks(session: Session) -> list[str]:
    """Raises EINVALIDCIDR."""
    given = [text for text in session.config.given('cidr') or [] if text != '']
    found = [text.strip() for text in given[0].split(',')] if len(given) == 1 else given
    for text in found:
        if _V6.test(text):
            raise NpmError('EINVALIDCIDR', f'CIDR whitelist can only contain IPv4 addresses, {text} is IPv6')
        if not _V4.test(text):
            raise NpmError('EINVALIDCIDR', f'CIDR whitelist contains invalid CIDR entry: {text}')
    return found


COMMANDS: list[Any] = [['token', run]]
