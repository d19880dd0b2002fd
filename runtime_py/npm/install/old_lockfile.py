"""Lockfiles of versions 0 and 1 lack what npm needs to know of a package: its peers, its kinds of dependencies. It is
fetched once; the lockfile that is written then has it. As arborist's inflateAncientLockfile."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.lockfile import Lockfile
from runtime_py.npm.formats.manifest import bundled_names
from runtime_py.npm.formats.paths import dirname
from runtime_py.npm.formats.spec import parse_dependency
from runtime_py.npm.session import Session
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.futures import gather

_HEADING = 'old lockfile'
_ENOUGH = 2
_NEWLINE = '\n'


async def inflate(session: Session, locked: Lockfile | None, lock_name: str, root: Node) -> None:
    """What can't be fetched stays as it is."""
    if locked is None or locked.version >= _ENOUGH or root.inventory.size == 0:
        return
    _warn(
        session,
        f'\nThe {lock_name} file was created with an old version of npm,\n'
        'so supplemental metadata must be fetched from the registry.\n\n'
        'This is a one-time fix-up, please be patient...\n',
    )
    nodes = [node for node in root.inventory.values() if node.parent is not None and not node.is_link]
    await gather([_complete(session, node) for node in nodes])


async def _complete(session: Session, node: Node) -> None:
    by_origin = node.resolved != '' and (node.version == '' or node.resolved.startswith('file:'))
    wanted = node.resolved if by_origin else node.version
    try:
        spec = parse_dependency(node.name, wanted, dirname(node.path()), node.home)
        node.set_manifest(await session.source.manifest(spec))
        node.root.any_bundles = node.root.any_bundles or len(bundled_names(node.manifest)) > 0
    except NpmError as error:
        _warn(session, f'Could not fetch metadata for {node.name}@{wanted} {error.message.split(_NEWLINE)[0]}')


def _warn(session: Session, text: str) -> None:
    session.warn('\n'.join([f'{_HEADING} {line}' for line in text.split('\n')]))
