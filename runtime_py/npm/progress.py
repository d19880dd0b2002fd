"""A progress line on the terminal; nothing when the output isn't a terminal."""

from __future__ import annotations

from runtime_py.npm.session import STDERR, Session
from runtime_py.platform.clock import monotonic_ms

_FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'
_PAUSE_MS = 80


class Progress:
    """Call `clear` before any other output."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.enabled = session.config.flag('progress') and not session.silent and session.system.isatty(STDERR)
        self._shown = False
        self._last: float = -_PAUSE_MS
        self._frame = 0

    async def step(self, name: str, done: int, total: int) -> None:
        await self.say(f'{done}/{total} {name}')

    async def say(self, text: str) -> None:
        now = monotonic_ms()
        if not self.enabled or now - self._last < _PAUSE_MS:
            return
        self._last = now
        self._frame = (self._frame + 1) % len(_FRAMES)
        self._shown = True
        width = max(20, self.session.system.get_winsize(STDERR)[0])
        await self.session.write(STDERR, f'\r\x1b[K{_FRAMES[self._frame]} {text}'[: width + 4])

    async def clear(self) -> None:
        if self._shown:
            self._shown = False
            await self.session.write(STDERR, '\r\x1b[K')
