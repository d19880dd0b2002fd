"""npm cache add|clean|verify, npm cache npx ls|rm: what npm keeps of its downloads."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import map_of, text_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.install.project import read_manifest
from runtime_py.npm.session import Session
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.numbers import to_fixed

_NEEDS_FORCE = (
    'As of npm@5, the npm cache self-heals from corruption issues by treating integrity mismatches as cache misses.\n'
    'As a result, data extracted from the cache is guaranteed to be valid.\n'
    'If you want to make sure everything is consistent, use `npm cache verify` instead.\n'
    'Deleting the cache can only make npm go slower, and is not likely to correct any problems you may be '
    'encountering!\n\n'
    "On the other hand, if you're debugging an issue with the installer, or race conditions that depend on the timing "
    'of writing to an empty cache, you can use `npm install --cache /tmp/empty-cache` to use a temporary cache instead '
    'of removing the actual one.\n\n'
    "If you're sure you want to delete the entire cache, rerun this command with --force."
)


async def run(session: Session) -> int:
    action = session.words[0] if len(session.words) > 0 else ''
    words = session.words[1:]
    if action in ['clean', 'clear', 'rm'] and len(words) == 0:
        if not session.config.flag('force'):
            raise NpmError('', _NEEDS_FORCE)
        session.disk.remove(join(session.cache_folder, '_cacache'))
    elif action == 'verify':
        _verify(session)
    elif action == 'add':
        await _add(session, words)
    elif action == 'npx' and len(words) > 0 and words[0] in ['ls', 'rm']:
        await _npx(session, words[0], words[1:])
    else:
        raise usage_error('cache', '')
    return 0


def _verify(session: Session) -> None:
    started = monotonic_ms()
    folder = join(session.cache_folder, '_cacache')
    shown = '~' + folder[len(session.home) :] if folder.startswith(session.home + '/') else folder
    found = session.registry.cache.verify()
    session.print(f'Cache verified and compressed ({shown})')
    session.print(f'Content verified: {found.contents} ({found.size} bytes)')
    if found.bad > 0:
        session.print(f'Corrupted content removed: {found.bad}')
    if found.missing > 0:
        session.print(f'Missing content: {found.missing}')
    session.print(f'Index entries: {found.entries}')
    session.print(f'Finished in {to_fixed((monotonic_ms() - started) / 1000, 3)}s')


async def _add(session: Session, specs: list[str]) -> None:
    """Fetches packuments and archives, which an install finds then."""
    if len(specs) == 0:
        raise usage_error('cache', 'First argument to `add` is required')
    for each in specs:
        manifest = await session.source.manifest(parse_argument(each, session.cwd, session.home))
        await session.source.archive(text_of(manifest, '_resolved'), text_of(manifest, '_integrity'), each)


async def _npx(session: Session, action: str, keys: list[str]) -> None:
    """What npx has installed for commands that no project has."""
    root = join(session.cache_folder, '_npx')
    names = session.disk.names(root)
    if action == 'ls':
        for name in names:
            manifest = read_manifest(session.disk, join(root, name))
            packages = list(map_of(manifest, 'dependencies').keys())
            session.print(f'{name}: {", ".join(packages) if len(packages) > 0 else "(empty/invalid)"}')
        if len(names) == 0 and not session.disk.exists(root):
            session.print('npx cache does not exist')
        return
    if len(keys) == 0 and not session.config.flag('force'):
        raise usage_error('cache', 'Please use --force to remove entire npx cache')
    for key in keys if len(keys) > 0 else names:
        found = [name for name in names if name.startswith(key)]
        if len(found) != 1 and key not in found:
            raise usage_error('cache', f'Invalid npx key {key}')
        path = join(root, key if key in found else found[0])
        if len(keys) > 0:
            session.print(f'Removing npx key at {path}')
        if not session.config.flag('dry-run'):
            session.disk.remove(path)


COMMANDS: list[Any] = [['cache', run]]
