"""npm run [NAME [ARGUMENT...]]: a script of package.json, with those before and after it; without a name, what there is. Also test, start, stop, restart."""
from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.manifest import identity, text_of, texts_of
from runtime_py.npm.paths import join
from runtime_py.npm.project import Project
from runtime_py.npm.scripts import run_script
from runtime_py.npm.session import Session
from runtime_py.npm.similar import did_you_mean
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

_LIFECYCLE = ['preinstall', 'install', 'postinstall', 'pretest', 'test', 'posttest', 'prestart', 'start', 'poststart', 'prestop', 'stop', 'poststop',
              'prerestart', 'restart', 'postrestart', 'prepublish', 'prepare', 'prepublishOnly', 'prepack', 'postpack', 'publish', 'postpublish',
              'preuninstall', 'uninstall', 'postuninstall', 'preversion', 'version', 'postversion']


async def run(session: Session) -> int:
    project = _project(session)
    if len(session.words) == 0:
        _list(session, project.manifest)
        return 0
    return await run_named(session, project, session.words[0], [*session.words[1:], *session.rest])


async def run_lifecycle(session: Session) -> int:
    """`npm test` and the like: the command's name is the script's."""
    name = 'test' if session.command in ['t', 'tst'] else session.command
    return await run_named(session, _project(session), name, [*session.words, *session.rest])


def _project(session: Session) -> Project:
    project = Project(session.disk, session.prefix)
    if not project.exists:
        path = join(session.prefix, 'package.json')
        raise NpmError('ENOENT', f'syscall open\npath {path}\nerrno -2\n'
                       f'enoent Could not read package.json: Error: ENOENT: no such file or directory, open \'{path}\'\n'
                       'enoent This is related to npm not being able to find a file.', path)
    return project


async def run_named(session: Session, project: Project, name: str, words: list[str]) -> int:
    scripts = _with_defaults(session, texts_of(project.manifest, 'scripts'))
    if not scripts.has(name):
        if session.config.flag('if-present'):
            return 0
        if name == 'restart':
            return await _restart(session, project, words)
        raise NpmError('', f'Missing script: "{name}"{did_you_mean(name, list(scripts.keys()))}\n\nTo see a list of scripts, run:\n  npm run')
    events = [name] if session.config.flag('ignore-scripts') else ['pre' + name, name, 'post' + name]
    for event in events:
        script = scripts.get(event)
        if script is None:
            continue
        ended = await run_script(session, event, script, session.prefix, project.manifest, words if event == name else [])
        if ended.exit_code != 0:
            _tell_failure(session, project.manifest, event, script)
            return ended.exit_code
    return 0


def _with_defaults(session: Session, scripts: Map[str, str]) -> Map[str, str]:
    if not scripts.has('start') and session.disk.exists(join(session.prefix, 'server.js')):
        scripts.set('start', 'node server.js')
    if not scripts.has('env'):
        scripts.set('env', 'env')
    return scripts


async def _restart(session: Session, project: Project, words: list[str]) -> int:
    for name in ['stop', 'start']:
        if _with_defaults(session, texts_of(project.manifest, 'scripts')).has(name):
            code = await run_named(session, project, name, words)
            if code != 0:
                return code
    return 0


def _tell_failure(session: Session, manifest: Map[str, Any], event: str, script: str) -> None:
    """npm itself is quiet about scripts which the user runs: they have said what is wrong."""
    session.log('verbose', f'{identity(manifest)} {event}: `{script}` failed')


def _list(session: Session, manifest: Map[str, Any]) -> None:
    scripts = texts_of(manifest, 'scripts')
    if session.config.flag('json'):
        session.print(stringify(scripts, 2))
        return
    if scripts.size == 0:
        return
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
