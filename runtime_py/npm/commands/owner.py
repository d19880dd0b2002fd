"""npm owner ls|add|rm: who may publish a package."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.registry.account import Account, encode_component, escaped
from runtime_py.npm.session import Session
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

_LIST = ['ls', 'list']
_REMOVE = ['rm', 'remove']


async def run(session: Session) -> int:
    words = session.words
    action = words[0] if len(words) > 0 else ''
    of_other = len(words) > (1 if action == 'ls' else 2)
    if session.workspaces is None or of_other:
        if session.workspaces is not None and len(session.config.given('workspace') or []) > 0:
            session.warn('Ignoring specified workspace(s)')
        await _act(session, action, words[1:])
        return 0
    for name in session.workspaces.keys():
        await _act(session, action, [name] if action in _LIST else [*words[1:2], name])
    return 0


async def _act(session: Session, action: str, words: list[str]) -> None:
    if action in _LIST:
        await _list(session, words[0] if len(words) > 0 else '')
    elif action == 'add' or action in _REMOVE:
        if len(words) == 0:
            raise usage_error('owner', '')
        await _change(session, words[0], words[1] if len(words) > 1 else '', action == 'add')
    else:
        raise usage_error('owner', '')


def _package(session: Session, word: str) -> str:
    """The name; this project's by default."""
    if word == '' and session.is_global:
        raise usage_error('owner', '')
    name = word or text_of(session.source.folder(session.prefix), 'name')
    if name == '':
        raise usage_error('owner', '')
    return parse_argument(name, session.cwd, session.home).package


async def _packument(session: Session, name: str) -> Map[str, Any]:
    return (await session.registry.packument(name, True)).document


def _owners(packument: Map[str, Any]) -> list[Any]:
    found: Any = packument.get('maintainers')
    return found if isinstance(found, list) else []


async def _list(session: Session, word: str) -> None:
    name = _package(session, word)
    try:
        owners = _owners(await _packument(session, name))
    except NpmError:
        session.log('error', f"owner ls Couldn't get owner data {word or name}")
        raise
    lines = [f'{text_of(each, "name")} <{text_of(each, "email")}>' for each in owners if isinstance(each, Map)]
    session.print('\n'.join(lines) if len(lines) > 0 else 'no admin found')


async def _change(session: Session, user: str, word: str, adds: bool) -> None:
    name = _package(session, word)
    try:
        found = await Account(session.registry).json('GET', '-/user/org.couchdb.user:' + encode_component(user))
    except NpmError:
        session.log('error', f'owner mutate Error getting user data for {user}')
        raise
    packument = await _packument(session, name)
    owners = _changed(session, _owners(packument), found, adds)
    if owners is None:
        return
    revision: Any = packument.get('_rev')
    body = Map([['_id', packument.get('_id')], ['_rev', revision], ['maintainers', owners]])
    account = Account(session.registry, name)
    try:
        await account.json('PUT', f'{escaped(name)}/-rev/{encode_component(str(revision))}', body)
    except NpmError as error:
        if error.code == 'EOTP':
            raise
        raise NpmError('EOWNERMUTATE', f'Failed to update package: {stringify(_plain(error.message))}')
    session.print(f'{"+" if adds else "-"} {user} ({name})')


def _plain(message: str) -> str:
    """The first line, without the word that npm puts before each."""
    line = message.split('\n')[0]
    return line[4:] if line.startswith('403 403 ') else line


def _changed(session: Session, owners: list[Any], user: Map[str, Any], adds: bool) -> list[Any] | None:
    """None when nothing is to be done."""
    name = text_of(user, 'name')
    others = [each for each in owners if not isinstance(each, Map) or text_of(each, 'name') != name]
    if adds and len(others) < len(owners):
        known = [each for each in owners if each not in others][0]
        session.log('info', f'owner add Already a package owner: {name} <{text_of(known, "email")}>')
        return None
    if adds:
        return [*owners, Map([['name', name], ['email', text_of(user, 'email')]])]
    if len(others) == len(owners):
        session.log('info', f'owner rm Not a package owner: {name}')
        return None
    if len(others) == 0:
        raise NpmError('EOWNERRM', 'Cannot remove all owners of a package. Add someone else first.')
    return others


COMMANDS: list[Any] = [['owner', run]]
