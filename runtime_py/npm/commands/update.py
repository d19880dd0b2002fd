"""npm update [NAME...]: the newest versions that package.json allows."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.report import report_install
from runtime_py.npm.session import Session


async def run(session: Session) -> int:
    if session.config.text('depth') != '':
        session.warn(
            'update The --depth option no longer has any effect. See RFC0019.\n'
            'https://github.com/npm/rfcs/blob/latest/implemented/0019-remove-update-depth-option.md'
        )
    check_names(session)
    request = Request(session.where)
    request.choose(session)
    request.update = list(session.words)
    request.update_all = len(session.words) == 0
    request.save_ranges = session.config.given('save') is not None and session.config.flag('save')
    report_install(session, await install(session, request), False)
    return 0


def check_names(session: Session) -> None:
    """Versions come from package.json alone. Raises EUPDATEARGS, as arborist."""
    for word in session.words:
        name = parse_argument(word, session.cwd, session.home).name
        if name != word:
            raise NpmError(
                'EUPDATEARGS', f'Update arguments must only contain package names, eg:\n    npm update {name or word}'
            )


async def update_workspaces(session: Session, names: list[str]) -> None:
    """package.json files of workspaces have changed: updates links and the lockfile."""
    if not session.config.flag('workspaces-update') or len(names) == 0:
        return
    request = Request(session.prefix)
    request.update = names
    report_install(session, await install(session, request), False)
