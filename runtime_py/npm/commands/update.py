"""npm update [NAME...]: the newest versions that package.json allows."""
from __future__ import annotations

from runtime_py.npm.install import Request, install
from runtime_py.npm.report import report_install
from runtime_py.npm.session import Session


async def run(session: Session) -> int:
    request = Request(session.where)
    request.update = list(session.words)
    request.update_all = len(session.words) == 0
    report_install(session, await install(session, request), False)
    return 0
