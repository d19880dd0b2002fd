"""A process as returned by `WebContainer.spawn`: text streams over the bytes of its terminal.

Output is acknowledged as it is read, so a program that writes faster than the page reads has to wait. Must not know how
processes run."""

from runtime_py.api.errors import ApiError
from runtime_py.api.kernel_link import KernelLink
from runtime_py.api.octets import octets_of
from runtime_py.api.output_log import OutputLog
from runtime_py.api.output_queue import OutputQueue

SIGTERM = 15
INTERRUPT = 3  # Ctrl-C, as a byte
# bytes of unread input before a writer has to wait: keeps a Ctrl-C from queuing behind input that the program doesn't
# read
INPUT_WINDOW = 4194304


class WebContainerProcess:
    """States: running -> exited (takes no more input). The output ends by itself, before or after that. Without a
    terminal it has three streams (output_log.py); with one, `stdout` and `stderr` are undefined: a terminal has one
    stream."""

    def __init__(self, link: KernelLink, pid: int, with_output: bool, has_terminal: bool):
        self._link = link
        self._pid = pid
        self._running = True
        self._output = self._make_output(with_output, has_terminal)
        self._under_way = 0  # bytes of input that the program's side hasn't taken yet
        self._has_room = None  # resolves a waiting write
        self._resolve_exit = None
        self._reject_exit = None
        self.exit = Promise(self._set_exit)
        # A failure of the machine rejects all exits; those that nobody awaits must not be reported as unhandled.
        self.exit.catch(lambda error: None)
        self.output = self._output.stream
        self.stdout = self._output.stdout
        self.stderr = self._output.stderr
        self.input = WritableStream({'write': self._write, 'close': self._close_input})

    def _make_output(self, with_output: bool, has_terminal: bool) -> object:
        if has_terminal or not with_output:
            return OutputQueue(lambda source, size: self._acknowledge(source, size), with_output)
        return OutputLog(lambda source, size: self._acknowledge(source, size))

    def _set_exit(self, resolve: object, reject: object) -> None:
        self._resolve_exit = resolve
        self._reject_exit = reject

    def _acknowledge(self, source: int, size: int) -> None:
        self._tell('ack', [self._pid, size, source])

    async def _tell(self, op: str, args: list) -> None:
        """Sends a request whose failure only means that the process has ended."""
        try:
            await self._link.request(op, args)
        except Exception as error:
            if self._running and error.code != 'ESRCH' and error.code != 'ETORNDOWN':
                console.warn(error)

    def _write(self, chunk: object) -> object:
        if not self._running:
            return None
        octets = octets_of(chunk)
        data = TextEncoder().encode(String(chunk)) if octets is None else Uint8Array(octets)
        if data.includes(INTERRUPT):
            self._output.interrupted()
        self._send(data)
        return Promise(self._set_has_room) if self._under_way > INPUT_WINDOW else None

    async def _send(self, data: object) -> None:
        self._under_way += data.byteLength
        await self._tell('input', [self._pid, data])
        self._under_way -= data.byteLength
        if self._under_way <= INPUT_WINDOW:
            self._let_write()

    def _set_has_room(self, resolve: object) -> None:
        self._has_room = resolve

    def _let_write(self) -> None:
        resolve = self._has_room
        self._has_room = None
        if resolve is not None:
            resolve(None)

    def _close_input(self) -> object:
        return self._tell('input_end', [self._pid]) if self._running else None

    def kill(self, signal: int = SIGTERM) -> None:
        """Signals other than SIGTERM are an extension."""
        if self._running:
            self._tell('kill', [self._pid, signal])

    def resize(self, dimensions: object) -> None:
        if self._running:
            self._tell('resize', [self._pid, dimensions.cols, dimensions.rows])

    def on_output(self, source: int, data: object) -> None:
        """Bytes, or None at the end."""
        if data is None:
            self._output.end(source)
        else:
            self._output.put(source, data)

    def on_flush(self) -> None:
        """Its terminal was interrupted and discards pending output."""
        self._output.drop()

    def call_on_flush(self, callback: object) -> None:
        self._output.on_drop = callback

    def has_ended(self) -> bool:
        return not self._running and not self._output.is_open

    def on_exit(self, code: int) -> None:
        self._running = False
        self._let_write()
        self._resolve_exit(code)

    def on_lost(self, error: ApiError) -> None:
        """The machine is gone."""
        if not self._running:
            return
        self._running = False
        self._let_write()
        self._reject_exit(error)
        self._output.fail(error)


class Processes:
    """All spawned processes that haven't exited and ended their output. An event may overtake the reply that has its
    pid, so it waits for it."""

    def __init__(self, link: KernelLink):
        self._link = link
        self._processes = Map()
        self._early = Map()
        self._asking = 0

    async def spawn(self, request: object, with_output: bool, signal: object = None) -> WebContainerProcess:
        """If the AbortSignal is aborted before the program has begun, this rejects with its reason; later, the program
        gets SIGTERM."""
        if signal is not None:
            signal.throwIfAborted()
        self._asking += 1
        try:
            pid = (await self._link.request('spawn', [request])).pid
        finally:
            self._asking -= 1
        process = WebContainerProcess(self._link, pid, with_output, request['terminal'] is not None)
        self._processes.set(pid, process)
        for event in self._early.get(pid) or []:
            self._deliver(process, event)
        self._early.delete(pid)
        if self._asking == 0:
            self._early.clear()
        if signal is not None:
            end_by(process, signal)
        return process

    def on_event(self, event: object) -> None:
        """Handles the kernel worker's `output`, `flush` and `exit`."""
        process = self._processes.get(event.pid)
        if process is not None:
            self._deliver(process, event)
        elif self._asking > 0:
            if not self._early.has(event.pid):
                self._early.set(event.pid, [])
            self._early.get(event.pid).append(event)

    def _deliver(self, process: WebContainerProcess, event: object) -> None:
        if event.event == 'output':
            process.on_output(event.fd, event.data)
        elif event.event == 'flush':
            process.on_flush()
        else:
            process.on_exit(event.code)
        if process.has_ended():
            self._processes.delete(event.pid)

    def lose_all(self, error: ApiError) -> None:
        for process in list(self._processes.values()):
            process.on_lost(error)
        self._processes.clear()


def end_by(process: WebContainerProcess, signal: object) -> None:
    """Ends the program by an AbortSignal; removes the listener when the program ends first."""

    def on_abort() -> None:
        process.kill()

    if signal.aborted:
        process.kill()
        return
    signal.addEventListener('abort', on_abort)
    process.exit['finally'](lambda: signal.removeEventListener('abort', on_abort)).catch(lambda error: None)
