"""npm dedupe: fewer copies of packages that are there in several versions. npm find-dupes: only says what that would
change."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.lockfile import Lockfile, load_tree
from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.project import Project, read_installed
from runtime_py.npm.install.report import report_install
from runtime_py.npm.session import Session


async def run(session: Session) -> int:
    if session.is_global:
        raise NpmError('EDEDUPEGLOBAL', '`npm dedupe` does not work in global mode.')
    request = Request(session.prefix)
    request.choose(session)
    request.update = _duplicated(session)
    request.prefer_dedupe = True
    report_install(session, await install(session, request), False)
    return 0


async def find(session: Session) -> int:
    session.config.layers[0].values.set('dry-run', ['true'])
    return await run(session)


def _duplicated(session: Session) -> list[str]:
    """Names that are there more than once, in the lockfile or else on the disk."""
    project = Project(session.disk, session.prefix)
    root = project.make_root(session.home)
    load_tree(project.lockfile() or Lockfile(read_installed(session.disk, session.prefix), 3), root)
    seen: list[str] = []
    out: list[str] = []
    for node in root.inventory.values():
        if node.name in seen and node.name not in out:
            out.append(node.name)
        seen.append(node.name)
    return out


COMMANDS: list[Any] = [['dedupe', run], ['find-dupes', find]]
