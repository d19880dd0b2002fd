"""The makers of all kinds of open files, by module. Written by toolchain/tables.py out of the files of this folder: don't change it, and don't commit it."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.sys.kinds.datagram import create as datagram_create
from runtime_py.sys.kinds.device import create as device_create
from runtime_py.sys.kinds.directory import create as directory_create
from runtime_py.sys.kinds.fifo import create as fifo_create
from runtime_py.sys.kinds.file import create as file_create
from runtime_py.sys.kinds.listener import create as listener_create
from runtime_py.sys.kinds.pipe import create as pipe_create
from runtime_py.sys.kinds.pty import create as pty_create
from runtime_py.sys.kinds.socket import create as socket_create
from runtime_py.sys.kinds.tty import create as tty_create
from runtime_py.sys.kinds.watch import create as watch_create

KINDS: Map[str, Any] = Map()
for _name, _function in [
    ['datagram', datagram_create],
    ['device', device_create],
    ['directory', directory_create],
    ['fifo', fifo_create],
    ['file', file_create],
    ['listener', listener_create],
    ['pipe', pipe_create],
    ['pty', pty_create],
    ['socket', socket_create],
    ['tty', tty_create],
    ['watch', watch_create],
]:
    KINDS.set(_name, _function)
