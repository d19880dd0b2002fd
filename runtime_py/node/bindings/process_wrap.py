"""internalBinding('process_wrap'): children.

A child's standard streams are socket pairs, as libuv makes them: both ways at once, and half-closed by `end()`.
The machine has one user: other user and group ids are EPERM.
"""

from __future__ import annotations

from typing import Any

from runtime_py.node.process.child_stdio import ChildStdio, is_other_user, spawn_request
from runtime_py.node.process.signals import signal_name
from runtime_py.node.realm.callbacks import call_back, realm
from runtime_py.node.realm.host import HandleWrap, hidden
from runtime_py.platform.errno import EPERM, ESRCH

DETACHED = 1
WINDOWS_HIDE = 2
WINDOWS_VERBATIM = 4


class Process(HandleWrap):
    onexit: Any

    def __init__(self) -> None:
        super().__init__('PROCESSWRAP')
        hidden(self, '_running', False)

    def spawn(
        self,
        file: str,
        args: object,
        cwd: object,
        env_pairs: object,
        stdio: object,
        flags: int,
        uid: object = None,
        gid: object = None,
    ) -> int:
        table = ChildStdio()
        for record in stdio:
            status = table.add(record)
            if status < 0:
                table.close_child_ends()
                table.close_ours()
                return status
        pid = (
            -EPERM
            if is_other_user(uid, gid)
            else realm().system.spawn(spawn_request(file, args, cwd, env_pairs, table.fds, (flags & DETACHED) != 0))
        )
        table.close_child_ends()
        # also after a failure: the streams then end at once, as libuv's do
        for entry in table.ours:
            stdio[entry[0]].handle.attach(entry[1])
        if pid < 0:
            return pid
        self.pid = pid
        self._running = True
        self.set_active(True)
        realm().system.reactor.on_child(pid, lambda status: self._on_exit(status))
        return 0

    def _on_exit(self, status: int) -> None:
        self._running = False
        self.set_active(False)
        realm().system.reap(self.pid)
        call_back(self, self.onexit, [status & 0xFF, signal_name(status >> 8)])

    def kill(self, number: int) -> int:
        if not self._running:
            return -ESRCH
        return min(realm().system.kill(self.pid, number), 0)


def create(realm: object, binding_data: object) -> object:
    constants = {
        'kProcessFlagDetached': DETACHED,
        'kProcessFlagWindowsHide': WINDOWS_HIDE,
        'kProcessFlagWindowsVerbatimArguments': WINDOWS_VERBATIM,
    }
    return {'Process': Process, 'constants': constants}
