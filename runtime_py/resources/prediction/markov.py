"""A variable-order Markov model with decay: what follows the last few symbols.

For each context of up to ORDER symbols it has the weights of what came next. Longer contexts count for as much as they
have been seen (Witten-Bell: a context with many kinds of successors and few observations passes more of its weight to
the next shorter one); the rest of the weight goes to a base distribution that the caller has. Each observation weighs
more than the one before by 1 / DECAY, so old habits fade. Must not know what the symbols mean."""

from __future__ import annotations

from runtime_py.platform.maps import Map

ORDER = 3
DECAY = 0.97
MOST_CONTEXTS = 400
MOST_NEXT = 24  # successors of one context
_RENEW_AT = 1e6
_JOINT = '\n'


class Successors:
    """Weights of what followed one context."""

    def __init__(self) -> None:
        self.weights: Map[str, float] = Map()
        self.total = 0.0

    def add(self, symbol: str, weight: float) -> None:
        self.weights.set(symbol, (self.weights.get(symbol) or 0.0) + weight)
        self.total += weight
        if self.weights.size > MOST_NEXT:
            self._drop_lightest(symbol)

    def _drop_lightest(self, kept: str) -> None:
        lightest = ''
        least = -1.0
        for symbol, weight in self.weights.entries():
            if symbol != kept and (least < 0 or weight < least):
                least = weight
                lightest = symbol
        self.total -= least
        self.weights.delete(lightest)

    def scale(self, factor: float) -> None:
        self.total = 0.0
        for symbol, weight in list(self.weights.entries()):
            self.weights.set(symbol, weight * factor)
            self.total += weight * factor


class Markov:
    def __init__(self, order: int = ORDER, most: int = MOST_CONTEXTS) -> None:
        self.order = order
        self.most = most
        self.contexts: Map[str, Successors] = Map()
        self.unit = 1.0  # weight of the next observation

    def learn(self, before: list[str], symbol: str) -> None:
        """`before`: the symbols before it, the last one last."""
        for length in range(min(self.order, len(before)) + 1):
            key = context_key(before, length)
            found = self.contexts.get(key)
            if found is None:
                found = Successors()
                self.contexts.set(key, found)
            found.add(symbol, self.unit)
        self.unit = self.unit / DECAY
        if self.unit > _RENEW_AT:
            self._renew()
        if self.contexts.size > self.most:
            self._forget()

    def _renew(self) -> None:
        """Makes all weights small again, before they lose precision."""
        for found in self.contexts.values():
            found.scale(1 / self.unit)
        self.unit = 1.0

    def _forget(self) -> None:
        """Drops the lightest quarter of the contexts. The empty one stays."""
        keys = sorted(
            [key for key in self.contexts.keys() if key != ''],
            key=lambda key: self.total(key),
        )
        for key in keys[: self.contexts.size - self.most * 3 // 4]:
            self.contexts.delete(key)

    def total(self, key: str) -> float:
        found = self.contexts.get(key)
        return 0.0 if found is None else found.total / self.unit

    def distribution(self, before: list[str], base: Map[str, float]) -> Map[str, float]:
        """Probabilities of the next symbol; `base` has those of a model with less knowledge. Its sum may be below 1,
        for what nobody can know."""
        found = base
        for length in range(min(self.order, len(before)) + 1):
            successors = self.contexts.get(context_key(before, length))
            if successors is not None:
                found = self._mixed(successors, found)
        return found

    def _mixed(self, successors: Successors, shorter: Map[str, float]) -> Map[str, float]:
        total = successors.total / self.unit
        kinds = successors.weights.size
        own = total / (total + kinds) if total > 0 else 0.0
        found: Map[str, float] = Map()
        for symbol, chance in shorter.entries():
            found.set(symbol, chance * (1 - own))
        for symbol, weight in successors.weights.entries():
            share = weight / successors.total if successors.total > 0 else 0.0
            found.set(symbol, (found.get(symbol) or 0.0) + own * share)
        return found

    def longest_known(self, before: list[str]) -> int:
        """The length of the longest context that has been seen, -1 for none."""
        for length in range(min(self.order, len(before)), -1, -1):
            if self.contexts.has(context_key(before, length)):
                return length
        return -1


def context_key(before: list[str], length: int) -> str:
    return _JOINT.join(before[len(before) - length :]) if length > 0 else ''
