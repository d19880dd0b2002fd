"""Divides one memory budget among caches, by what each has saved lately for each byte that it had.

Each cache keeps its least; the rest goes in proportion to what it saves, up to its most. A share moves only by a part
of the way at each step, so that a cache isn't emptied because of one quiet minute. Must not know what the caches
hold."""

from __future__ import annotations

STEP = 0.25  # of the way to the new share
FADE = 0.8  # of what was saved before, at each step
_TINY = 1e-9


class Cache:
    """Sizes in any unit, the same for all. `saved`: ms that its hits saved, since the last step."""

    def __init__(self, name: str, least: float, most: float, size: float) -> None:
        self.name = name
        self.least = least
        self.most = max(least, most)
        self.size = min(max(size, least), self.most)
        self.saved = 0.0
        self.worth = 0.0  # what it saves, faded

    def hit(self, ms: float) -> None:
        self.saved += max(0.0, ms)


class Optimiser:
    def __init__(self, budget: float, caches: list[Cache]) -> None:
        self.budget = budget
        self.caches = caches

    def step(self) -> None:
        """Sets the size of each cache. The sum is within the budget, unless even the least sizes are above it."""
        for cache in self.caches:
            cache.worth = cache.worth * FADE + cache.saved
            cache.saved = 0.0
        for k, aim in enumerate(self._aims()):
            cache = self.caches[k]
            cache.size = cache.size + (aim - cache.size) * STEP
        self._fit()

    def _aims(self) -> list[float]:
        """Least sizes, and shares of the rest; what a cache can't take any more goes to the others."""
        aims = [cache.least for cache in self.caches]
        for _ in self.caches:
            left = self.budget - sum(aims)
            hungry = [k for k, cache in enumerate(self.caches) if cache.most - aims[k] > _TINY]
            whole = sum([self.caches[k].worth for k in hungry])
            if left <= _TINY or len(hungry) == 0:
                break
            for k in hungry:
                share = self.caches[k].worth / whole if whole > 0 else 1 / len(hungry)
                aims[k] = min(self.caches[k].most, aims[k] + left * share)
        return aims

    def _fit(self) -> None:
        """Sizes that were allowed under a larger budget shrink at once, all by the same part of what is above their
        least."""
        least = sum([cache.least for cache in self.caches])
        above = sum([cache.size - cache.least for cache in self.caches])
        room = max(0.0, self.budget - least)
        if above > room:
            for cache in self.caches:
                cache.size = cache.least + (cache.size - cache.least) * (room / above)
