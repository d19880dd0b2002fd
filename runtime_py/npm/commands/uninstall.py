"""npm uninstall NAME...: removes packages, and the packages that only they needed."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.report import report_install
from runtime_py.npm.session import Session


async def run(session: Session) -> int:
    if len(session.words) == 0:
        raise NpmError('EUSAGE', 'Must provide a package name to remove')
    request = Request(session.where)
    request.choose(session)
    request.remove = list(session.words)
    report_install(session, await install(session, request), False)
    return 0
