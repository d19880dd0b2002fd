"""npm doctor [connection|registry|versions|environment|permissions|cache ...]: whether npm can do its work here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import FILE, FOLDER
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.range import satisfies
from runtime_py.npm.formats.spec import parse_dependency
from runtime_py.npm.formats.version import compare, parse
from runtime_py.npm.options import DEFAULT_REGISTRY
from runtime_py.npm.registry.account import Account
from runtime_py.npm.session import Session
from runtime_py.npm.versions import NODE_VERSION, NPM_VERSION
from runtime_py.platform.bytes import decode
from runtime_py.platform.json import parse as parse_json

_READ = 4
_WRITE = 2
_RUN = 1
_RELEASES = 'https://nodejs.org/dist/index.json'


class _Check:
    """`run` gives what to say after `Ok`; raises NpmError, whose text is the advice."""

    def __init__(self, groups: list[str], title: str, run: Callable[[Session], Awaitable[str]]) -> None:
        self.groups = groups
        self.title = title
        self.run = run


async def run(session: Session) -> int:
    all_well = True
    for check in _checks():
        if len(session.words) > 0 and not any([word in check.groups for word in session.words]):
            continue
        _say(session, check.title)
        try:
            found = await check.run(session)
            _say(session, f'Ok{chr(10) + found if found != "" else ""}\n')
        except NpmError as error:
            all_well = False
            _say(session, f'Not ok\n{error.message}\n')
        await session.flush()
    if not all_well:
        raise NpmError('', 'Some problems found. See above for recommendations.')
    return 0


def _say(session: Session, text: str) -> None:
    if not session.silent:
        session.print(text)


def _checks() -> list[_Check]:
    slow = ' (this may take awhile)'
    return [
        _Check(['connection', 'ping', 'registry'], 'Connecting to the registry', _ping),
        _Check(['versions'], 'Checking npm version', _npm_version),
        _Check(['versions'], 'Checking node version', _node_version),
        _Check(['registry'], 'Checking configured npm registry', _registry),
        _Check(['environment'], 'Checking for git executable in PATH', _git),
        _Check(['environment'], 'Checking for global bin folder in PATH', _global_bins),
        _Check(['permissions', 'cache'], f'Checking permissions on cached files{slow}', _cached_files),
        _Check(['permissions'], f'Checking permissions on local node_modules{slow}', _local_modules),
        _Check(['permissions'], f'Checking permissions on global node_modules{slow}', _global_modules),
        _Check(['permissions'], 'Checking permissions on local bin folder', _local_bins),
        _Check(['permissions'], 'Checking permissions on global bin folder', _global_bin_files),
        _Check(['cache'], f'Verifying cache contents{slow}', _cache),
    ]


async def _ping(session: Session) -> str:
    try:
        await Account(session.registry).send('GET', '-/ping')
    except NpmError as error:
        line = error.message.split('\n')[0]
        status = error.code[1:]
        raise NpmError('', f'{status} {line.removeprefix("403 ")}' if status.isdigit() else line)
    return ''


async def _npm_version(session: Session) -> str:
    manifest = await session.source.manifest(parse_dependency('npm', 'latest', session.cwd))
    latest = text_of(manifest, 'version')
    if _older(NPM_VERSION, latest):
        raise NpmError('', f'Use npm v{latest}')
    return f'current: v{NPM_VERSION}, latest: v{latest}'


def _older(a: str, b: str) -> bool:
    first = parse(a)
    second = parse(b)
    return first is not None and second is not None and compare(first, second) < 0


async def _node_version(session: Session) -> str:
    reply = await session.registry.send('GET', _RELEASES, None, [])
    try:
        releases: Any = parse_json(decode(reply.body))
    except ValueError:
        releases = None
    if not isinstance(releases, list):
        raise NpmError('', f'invalid answer of {_RELEASES}')
    best = '0.0.0'
    for release in releases:
        version = text_of(release, 'version').removeprefix('v')
        lasting: Any = release.get('lts')
        is_lasting = isinstance(lasting, str)
        if (is_lasting or satisfies(version, '^' + NODE_VERSION)) and _older(best, version):
            best = version
    if _older(NODE_VERSION, best):
        raise NpmError('', f'Use node v{best} (current: v{NODE_VERSION})')
    return f'current: v{NODE_VERSION}, recommended: v{best}'


async def _registry(session: Session) -> str:
    if session.config.default_registry() != DEFAULT_REGISTRY:
        raise NpmError('', f'Try `npm config set registry={DEFAULT_REGISTRY}`')
    return f'using default registry ({DEFAULT_REGISTRY})'


async def _git(session: Session) -> str:
    for folder in (session.env.get('PATH') or '').split(':'):
        path = join(folder, 'git')
        if folder != '' and session.system.access(path, _RUN) == 0:
            return path
    session.warn('doctor getGitPath Error: not found: git')
    raise NpmError('', "Error: Install git and ensure it's in your PATH.")


async def _global_bins(session: Session) -> str:
    if (session.env.get('PATH') or '').find(session.global_bins) < 0:
        raise NpmError('', f'Error: Add {session.global_bins} to your $PATH')
    return session.global_bins


async def _cached_files(session: Session) -> str:
    return _permissions(session, session.cache_folder, _READ, True, ' (should be owned by current user)')


async def _local_modules(session: Session) -> str:
    folder = join(session.prefix, 'node_modules')
    return _permissions(session, folder, _READ | _WRITE, True, ' (should be owned by current user)')


async def _global_modules(session: Session) -> str:
    return _permissions(session, join(session.global_folder, 'node_modules'), _READ, False, '')


async def _local_bins(session: Session) -> str:
    return _permissions(session, join(session.prefix, 'node_modules', '.bin'), _READ | _WRITE | _RUN, True, '')


async def _global_bin_files(session: Session) -> str:
    return _permissions(session, session.global_bins, _RUN, False, '')


def _permissions(session: Session, root: str, mask: int, may_be_absent: bool, more: str) -> str:
    """Links are not followed. There is one user here, who owns every file."""
    if not session.disk.exists(root):
        if may_be_absent:
            return ''
        session.warn(f'doctor checkFilesPermission error getting info for {root}')
        raise NpmError('', f'Check the permissions of files in {root}{more}')
    well = _may(session, root, mask)
    waiting = [root]
    while len(waiting) > 0:
        folder = waiting.pop()
        for name, kind in session.disk.entries(folder):
            path = join(folder, name)
            if kind == FOLDER:
                waiting.append(path)
            if kind in (FOLDER, FILE) and not _may(session, path, mask):
                well = False
    if not well:
        raise NpmError('', f'Check the permissions of files in {root}{more}')
    return ''


def _may(session: Session, path: str, mask: int) -> bool:
    if session.system.access(path, mask) == 0:
        return True
    names = [
        *(['readable'] if mask & _READ != 0 else []),
        *(['writable'] if mask & _WRITE != 0 else []),
        *(['executable'] if mask & _RUN != 0 else []),
    ]
    text = f'Missing permissions on {path} (expect: {", ".join(names)})'
    session.log('error', f'doctor checkFilesPermission {text}')
    return False


async def _cache(session: Session) -> str:
    found = session.registry.cache.verify()
    if found.bad > 0:
        session.warn(f'doctor verifyCachedFiles Corrupted content removed: {found.bad}')
    if found.missing > 0:
        session.warn(f'doctor verifyCachedFiles Missing content: {found.missing}')
    if found.bad + found.missing > 0:
        session.warn('doctor verifyCachedFiles Cache issues have been fixed')
    return f'verified {found.contents} tarballs'


COMMANDS: list[Any] = [['doctor', run]]
