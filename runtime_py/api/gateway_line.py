"""The line from the service worker to the kernel, over which previews are served: offered when it is asked for, and watched while
something comes over it.

A browser stops a service worker that has had no event for a while (Firefox after 30 s, though it streams an answer), and with it its end
of the line, without a word to anybody. So as long as an exchange is open a message goes to it every now and then; a worker that was
stopped and started again says that it doesn't know the line, and the kernel drops the line's exchanges. Must not know messages of the line.
"""

from runtime_py.api.isolation import ServiceWorkerLink
from runtime_py.api.kernel_link import KernelLink

PING_EVERY_MS = 10000


class GatewayLine:
    def __init__(self, link: KernelLink, service_worker: ServiceWorkerLink, machine: int):
        self._link = link
        self._machine = machine
        self._service_worker = service_worker
        self._number = 0
        self._timer = None

    async def offer(self) -> None:
        """A new line; the kernel drops the one before it."""
        if self._service_worker.registration is None:
            return
        self._number += 1
        number = self._number
        try:
            self._service_worker.offer_kernel(await self._link.request('gateway', [number]), self._machine, number)
        except Exception as error:
            if error.code != 'ETORNDOWN':
                console.warn(error)

    def on_exchanges(self, are_open: bool) -> None:
        """The kernel tells when exchanges have been open for a while, and when none is left."""
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
                console.debug('the line was lost', error)
