"""npm link: makes this package available to others as a link in the global folder. npm link NAME...: uses such a
package here."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.paths import join, resolve
from runtime_py.npm.formats.spec import DIRECTORY, parse_argument
from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.report import report_install
from runtime_py.npm.session import Session

_KINDS = ['save-optional', 'save-peer', 'save-dev', 'save-prod']


async def run(session: Session) -> int:
    if session.is_global:
        raise NpmError('ELINKGLOBAL', 'link should never be --global.\nPlease re-run this command with --local')
    words = [word for word in session.words if resolve(session.cwd, word) != session.prefix]
    if len(words) > 0:
        return await _use(session, words)
    folders = [session.prefix] if session.workspaces is None else list(session.workspaces.values())
    session.workspaces = None
    session.is_global = True
    request = Request(session.where)
    request.add = folders
    report_install(session, await install(session, request), False)
    return 0


async def _use(session: Session, words: list[str]) -> int:
    """What isn't in the global folder is installed there first. package.json changes only if that is asked for."""
    names: list[str] = []
    missing: list[str] = []
    for word in words:
        spec = parse_argument(word, session.cwd, session.home)
        name = spec.name or ''
        if spec.type == DIRECTORY:
            name = text_of(session.source.folder(spec.fetch), 'name')
        names.append(name)
        if not session.disk.exists(join(session.global_folder, 'node_modules', name)):
            missing.append(word)
    if len(missing) > 0:
        await _install_globally(session, missing)
    request = Request(session.prefix)
    request.choose(session)
    folder = join(session.global_folder, 'node_modules')
    request.add = ['file:' + session.disk.real_path(join(folder, name)) for name in names]
    config = session.config
    request.save = (config.given('save') is not None and config.flag('save')) or any(
        [config.flag(kind) for kind in _KINDS]
    )
    report_install(session, await install(session, request), False)
    return 0


async def _install_globally(session: Session, words: list[str]) -> None:
    chosen = session.workspaces
    session.workspaces = None
    session.is_global = True
    request = Request(session.where)
    request.add = words
    await install(session, request)
    session.is_global = False
    session.workspaces = chosen
