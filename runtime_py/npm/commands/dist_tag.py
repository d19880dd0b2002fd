"""npm dist-tag ls|add|rm: which versions of a package its tags name."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.range import parse_range
from runtime_py.npm.formats.spec import Spec, parse_argument, parse_dependency
from runtime_py.npm.registry.account import Account
from runtime_py.npm.session import Session

_ADD = ['add', 'a', 'set', 's']
_REMOVE = ['rm', 'r', 'del', 'd', 'remove']
_LIST = ['ls', 'l', 'sl', 'list']


async def run(session: Session) -> int:
    words = [*session.words, '', '', ''][:3]
    if session.workspaces is not None:
        own = words[1] if words[0] in _LIST else (words[0] if words[1] == '' else 'other')
        if own == '' or own == '.' or own.startswith('.@'):
            return await _list_workspaces(session)
        session.warn('dist-tag Ignoring workspaces for specified package')
    if words[0] in _ADD:
        await _add(session, words[1], words[2])
    elif words[0] in _REMOVE:
        await _remove(session, words[1], words[2])
    elif words[0] in _LIST or words[1] == '':
        await _list(session, words[1] if words[0] in _LIST else words[0])
    else:
        raise usage_error('dist-tag', '')
    return 0


def _spec(session: Session, text: str) -> Spec | None:
    if text == '':
        return None
    spec = parse_argument(text, session.cwd, session.home)
    return spec if spec.name is not None and spec.from_registry else None


async def _add(session: Session, text: str, given: str) -> None:
    spec = _spec(session, text)
    tag = given or session.config.text('tag')
    if spec is not None:
        parse_dependency(spec.name or '', tag, session.cwd, session.home)
    at = text.find('@', 1)
    version = text[at + 1 :].strip() if at > 0 else '*'
    if spec is None or version == '':
        raise usage_error('dist-tag', 'must provide a spec with a name and version, and a tag to add')
    tag = tag.strip()
    if parse_range(tag) is not None:
        raise NpmError('', 'Tag name must not be a valid SemVer range: ' + tag)
    account = Account(session.registry, spec.name or '')
    tags = await account.tags()
    if tags.get(tag) == version:
        session.warn(f'dist-tag add {tag} is already set to version {version}')
        return
    await account.set_tag(tag, version)
    session.print(f'+{tag}: {spec.name}@{version}')


async def _remove(session: Session, text: str, tag: str) -> None:
    spec = _spec(session, text)
    if spec is None:
        raise usage_error('dist-tag', '')
    account = Account(session.registry, spec.name or '')
    version = (await account.tags()).get(tag)
    if version is None:
        raise NpmError('', f'{tag} is not a dist-tag on {spec.name}')
    await account.remove_tag(tag)
    session.print(f'-{tag}: {spec.name}@{version}')


async def _list(session: Session, text: str) -> None:
    if text == '' and session.is_global:
        raise usage_error('dist-tag', '')
    name = text or text_of(session.source.folder(session.prefix), 'name')
    spec = _spec(session, name)
    if spec is None:
        raise usage_error('dist-tag', '')
    try:
        tags = await Account(session.registry, spec.name or '').tags()
    except NpmError:
        session.log('error', f"dist-tag ls Couldn't get dist-tag data for {spec.name}@{spec.raw or '*'}")
        raise
    session.print('\n'.join(sorted([f'{tag}: {version}' for tag, version in tags.entries()])))


async def _list_workspaces(session: Session) -> int:
    code = 0
    for name in [] if session.workspaces is None else list(session.workspaces.keys()):
        session.print(f'{name}:')
        try:
            await _list(session, name)
        except NpmError:
            code = 1
    return code


COMMANDS: list[Any] = [['dist-tag', run]]
