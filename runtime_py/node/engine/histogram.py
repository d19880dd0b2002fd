"""A histogram with a fixed number of significant figures (HdrHistogram): buckets whose width doubles, each divided into
the same number of parts.

`Counts` is shared by the clones of a histogram in one thread. Knows: numbers. Must not know: what is recorded."""

from __future__ import annotations

NO_MINIMUM = 2**63  # as a double; the exact value is one less
_MOST_EXCEEDS = 4294967295


class Counts:
    """Unused parts take no memory."""

    def __init__(self, lowest: float, highest: float, figures: int) -> None:
        self.highest = highest
        self.unit = Math.floor(Math.log2(lowest))
        self.half_bits = Math.max(Math.ceil(Math.log2(2 * Math.pow(10, figures))), 1) - 1
        self.previous = 0.0  # ns, time of the last recordDelta
        self.clear()

    def clear(self) -> None:
        self.by_index = js_new(globalThis.Map)
        self.recorded = 0  # number of parts
        self.count = 0
        self.exceeds = 0
        self.least = None
        self.most = 0
        self.previous = 0.0

    # the place of a value

    def _bucket_of(self, value: float) -> int:
        bits = 0 if value < 1 else Math.floor(Math.log2(value)) + 1
        # the sum may be one too high just below powers of two
        if bits > 0 and Math.pow(2, bits - 1) > value:
            bits -= 1
        return Math.max(0, bits - self.unit - self.half_bits - 1)

    def _width(self, value: float) -> float:
        """The width of the part that contains a value."""
        return Math.pow(2, self.unit + self._bucket_of(value))

    def lowest_alike(self, value: float) -> float:
        width = self._width(value)
        return Math.floor(value / width) * width

    def highest_alike(self, value: float) -> float:
        return self.lowest_alike(value) + self._width(value) - 1

    def middle_alike(self, value: float) -> float:
        return self.lowest_alike(value) + Math.floor(self._width(value) / 2)

    # recording

    def record(self, value: float) -> None:
        if value < 0 or value > self.highest:
            self.exceeds = Math.min(self.exceeds + 1, _MOST_EXCEEDS)
            return
        self.count += 1
        self._put(value, 1)

    def _put(self, value: float, times: int) -> None:
        at = self.lowest_alike(value)
        self.by_index.set(at, (self.by_index.get(at) or 0) + times)
        self.recorded += times
        if value != 0 and (self.least is None or value < self.least):
            self.least = value
        self.most = Math.max(self.most, value)

    def record_delta(self, now: float) -> float:
        """Records the nanoseconds since the last call; the first call records nothing."""
        delta = now - self.previous
        known = self.previous > 0
        self.previous = now
        if known:
            self.record(Math.max(delta, 1))
            return delta
        return 0

    def add(self, other: Counts) -> None:
        self.count += other.count
        self.exceeds = Math.min(self.exceeds + other.exceeds, _MOST_EXCEEDS)
        self.previous = Math.max(self.previous, other.previous)
        for value, times in Array['from'](other.by_index.entries()):
            if value <= self.highest:
                self._put(value, times)

    # reading

    def parts_in_order(self) -> list:
        return sorted(Array['from'](self.by_index.entries()), key=lambda entry: entry[0])

    def minimum(self) -> object:
        """None if nothing was recorded."""
        if self.by_index.has(0):
            return 0
        return None if self.least is None else self.lowest_alike(self.least)

    def maximum(self) -> float:
        return 0 if self.most == 0 else self.highest_alike(self.most)

    def mean(self) -> float:
        total = 0.0
        for value, times in self.parts_in_order():
            total += self.middle_alike(value) * times
        return total / self.recorded

    def deviation(self) -> float:
        mean = self.mean()
        squares = 0.0
        for value, times in self.parts_in_order():
            distance = self.middle_alike(value) - mean
            squares += distance * distance * times
        return Math.sqrt(squares / self.recorded)

    def percentile(self, percent: float) -> float:
        wanted = Math.max(1, Math.floor((Math.min(percent, 100) / 100) * self.recorded + 0.5))
        seen = 0
        for value, times in self.parts_in_order():
            seen += times
            if seen >= wanted:
                return self.highest_alike(value)
        return self.highest_alike(0)

    def percentiles(self) -> list:
        """[percent, value] at 0, 50, 75, 87.5 ... and 100: each step halves the remainder."""
        found = []
        percent = 0.0
        seen = 0
        last = 0
        for value, times in self.parts_in_order():
            seen += times
            last = value
            # one entry for each step that this part reaches
            while percent <= 100.0 * seen / self.recorded:
                found.append([percent, value])
                halvings = Math.floor(Math.log(100 / (100 - percent)) / Math.log(2)) + 1
                percent += 100 / Math.pow(2, halvings)
                if seen >= self.recorded:
                    break
        found.append([100, last])
        return found
