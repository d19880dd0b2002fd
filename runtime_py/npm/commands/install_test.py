"""npm install-test and npm install-ci-test: an install, then the project's tests."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.ci import run as run_ci
from runtime_py.npm.commands.install import run as run_install
from runtime_py.npm.commands.install import run_own_scripts
from runtime_py.npm.commands.run import run_lifecycle
from runtime_py.npm.formats.manifest import texts_of
from runtime_py.npm.install.project import Project
from runtime_py.npm.session import Session


async def install_test(session: Session) -> int:
    await run_install(session)
    return await _test(session)


async def install_ci_test(session: Session) -> int:
    await run_ci(session)
    return await _test(session)


async def _test(session: Session) -> int:
    session.command = 'test'
    session.words = []
    if session.workspaces is not None or not texts_of(Project(session.disk, session.prefix).manifest, 'scripts').has(
        'test'
    ):
        return await run_lifecycle(session)
    await run_own_scripts(session, ['pretest', 'test', 'posttest'])  # raises what an install reports
    return 0


COMMANDS: list[Any] = [['install-test', install_test], ['install-ci-test', install_ci_test]]
