"""npm install [SPEC...]: installs the dependencies in package.json, or adds packages to it."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import texts_of
from runtime_py.npm.formats.paths import resolve
from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.project import Project
from runtime_py.npm.install.report import report_install
from runtime_py.npm.install.scripts import run_script
from runtime_py.npm.session import Session

# The project's own scripts, in the order in which npm runs them.
_BEFORE = ['preinstall']
_AFTER = ['install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']


async def run(session: Session) -> int:
    request = Request(session.where)
    request.choose(session)
    request.add = [word for word in session.words if session.is_global or resolve(session.cwd, word) != session.prefix]
    if session.is_global:
        if len(request.add) == 0:
            request.add.append(session.cwd)
    own_scripts = len(request.add) == 0 and _runs_scripts(session)
    if own_scripts:
        await run_own_scripts(session, _BEFORE)
    done = await install(session, request)
    if own_scripts:
        await run_own_scripts(session, _AFTER)
    report_install(session, done, False)
    return 0


def _runs_scripts(session: Session) -> bool:
    config = session.config
    return (
        not config.flag('ignore-scripts')
        and not config.flag('dry-run')
        and not config.flag('package-lock-only')
        and not session.is_global
    )


async def run_own_scripts(session: Session, events: list[str], folder: str = '') -> None:
    """Of the project, or of a package in `folder`. Raises NpmError when one fails."""
    folder = folder or session.prefix
    project = Project(session.disk, folder)
    scripts = texts_of(project.manifest, 'scripts')
    for event in events:
        script = scripts.get(event)
        if script is None or script == '':
            continue
        ended = await run_script(session, event, script, folder, project.manifest, [])
        if ended.exit_code != 0:
            raise NpmError(str(ended.exit_code), f'path {folder}\ncommand failed\ncommand sh -c {script}', folder)
