"""npm deprecate SPEC MESSAGE, npm undeprecate SPEC: what an install says of versions."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import map_of
from runtime_py.npm.formats.range import parse_range, satisfies
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.registry.account import Account, escaped
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map


async def run_deprecate(session: Session) -> int:
    if len(session.words) < 2:
        raise usage_error('deprecate', '')
    return await _mark(session, session.words[0], session.words[1])


async def run_undeprecate(session: Session) -> int:
    if len(session.words) == 0:
        raise usage_error('undeprecate', '')
    return await _mark(session, session.words[0], '')


async def _mark(session: Session, text: str, message: str) -> int:
    spec = parse_argument(text, session.cwd, session.home)
    if parse_range(spec.fetch, True) is None:
        raise NpmError('', f'invalid version range: {spec.fetch}')
    account = Account(session.registry, spec.package)
    packument = await account.packument()
    versions = map_of(packument, 'versions')
    chosen = [version for version in versions.keys() if satisfies(version, spec.fetch, False, True)]
    for version in chosen:
        manifest: Any = versions.get(version)
        if isinstance(manifest, Map):
            manifest.set('deprecated', message)
        said = f'deprecating {spec.package}@{version} with message "{message}"'
        session.log('notice', said if message != '' else f'undeprecating {spec.package}@{version}')
    if len(chosen) == 0:
        session.warn(f'deprecate No version found for {spec.raw}')
    elif not session.config.flag('dry-run'):
        await account.send('PUT', escaped(spec.package), packument)
    return 0


COMMANDS: list[Any] = [['deprecate', run_deprecate], ['undeprecate', run_undeprecate]]
