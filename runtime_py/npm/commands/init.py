"""npm init [-y]: a new package.json. npm init NAME (npm create NAME): runs create-NAME."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.execute import run_at
from runtime_py.npm.commands.update import update_workspaces
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import Style, write_json
from runtime_py.npm.formats.manifest import map_of, text_of
from runtime_py.npm.formats.paths import basename, is_inside, join, relative, resolve
from runtime_py.npm.install.project import Project, read_manifest
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map

# They belong to the development of a project.
_TEST_TOOLS = ['coco', 'coffee-script', 'expresso', 'jasmine', 'jest', 'mocha', 'streamline', 'tap']


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
    manifest = _with_defaults(session, folder, Project(session.disk, folder).manifest)
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


def _with_defaults(session: Session, folder: str, known: Map[str, Any]) -> Map[str, Any]:
    """What `npm init -y` writes; existing fields stay."""
    config = session.config
    main = 'index.js'
    for name in session.disk.names(folder):
        if name.endswith('.js') and not session.disk.exists(join(folder, main)):
            main = name
    out: Map[str, Any] = Map()
    scope = config.text('scope')
    name = text_of(known, 'name') or _name_of_folder(folder)
    out.set(
        'name', name if scope == '' or name.startswith('@') else f'{"" if scope.startswith("@") else "@"}{scope}/{name}'
    )
    out.set('version', text_of(known, 'version') or config.text('init-version'))
    out.set('description', text_of(known, 'description'))
    out.set('main', text_of(known, 'main') or main)
    _add_installed(session, folder, known, out)
    scripts = map_of(known, 'scripts')
    if scripts.size == 0:
        scripts.set('test', 'echo "Error: no test specified" && exit 1')
    out.set('scripts', scripts)
    out.set('keywords', known.get('keywords') or [])
    out.set('author', known.get('author') or _author(session))
    out.set('license', text_of(known, 'license') or config.text('init-license'))
    out.set('type', text_of(known, 'type') or config.text('init-type'))
    if config.given('init-private') is not None and not known.has('private'):
        out.set('private', config.flag('init-private'))
    for key, value in known.entries():
        if not out.has(key):
            out.set(key, value)
    return out


def _add_installed(session: Session, folder: str, known: Map[str, Any], out: Map[str, Any]) -> None:
    """Adds the packages in node_modules as dependencies."""
    if not session.disk.is_folder(join(session.cwd, 'node_modules')):
        return
    names = [name for name in session.disk.names(join(session.cwd, 'node_modules')) if not name.startswith('.')]
    for field, others in [['dependencies', 'devDependencies'], ['devDependencies', 'dependencies']]:
        if known.has(field):
            continue
        found: Map[str, Any] = Map()
        for name in names:
            version = text_of(read_manifest(session.disk, join(folder, 'node_modules', name)), 'version')
            if (
                version != ''
                and (name in _TEST_TOOLS) == (field == 'devDependencies')
                and not map_of(known, others).has(name)
            ):
                found.set(
                    name, ('' if session.config.flag('save-exact') else session.config.text('save-prefix')) + version
                )
        if found.size > 0 or field == 'devDependencies':
            out.set(field, found)


def _author(session: Session) -> str:
    """Formats `name <email> (url)`."""
    config = session.config
    email = config.text('init-author-email')
    url = config.text('init-author-url')
    return config.text('init-author-name') + (f' <{email}>' if email != '' else '') + (f' ({url})' if url != '' else '')


def _name_of_folder(path: str) -> str:
    out = ''
    for c in basename(path).lower():
        out += c if c.isalnum() or c in '-_.~' else '-'
    return out.lstrip('._-') or 'project'
