"""npm shrinkwrap: the lockfile under the name with which it is published."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import Style
from runtime_py.npm.formats.lockfile import Lockfile, load_tree, save_tree
from runtime_py.npm.formats.paths import join
from runtime_py.npm.install.project import Project, read_installed
from runtime_py.npm.session import Session
from runtime_py.npm.tree.tree_sets import compute_flags
from runtime_py.platform.maps import Map

_NAME = 'npm-shrinkwrap.json'


async def run(session: Session) -> int:
    if session.is_global:
        raise NpmError('ESHRINKWRAPGLOBAL', '`npm shrinkwrap` does not work for global packages')
    project = Project(session.disk, session.prefix)
    locked = project.lockfile()
    if locked is not None and project.lock_name == _NAME:
        session.log('notice', f'{_NAME} up to date')
        return 0
    root = project.make_root(session.home)
    load_tree(locked if locked is not None else Lockfile(read_installed(session.disk, session.prefix), 3), root)
    compute_flags(root)
    style: Style = project.lock_style()
    session.write_files(Map([[join(session.prefix, _NAME), save_tree(root, style)]]))
    if locked is None:
        session.log('notice', f'created a lockfile as {_NAME}')
    else:
        session.disk.remove(join(session.prefix, 'package-lock.json'))
        session.log('notice', f'package-lock.json has been renamed to {_NAME}')
    return 0
