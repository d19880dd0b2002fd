"""internalBinding('signal_wrap'): `process.on('SIGINT', ...)`."""

from __future__ import annotations

from typing import Any

from runtime_py.node.process.signals import SIGKILL, SIGSTOP, signal_desk, signal_name
from runtime_py.node.realm.callbacks import call_back
from runtime_py.node.realm.host import HandleWrap, hidden
from runtime_py.platform.errno import EINVAL


class Signal(HandleWrap):
    onsignal: Any
    _listener: Any

    def __init__(self) -> None:
        super().__init__('SIGNALWRAP')
        hidden(self, '_number', 0)
        hidden(self, '_listener', lambda number: call_back(self, self.onsignal, [number]))

    def start(self, number: int) -> int:
        if number == SIGKILL or number == SIGSTOP or signal_name(number) == '':
            return -EINVAL
        self.stop()
        self._number = number
        signal_desk.add(number, self._listener)
        self.set_active(True)
        return 0

    def stop(self) -> int:
        if self._number != 0:
            signal_desk.remove(self._number, self._listener)
            self._number = 0
            self.set_active(False)
        return 0

    def release(self) -> None:
        self.stop()


def create(realm: object, binding_data: object) -> object:
    return {'Signal': Signal}
