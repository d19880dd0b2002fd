"""Makes a checkpoint of all files before npm changes node_modules, so that the user can go back (`rollback 'before npm
install'`).

If the machine has no checkpoints, or no room for one, npm installs without."""

from __future__ import annotations

from runtime_py.npm.session import Session

CHANGING = ['install', 'ci', 'uninstall', 'update']


async def make_checkpoint(session: Session) -> None:
    if session.command not in CHANGING or session.config.flag('dry-run'):
        return
    try:
        await session.system.ask_kernel('checkpoint', f'before npm {session.command}', True)
    except Exception:
        session.log('verbose', 'no checkpoint could be made')
