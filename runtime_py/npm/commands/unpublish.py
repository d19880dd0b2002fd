"""npm unpublish [SPEC]: removes a version, or with --force a whole package, from the registry."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.collation import sorted_by
from runtime_py.npm.formats.manifest import map_of, text_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.spec import VERSION, parse_argument
from runtime_py.npm.formats.version import compare, parse
from runtime_py.npm.registry.account import Account, escaped
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map

_WHOLE = 'Refusing to delete entire project.\nRun with --force to do this.'
_LAST = (
    'Refusing to delete the last version of the package. It will block from republishing a new version for 24 hours.\n'
    'Run with --force to do this.'
)


async def run(session: Session) -> int:
    folders = [session.prefix] if session.workspaces is None else list(session.workspaces.values())
    for folder in folders:
        await _unpublish(session, folder)
    return 0


async def _unpublish(session: Session, folder: str) -> None:
    if len(session.words) > 1:
        raise usage_error('unpublish', '')
    force = session.config.flag('force')
    name, version = _wanted(session, folder)
    if version == '' and not force:
        raise usage_error('unpublish', _WHOLE)
    account = Account(session.registry, name)
    versions = map_of(await account.packument(), 'versions')
    if versions.size == 1 and versions.has(version) and not force:
        raise usage_error('unpublish', _LAST)
    if not session.config.flag('dry-run'):
        try:
            await _remove(account, name, version)
        except NpmError as error:
            if error.code != 'E404':
                raise
    if not session.silent:
        session.print(f'- {name}' + (f'@{version}' if version != '' and versions.size != 1 else ''))


def _wanted(session: Session, folder: str) -> list[str]:
    """Name and version; '' for all versions."""
    if len(session.words) > 0:
        spec = parse_argument(session.words[0], session.cwd, session.home)
        if spec.type != VERSION and spec.fetch != '*':
            raise usage_error(
                'unpublish',
                'Can only unpublish a single version, or the entire project.\nTags and ranges are not supported.',
            )
        return [spec.package, spec.fetch if spec.type == VERSION else '']
    if not session.disk.exists(join(folder, 'package.json')):
        raise usage_error('unpublish', '')
    manifest = session.source.folder(folder)
    return [text_of(manifest, 'name'), text_of(manifest, 'version')]


async def _remove(account: Account, name: str, version: str) -> None:
    packument = await account.packument()
    versions = map_of(packument, 'versions')
    revision = text_of(packument, '_rev')
    if version != '' and versions.size > 0 and not versions.has(version):
        return
    if version == '' or versions.size <= 1:
        await account.send('DELETE', f'{escaped(name)}/-rev/{revision}')
        return
    removed: Any = versions.get(version)
    versions.delete(version)
    tags = map_of(packument, 'dist-tags')
    was_latest = tags.get('latest') == version
    for tag, tagged in list(tags.entries()):
        if tagged == version:
            tags.delete(tag)
    if was_latest:
        tags.set('latest', sorted_by(list(versions.keys()), _compare)[-1])
    for key in ['_revisions', '_attachments']:
        packument.delete(key)
    await account.send('PUT', f'{escaped(name)}/-rev/{revision}', packument)
    newer = text_of(await account.packument(), '_rev')
    archive = text_of(map_of(removed, 'dist'), 'tarball') if isinstance(removed, Map) else ''
    await account.send('DELETE', f'{_path_of(archive, account.base)}/-rev/{newer}')


def _path_of(url: str, base: str) -> str:
    """Below the registry, whatever the host."""
    path = url[url.find('/', url.find('//') + 2) :]
    above = base[base.find('/', base.find('//') + 2) :]
    return path[len(above) :] if path.startswith(above) else path[1:]


def _compare(a: str, b: str) -> int:
    first = parse(a, True)
    second = parse(b, True)
    return 0 if first is None or second is None else compare(first, second)


COMMANDS: list[Any] = [['unpublish', run]]
