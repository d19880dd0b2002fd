"""npm ci: installs exactly what the lockfile contains, from scratch."""

from __future__ import annotations

from runtime_py.npm.commands.install import run_own_scripts
from runtime_py.npm.errors import NpmError
from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.report import report_install
from runtime_py.npm.session import Session

_AFTER = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']


async def run(session: Session) -> int:
    if session.is_global:
        raise NpmError('ECIGLOBAL', '`npm ci` does not work for global packages')
    request = Request(session.prefix)
    request.choose(session)
    request.exact = True
    done = await install(session, request)
    if not session.config.flag('ignore-scripts') and not session.config.flag('dry-run'):
        await run_own_scripts(session, _AFTER)
    report_install(session, done, True)
    return 0
