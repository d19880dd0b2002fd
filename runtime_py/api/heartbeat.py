"""Pings the kernel regularly, and reports when it doesn't answer.

Counts only the time in which the page is visible and its own timers run on time: a hidden tab is throttled, a computer
may have been suspended, and a blocked page receives no answer. Must not know how that is handled."""

TICK_MS = 1000
LATE_MS = 3000  # a tick this late means that timers did not run
ASK_EVERY = 5  # in ticks
SILENT = 30  # ticks without an answer until the kernel counts as silent


class Heartbeat:
    """`ask()` is a promise; `on_silent()` is called once. States: stopped <-> running."""

    def __init__(self, ask: object, on_silent: object):
        self._ask = ask
        self._on_silent = on_silent
        self._timer = None
        self._last = 0
        self._silent = 0
        self._asked = False

    def start(self) -> None:
        self._last = performance.now()
        self._silent = 0
        self._asked = False
        self._timer = setInterval(lambda: self._tick(), TICK_MS)

    def stop(self) -> None:
        clearInterval(self._timer)
        self._timer = None

    def _tick(self) -> None:
        now = performance.now()
        late = now - self._last > LATE_MS
        self._last = now
        if document.hidden or late:
            self._silent = 0
            return
        self._silent += 1
        if self._silent > SILENT:
            self.stop()
            self._on_silent()
        elif not self._asked and self._silent >= ASK_EVERY:
            self._listen()

    async def _listen(self) -> None:
        self._asked = True
        try:
            await self._ask()
        except Exception as error:
            console.debug('an answer all the same', error)
        self._asked = False
        self._silent = 0
