"""npm run [NAME [ARGUMENT...]]: runs a script of package.json, with its pre and post scripts; without a name, lists
them. Also test, start, stop, restart."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import identity, text_of, texts_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.similar import did_you_mean
from runtime_py.npm.install.project import Project, no_manifest
from runtime_py.npm.install.scripts import quote, run_script
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map

_LIFECYCLE = [
    'preinstall',
    'install',
    'postinstall',
    'pretest',
    'test',
    'posttest',
    'prestart',
    'start',
    'poststart',
    'prestop',
    'stop',
    'poststop',
    'prerestart',
    'restart',
    'postrestart',
    'prepublish',
    'prepare',
    'prepublishOnly',
    'prepack',
    'postpack',
    'dependencies',
    'publish',
    'postpublish',
    'preuninstall',
    'uninstall',
    'postuninstall',
    'preversion',
    'version',
    'postversion',
]


async def run(session: Session) -> int:
    if len(session.words) == 0 and session.workspaces is not None:
        return _list_workspaces(session, session.workspaces)
    if len(session.words) == 0:
        _list(session, _project(session, session.prefix).manifest, '')
        return 0
    return await _run_all(session, session.words[0], [*session.words[1:], *session.rest])


async def run_lifecycle(session: Session) -> int:
    """`npm test` and the like: the command's name is the script's."""
    return await _run_all(session, session.command, [*session.words, *session.rest])


async def _run_all(session: Session, name: str, words: list[str]) -> int:
    """Runs it for the project, or for each workspace in turn: a failure doesn't stop the others."""
    if session.workspaces is None:
        return await run_named(session, _project(session, session.prefix), name, words)
    code = 0
    paths = list(session.workspaces.values())
    for path in paths:
        project = _project(session, path)
        try:
            found = await run_named(session, project, name, words)
        except NpmError as error:
            found = 1
            _tell_in_workspace(session, project, name, '', error.message)
        if found != 0:
            code = found
            if path != paths[-1]:
                session.print_error('')
    return code


def _project(session: Session, path: str) -> Project:
    project = Project(session.disk, path)
    if not project.exists:
        raise no_manifest(path)
    return project


async def run_named(session: Session, project: Project, name: str, words: list[str]) -> int:
    """The exit code of the script. Raises NpmError when it doesn't exist."""
    scripts = _with_defaults(session, project, name)
    if not scripts.has(name):
        if session.config.flag('if-present'):
            return 0
        chosen = (
            ''
            if session.workspaces is None or project.path == session.prefix
            else f' --workspace={identity(project.manifest)}'
        )
        raise NpmError(
            '',
            f'Missing script: "{name}"{did_you_mean(name, list(texts_of(project.manifest, "scripts").keys()))}\n\n'
            f'To see a list of scripts, run:\n  npm run{chosen}',
        )
    events = [name] if session.config.flag('ignore-scripts') else ['pre' + name, name, 'post' + name]
    for event in events:
        script = scripts.get(event)
        if script is None or (script == '' and event != name):
            continue
        ended = await run_script(session, event, script, project.path, project.manifest, words if event == name else [])
        if ended.exit_code != 0:
            if session.workspaces is not None:
                line = ' '.join([script, *[quote(word) for word in (words if event == name else [])]])
                _tell_in_workspace(
                    session, project, name, str(ended.exit_code), f'command failed\ncommand sh -c {line}'
                )
            else:
                _tell_failure(session, project.manifest, event, script)
            return ended.exit_code
    return 0


def _tell_in_workspace(session: Session, project: Project, name: str, code: str, message: str) -> None:
    """`code`: of a failed script."""
    lines = [f'Lifecycle script `{name}` failed with error:']
    if code != '':
        lines.extend([f'code {code}', f'path {project.path}'])
    lines.extend([f'workspace {identity(project.manifest)}', f'location {project.path}', message])
    session.log('error', '\n'.join(lines))


def _with_defaults(session: Session, project: Project, name: str) -> Map[str, str]:
    """Adds npm's default scripts where package.json has none."""
    scripts = texts_of(project.manifest, 'scripts')
    if name == 'start' and not scripts.has('start') and session.disk.exists(join(project.path, 'server.js')):
        scripts.set('start', 'node server.js')
    if name == 'env' and not scripts.has('env'):
        scripts.set('env', 'env')
    if name == 'restart' and not scripts.has('restart'):
        scripts.set('restart', 'npm stop --if-present && npm start')
    return scripts


def _tell_failure(session: Session, manifest: Map[str, Any], event: str, script: str) -> None:
    """npm itself prints little about a failed script that the user ran: the script has printed the reason."""
    session.log('verbose', f'{identity(manifest)} {event}: `{script}` failed')


def _list_workspaces(session: Session, workspaces: Map[str, str]) -> int:
    if session.config.flag('json'):
        found: Map[str, Any] = Map()
        for name, path in workspaces.entries():
            found.set(name, texts_of(_project(session, path).manifest, 'scripts'))
        session.print_json(found)
        return 0
    names = list(workspaces.keys())
    for name in names:
        shown = _list(session, _project(session, workspaces.get(name) or '').manifest, name)
        if shown and name != names[-1]:
            session.print('')
    return 0


def _list(session: Session, manifest: Map[str, Any], workspace: str) -> bool:
    """Lists the scripts; whether there were any."""
    scripts = texts_of(manifest, 'scripts')
    if session.silent:
        return False
    if session.config.flag('json'):
        session.print_json(scripts)
        return True
    if scripts.size == 0:
        return False
    if session.config.flag('parseable'):
        for name, script in scripts.entries():
            session.print(':'.join([*([workspace] if workspace != '' else []), name, script]))
        return False
    known = [name for name in scripts.keys() if name in _LIFECYCLE]
    others = [name for name in scripts.keys() if name not in known]
    title = identity(manifest) if text_of(manifest, 'version') != '' else text_of(manifest, 'name')
    suffix = f' in {title}' if title != '' else ''
    if len(known) > 0:
        session.print(f'Lifecycle scripts included{suffix}:')
        for name in known:
            session.print(f'  {name}\n    {scripts.get(name)}')
    if len(others) > 0:
        session.print(('Scripts available' + suffix if len(known) == 0 else 'available') + ' via `npm run`:')
        for name in others:
            session.print(f'  {name}\n    {scripts.get(name)}')
    return True


COMMANDS: list[Any] = [
    ['run', run],
    ['test', run_lifecycle],
    ['start', run_lifecycle],
    ['stop', run_lifecycle],
    ['restart', run_lifecycle],
]
