"""A token bucket: a burst limit and a rate per second. Knows no clock."""

from __future__ import annotations


class RateLimit:
    def __init__(self, burst: float, rate: float) -> None:
        self._burst = burst
        self._rate = rate
        self._tokens = burst
        self._since = -1.0

    def take(self, now_ms: float) -> bool:
        """Takes one token; False when there is none."""
        second = now_ms // 1000
        if self._since >= 0 and second > self._since:
            self._tokens = min(self._burst, self._tokens + (second - self._since) * self._rate)
        self._since = max(self._since, second)
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
