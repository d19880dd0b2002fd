"""npm prune: removes what package.json doesn't need, and installs what is missing."""

from __future__ import annotations

from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.report import report_install
from runtime_py.npm.session import Session


async def run(session: Session) -> int:
    request = Request(session.prefix)
    request.choose(session)
    report_install(session, await install(session, request), False)
    return 0
