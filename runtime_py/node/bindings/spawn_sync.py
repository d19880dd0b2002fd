"""internalBinding('spawn_sync'): runs a child and waits for it.

The worker blocks on the child's end in short slices and moves bytes in between; the event loop doesn't run.
"""

from __future__ import annotations

from runtime_py.node.process.child_stdio import ChildStdio, is_other_user, spawn_request
from runtime_py.node.process.signals import SIGKILL, SIGTERM, signal_name
from runtime_py.node.realm.callbacks import make_buffer, plain_bytes, realm
from runtime_py.platform.bytes import concat
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EAGAIN, ENOBUFS, ENOENT, EPERM, ESRCH, ETIMEDOUT
from runtime_py.platform.host import HostSharedArrayBuffer

CHUNK = 65536
# the longest sleep, in milliseconds, while pipes may have data
SLICE = 1
# a word that is never notified: waiting for it is a sleep
_never = Int32Array(HostSharedArrayBuffer(4))
_scratch = Uint8Array(CHUNK)  # shared buffer to copy from


class ParentPipe:
    """Our end of one of the child's descriptors: provides input, or collects output."""

    def __init__(self, fd: int, source: Uint8Array | None, gathers: bool) -> None:
        self.fd = fd
        self.gathers = gathers
        self.parts: list[Uint8Array] = []
        self.size = 0
        self.is_open = True
        self._source = source
        self._given = 0
        self._input_done = False

    def give(self) -> bool:
        """Writes input; whether any bytes were moved."""
        if not self.is_open or self._input_done:
            return False
        moved = False
        if self._source is not None and self._given < self._source.length:
            count = realm().system.write(self.fd, self._source, self._given, self._source.length - self._given)
            if count == -EAGAIN:
                return False
            if count >= 0:
                self._given += count
                moved = True
                if self._given < self._source.length:
                    return True
            # it isn't an error of the call when a child stops reading
        self._input_done = True
        realm().system.shutdown(self.fd)
        return moved

    def gather(self) -> bool:
        """Collects output; whether bytes or the end came."""
        if not self.is_open:
            return False
        buffer = _scratch
        count = realm().system.read(self.fd, buffer, 0, CHUNK)
        if count == -EAGAIN:
            return False
        if count <= 0:
            self.close()
        elif self.gathers:
            self.parts.append(buffer.slice(0, count))
            self.size += count
        return True

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            realm().system.close(self.fd)


class SyncRun:
    def __init__(self, options: object) -> None:
        self._options = options
        self._pipes: list = []
        self._max_buffer = (
            options.maxBuffer
            if js_typeof(options.maxBuffer) == 'number' and options.maxBuffer > 0 and options.maxBuffer != Infinity
            else 0
        )
        self._timeout = options.timeout if js_typeof(options.timeout) == 'number' and options.timeout > 0 else 0
        self._kill_signal = (
            options.killSignal if js_typeof(options.killSignal) == 'number' and options.killSignal > 0 else SIGTERM
        )
        self._pid = 0
        self._error = 0
        self._status = -1
        self._killed = False

    def run(self) -> object:
        options = self._options
        table = ChildStdio()
        for record in options.stdio:
            status = table.add(record)
            if status < 0:
                table.close_child_ends()
                table.close_ours()
                self._error = status
                return self._result()
        pid = self._spawn(table)
        table.close_child_ends()
        if pid < 0:
            table.close_ours()
            self._error = pid
            return self._result()
        self._pid = pid
        self._take_pipes(table)
        self._wait()
        return self._result()

    def _spawn(self, table: ChildStdio) -> int:
        options = self._options
        if is_other_user(options.uid, options.gid):
            return -EPERM
        # unlike ProcessWrap: any value is converted, and an empty path leads nowhere
        cwd = None if options.cwd is None else String(options.cwd)
        if cwd == '':
            return -ENOENT
        return realm().system.spawn(
            spawn_request(options.file, options.args, cwd, options.envPairs, table.fds, Boolean(options.detached))
        )

    def _take_pipes(self, table: ChildStdio) -> None:
        for _ in self._options.stdio:
            self._pipes.append(None)
        for entry in table.ours:
            record = self._options.stdio[entry[0]]
            source = None
            if record.readable and record.input is not None:
                source = plain_bytes(record.input)
            self._pipes[entry[0]] = ParentPipe(entry[1], source, Boolean(record.writable))

    def _wait(self) -> None:
        start = monotonic_ms()
        idle = 0
        while self._status < 0 or self._pipes_open():
            moved = self._move()
            if self._timeout > 0 and not self._killed and monotonic_ms() - start >= self._timeout:
                self._kill(-ETIMEDOUT)
            if moved:
                idle = 0
                continue
            idle += 1
            self._rest(0 if idle < 3 else SLICE)
        realm().system.reap(self._pid)

    def _rest(self, slice_ms: int) -> None:
        if self._status < 0:
            realm().system.wait_child_wait(self._pid, slice_ms)
            self._status = realm().system.poll_child(self._pid)
            return
        Atomics.wait(_never, 0, 0, SLICE)

    def _pipes_open(self) -> bool:
        for pipe in self._pipes:
            if pipe is not None and pipe.is_open:
                return True
        return False

    def _move(self) -> bool:
        moved = False
        for pipe in self._pipes:
            if pipe is None:
                continue
            if pipe.give():
                moved = True
            if pipe.gather():
                moved = True
        if self._max_buffer > 0 and self._gathered() > self._max_buffer:
            self._kill(-ENOBUFS)
        return moved

    def _gathered(self) -> int:
        """The limit applies to all of the child's output together."""
        total = 0
        for pipe in self._pipes:
            if pipe is not None:
                total += pipe.size
        return total

    def _kill(self, error: int) -> None:
        if self._killed:
            return
        self._killed = True
        self._error = error
        if self._status < 0:
            status = realm().system.kill(self._pid, self._kill_signal)
            if status < 0 and status != -ESRCH:
                realm().system.kill(self._pid, SIGKILL)
        for pipe in self._pipes:
            if pipe is not None:
                pipe.close()

    def _result(self) -> object:
        result: dict = {}
        started = self._status >= 0
        signal = self._status >> 8 if started else 0
        if self._error != 0:
            result['error'] = self._error
        result['status'] = (self._status & 0xFF) if started and signal == 0 else None
        result['signal'] = signal_name(signal) if signal > 0 else None
        result['output'] = self._outputs() if started else None
        result['pid'] = self._pid
        return result

    def _outputs(self) -> list:
        outputs: list = []
        for pipe in self._pipes:
            outputs.append(make_buffer(concat(pipe.parts)) if pipe is not None and pipe.gathers else None)
        return outputs


def spawn(options: object) -> object:
    return SyncRun(options).run()


def create(realm: object, binding_data: object) -> object:
    return {'spawn': spawn}
