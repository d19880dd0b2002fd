"""npm version: prints versions; npm version patch|minor|...|1.2.3: changes the project's own."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.update import update_workspaces
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import write_json
from runtime_py.npm.formats.manifest import text_of, texts_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.version import increment, parse, valid
from runtime_py.npm.install.project import Project
from runtime_py.npm.install.scripts import run_script
from runtime_py.npm.session import Session
from runtime_py.npm.versions import NODE_VERSION, NPM_VERSION
from runtime_py.platform.json import parse as parse_json
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

_PLAIN = compile('^[A-Za-z_$][A-Za-z0-9_$]*$')


async def run(session: Session) -> int:
    if len(session.words) > 1:
        raise NpmError(
            'EUSAGE',
            'Usage:\nnpm version [<newversion> | major | minor | patch | premajor | preminor | prepatch | prerelease]',
        )
    if len(session.words) == 0:
        _show(session)
        return 0
    if session.workspaces is None:
        session.print(await _change(session, session.prefix))
        return 0
    for name, path in session.workspaces.entries():
        session.print(name)
        session.print(await _change(session, path))
    await update_workspaces(session, list(session.workspaces.keys()))
    return 0


async def _change(session: Session, path: str) -> str:
    """Sets the new version, and returns the text to print. The scripts preversion, version and postversion run around
    it."""
    project = Project(session.disk, path)
    if not project.exists:
        raise NpmError('ENOENT', f'no package.json in {path}')
    wanted = _wanted(session, text_of(project.manifest, 'version'), session.words[0])
    if (
        session.workspaces is None
        and session.config.flag('git-tag-version')
        and session.disk.exists(join(path, '.git'))
    ):
        raise NpmError('ENOGIT', 'This machine has no git to commit and tag the version. Use --no-git-tag-version.')
    await _run_script(session, path, 'preversion')
    texts: Map[str, str] = Map()
    project.manifest.set('version', wanted)
    texts.set(join(path, 'package.json'), write_json(project.manifest, project.style))
    _add_lockfile(session, project, wanted, texts)
    session.write_files(texts)
    await _run_script(session, path, 'version')
    await _run_script(session, path, 'postversion')
    return session.config.text('tag-version-prefix') + wanted


async def _run_script(session: Session, path: str, event: str) -> None:
    project = Project(session.disk, path)
    script = texts_of(project.manifest, 'scripts').get(event)
    if script is None or session.config.flag('ignore-scripts'):
        return
    ended = await run_script(session, event, script, path, project.manifest, [])
    if ended.exit_code != 0:
        raise NpmError(str(ended.exit_code), f'path {path}\ncommand failed\ncommand sh -c {script}', path)


def _show(session: Session) -> None:
    versions: Map[str, str] = Map()
    folders = [] if session.workspaces is None else list(session.workspaces.values())
    for folder in [*folders, session.prefix]:
        manifest = Project(session.disk, folder).manifest
        if text_of(manifest, 'name') != '' and text_of(manifest, 'version') != '':
            versions.set(text_of(manifest, 'name'), text_of(manifest, 'version'))
    versions.set('npm', NPM_VERSION)
    versions.set('node', NODE_VERSION)
    if session.config.flag('json'):
        session.print_json(versions)
    else:
        session.print(
            '{\n' + ',\n'.join([f"  {_key(name)}: '{version}'" for name, version in versions.entries()]) + '\n}'
        )


def _key(name: str) -> str:
    """As in a program: quoted unless it is an identifier."""
    return name if _PLAIN.test(name) else f"'{name}'"


def _wanted(session: Session, current: str, word: str) -> str:
    exact = valid(word, True)
    if exact is not None:
        if exact == current and not session.config.flag('allow-same-version'):
            raise NpmError('', 'Version not changed')
        return exact
    version = parse(current, True)
    try:
        if version is None:
            raise ValueError(f'Invalid version: {current}')
        return increment(version, word, session.config.text('preid')).text
    except ValueError:
        raise NpmError('', f'Invalid version: {word}')


def _add_lockfile(session: Session, project: Project, version: str, texts: Map[str, str]) -> None:
    path = join(project.path, project.lock_name)
    text = session.disk.read_text(path)
    if text is None:
        return
    document: Any = parse_json(text)
    if isinstance(document, Map):
        document.set('version', version)
        packages = document.get('packages')
        if isinstance(packages, Map):
            root = packages.get('')
            if isinstance(root, Map):
                root.set('version', version)
        texts.set(path, write_json(document, project.lock_style()))
