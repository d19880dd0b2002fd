"""npm init [-y]: a new package.json. npm init NAME (npm create NAME): runs create-NAME."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.execute import run_at
from runtime_py.npm.commands.update import update_workspaces
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import Style, write_json
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.paths import is_inside, join, relative, resolve
from runtime_py.npm.install.project import Project
from runtime_py.npm.new_manifest import new_manifest
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    if session.workspaces is None or session.config.flag('include-workspace-root'):
        code = await _run_in(session, session.cwd)
        if session.workspaces is None or code != 0:
            return code
    return await _run_in_workspaces(session)


async def _run_in(session: Session, folder: str) -> int:
    if len(session.words) > 0:
        return await run_at(session, [create_name(session.words[0]), *session.words[1:], *session.rest], folder)
    path = join(folder, 'package.json')
    manifest = new_manifest(session, folder, Project(session.disk, folder).manifest)
    text = write_json(manifest, Style('  ', '\n', True))
    session.write_files(Map([[path, text]]))
    if not session.silent:
        session.print(f'Wrote to {path}:\n\n{text}\n')
    return 0


async def _run_in_workspaces(session: Session) -> int:
    """Runs in each; a folder that the project's patterns don't match becomes a workspace, and is linked."""
    project = Project(session.disk, session.prefix)
    if not project.exists:
        session.warn('init Missing package.json. Try with `--include-workspace-root`.')
        raise NpmError(
            'ENOENT', f"Could not read package.json: no such file, open '{join(session.prefix, 'package.json')}'"
        )
    names: list[str] = []
    for text in session.workspace_filters:
        folder = resolve(session.prefix, text)
        if not is_inside(session.prefix, folder) or folder == session.prefix:
            raise NpmError('EUSAGE', f'{text} is not a folder of this project')
        session.disk.make_folder(folder)
        code = await _run_in(session, folder)
        if code != 0:
            return code
        names.append(_add_to_project(session, folder))
    await update_workspaces(session, names)
    return 0


def _add_to_project(session: Session, folder: str) -> str:
    """Adds the folder to the project's workspaces; returns its name."""
    project = Project(session.disk, session.prefix)
    name = text_of(session.source.folder(folder), 'name')
    if folder in list(project.workspaces().values()) or not session.disk.exists(join(folder, 'package.json')):
        return name
    field: Any = project.manifest.get('workspaces')
    listed = field if isinstance(field, list) else []
    project.manifest.set('workspaces', [*listed, relative(session.prefix, folder)])
    session.write_files(Map([[join(session.prefix, 'package.json'), write_json(project.manifest, project.style)]]))
    return name


def create_name(word: str) -> str:
    """`vite@latest` is create-vite@latest, `@scope` is @scope/create, `@scope/a` is @scope/create-a."""
    at = word.find('@', 1)
    name = word if at < 0 else word[:at]
    version = '' if at < 0 else word[at:]
    if not name.startswith('@'):
        return f'create-{name}{version}'
    slash = name.find('/')
    return f'{name}/create{version}' if slash < 0 else f'{name[:slash]}/create-{name[slash + 1 :]}{version}'
