"""npm version: which versions there are; npm version patch|minor|...|1.2.3: raises the project's own."""
from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.json_files import write_json
from runtime_py.npm.manifest import text_of
from runtime_py.npm.paths import join
from runtime_py.npm.project import Project
from runtime_py.npm.release import NODE_VERSION, NPM_VERSION
from runtime_py.npm.session import Session
from runtime_py.npm.version import increment, parse, valid
from runtime_py.platform.json import parse as parse_json
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    project = Project(session.disk, session.prefix)
    if len(session.words) == 0:
        _show(session, project)
        return 0
    if not project.exists:
        raise NpmError('ENOENT', f'no package.json in {session.prefix}')
    wanted = _wanted(session, text_of(project.manifest, 'version'), session.words[0])
    project.manifest.set('version', wanted)
    texts: Map[str, str] = Map([[join(session.prefix, 'package.json'), write_json(project.manifest, project.style)]])
    _add_lockfile(session, project, wanted, texts)
    session.write_files(texts)
    session.print('v' + wanted)
    return 0


def _show(session: Session, project: Project) -> None:
    versions: Map[str, str] = Map()
    if text_of(project.manifest, 'name') != '':
        versions.set(text_of(project.manifest, 'name'), text_of(project.manifest, 'version'))
    versions.set('npm', NPM_VERSION)
    versions.set('node', NODE_VERSION)
    if session.config.flag('json'):
        session.print(stringify(versions, 2))
    else:
        session.print('{\n' + ',\n'.join([f"  {name}: '{version}'" for name, version in versions.entries()]) + '\n}')


def _wanted(session: Session, current: str, word: str) -> str:
    exact = valid(word, True)
    if exact is not None:
        if exact == current:
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
    path = join(session.prefix, project.lock_name)
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
