"""The line from the service worker to the kernel, over which previews are served: opened when the service worker asks
for it, and monitored while exchanges are open.

A browser stops a service worker that has had no event for a while (Firefox after 30 s, even while it streams a
response), and silently drops its end of the line. So while an exchange is open, a message is sent to it from time to
time; a worker that was stopped and restarted answers that it doesn't know the line, and the kernel drops the line's
exchanges. Must not know the messages on the line."""

from runtime_py.api.isolation import ServiceWorkerLink
from runtime_py.api.kernel_link import KernelLink

PING_EVERY_MS = 10000


class GatewayLine:
    def __init__(self, link: KernelLink, service_worker: ServiceWorkerLink, machine: int, sandbox: str):
        self._link = link
        self._sandbox = sandbox
        self._machine = machine
        self._service_worker = service_worker
        self._number = 0
        self._timer = None

    async def offer(self) -> None:
        """Opens a new line; the kernel drops the previous one."""
        if self._service_worker.registration is None:
            return
        self._number += 1
        number = self._number
        try:
            self._service_worker.offer_kernel(
                await self._link.request('gateway', [number]), self._machine, number, self._sandbox
            )
        except Exception as error:
            if error.code != 'ETORNDOWN':
                console.warn(error)

    def on_exchanges(self, are_open: bool) -> None:
        """The kernel reports that exchanges have been open for a while, or that none is left."""
        self.stop()
        if are_open and self._service_worker.registration is not None:
            self._timer = setInterval(lambda: self._ping(), PING_EVERY_MS)
            self._ping()

    def stop(self) -> None:
        clearInterval(self._timer)
        self._timer = None

    async def _ping(self) -> None:
        number = self._number
        known = await self._service_worker.knows_line(self._machine, number)
        if not known and number == self._number:
            try:
                await self._link.request('gateway.lost', [number])
            except Exception as error:
                console.debug('the connection to the machine was lost', error)
