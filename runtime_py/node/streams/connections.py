"""Streams that connect and listen: the common part of TCP and named pipes.

Knows: accepting, and when a connection is reported. Must not know: the form of addresses.

The system makes a connection at once; it is reported when the loop next checks for readiness, a refusal in a later
turn, as libuv does: the library sets up its socket in between."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.node.realm.callbacks import call_back, complete_later, realm
from runtime_py.node.realm.host import ReqWrap, hidden
from runtime_py.node.streams.descriptor_stream import LibuvStream
from runtime_py.platform.errno import EAGAIN, EBADF, ECANCELED, EEXIST


class ConnectWrap(ReqWrap):
    pass


class ConnectionStream(LibuvStream):
    """Subclasses provide `make_client()`."""

    make_client: Any

    def __init__(self, provider: str) -> None:
        super().__init__(provider)
        hidden(self, '_accept_watch', None)
        hidden(self, '_connect_watch', None)
        hidden(self, '_connect_req', None)
        self.onconnection = None

    def open(self, fd: int) -> int:
        if realm().system.fd_kind(fd) < 0:
            return -EBADF
        # libuv: one handle per descriptor in a loop
        if realm().system.reactor.is_watched(fd):
            return -EEXIST
        self.attach(fd)
        return 0

    def start_listening(self, backlog: int) -> int:
        """Listens on the descriptor's address."""
        status = realm().system.listen(self._fd, backlog)
        if status == 0 and self._accept_watch is None:
            self.set_active(True)
            self._accept_watch = realm().system.reactor.add(self._fd, POLLIN, lambda events: self._accept())
        return status

    def _accept(self) -> None:
        """One connection each time, as libuv does: what the loop has to do for it comes before the next one."""
        fd = realm().system.accept(self._fd)
        if fd == -EAGAIN:
            return
        if fd < 0:
            call_back(self, self.onconnection, [fd, js_undefined])
            return
        client = realm().async_stack.with_trigger(self._async_id, lambda: self.make_client())
        client.attach(fd)
        call_back(self, self.onconnection, [0, client])

    def finish_connect(self, req: object, fd: int) -> int:
        if fd < 0:
            complete_later(lambda: self._report_connect(req, fd))
            return 0
        self.attach(fd)
        self._connect_req = req
        realm().loop.add_request()
        # reported by readiness, not at once, so that a server in this process sees the connection first
        self._connect_watch = realm().system.reactor.add(fd, POLLOUT, lambda events: self._on_connected())
        return 0

    def _unwatch_connect(self) -> object:
        """Stops watching; returns the request that was waiting, if any."""
        req = self._connect_req
        if req is not None:
            self._connect_req = None
            self._connect_watch.stop()
            realm().loop.remove_request()
        return req

    def _on_connected(self) -> None:
        self._report_connect(self._unwatch_connect(), 0)

    def _report_connect(self, req: object, fd: int) -> None:
        status = -ECANCELED if self.is_closing else min(fd, 0)
        call_back(req, req.oncomplete, [status, self, req, status == 0, status == 0])

    def release(self) -> None:
        if self._accept_watch is not None:
            self._accept_watch.stop()
            self._accept_watch = None
            self.set_active(False)
        connecting = self._unwatch_connect()
        if connecting is not None:
            complete_later(lambda: self._report_connect(connecting, 0))
        super().release()
