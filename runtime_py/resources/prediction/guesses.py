"""Accounts of guesses: what was prepared, whether it was used, and what it cost.

Each guess has a use (USES), what it cost, and an end: it was a hit or a miss. Sums fade, so that they tell of the last
days rather than of all time. Must not know what a guess prepares."""

from __future__ import annotations

from runtime_py.platform.maps import Map

FILES = 'files'  # read ahead
WORKERS = 'workers'  # prepared with what a program needs
MODULES = 'modules'  # WebAssembly, compiled
PACKUMENTS = 'packuments'  # fetched
AGAIN = 'again'  # prepared once more after it was used in the same visit
USES = [FILES, WORKERS, MODULES, PACKUMENTS, AGAIN]
FADE = 0.98
MOST_OPEN = 200


class Account:
    """Of one use. `cpu` in ms."""

    def __init__(self) -> None:
        self.hits = 0.0
        self.misses = 0.0
        self.cpu = 0.0
        self.bytes = 0.0
        self.cpu_wasted = 0.0
        self.bytes_wasted = 0.0

    def fade(self) -> None:
        self.hits = self.hits * FADE
        self.misses = self.misses * FADE
        self.cpu = self.cpu * FADE
        self.bytes = self.bytes * FADE
        self.cpu_wasted = self.cpu_wasted * FADE
        self.bytes_wasted = self.bytes_wasted * FADE

    def miss(self, guess: Guess) -> None:
        self.misses += 1
        self.cpu += guess.cpu
        self.bytes += guess.size
        self.cpu_wasted += guess.cpu
        self.bytes_wasted += guess.size

    def copy(self) -> Account:
        found = Account()
        found.hits = self.hits
        found.misses = self.misses
        found.cpu = self.cpu
        found.bytes = self.bytes
        found.cpu_wasted = self.cpu_wasted
        found.bytes_wasted = self.bytes_wasted
        return found

    def hit_rate(self) -> float:
        whole = self.hits + self.misses
        return self.hits / whole if whole > 0 else 0.0

    def waste(self) -> float:
        """The part of the CPU time that was for nothing, from 0 to 1."""
        return min(1.0, self.cpu_wasted / self.cpu) if self.cpu > 0 else 0.0


class Guess:
    def __init__(self, use: str, thing: str, cpu: float, size: float) -> None:
        self.use = use
        self.thing = thing
        self.cpu = cpu
        self.size = size
        self.is_measured = False  # otherwise `cpu` is an estimate


class Guesses:
    def __init__(self) -> None:
        self.accounts: Map[str, Account] = Map()
        for use in USES:
            self.accounts.set(use, Account())
        self._open: Map[str, Guess] = Map()

    def account(self, use: str) -> Account:
        return self.accounts.get(use)

    def made(self, use: str, thing: str, cpu: float, size: float) -> list[Guess]:
        """Something is prepared. The oldest that nobody has used make room: they are the result, as misses."""
        self._open.set(_key(use, thing), Guess(use, thing, cpu, size))
        if self._open.size <= MOST_OPEN:
            return []
        oldest = [guess for guess in self._open.values()][: self._open.size - MOST_OPEN]
        for guess in oldest:
            self.missed(guess.use, guess.thing)
        return oldest

    def paid(self, use: str, thing: str, cpu: float) -> None:
        """What the work really cost, in parts; the first one takes the place of the estimate."""
        guess = self._open.get(_key(use, thing))
        if guess is not None:
            guess.cpu = (guess.cpu if guess.is_measured else 0.0) + cpu
            guess.is_measured = True

    def dropped(self, use: str, thing: str) -> None:
        """Nothing came of it, and nothing was spent."""
        self._open.delete(_key(use, thing))

    def is_open(self, use: str, thing: str) -> bool:
        return self._open.has(_key(use, thing))

    def open_of(self, use: str) -> list[str]:
        return [guess.thing for guess in self._open.values() if guess.use == use]

    def hit(self, use: str, thing: str) -> bool:
        """It was used. False when it wasn't prepared, or has ended already."""
        return self._end(use, thing, True)

    def missed(self, use: str, thing: str) -> bool:
        return self._end(use, thing, False)

    def _end(self, use: str, thing: str, was_used: bool) -> bool:
        guess = self._open.get(_key(use, thing))
        if guess is None:
            return False
        self._open.delete(_key(use, thing))
        account = self.account(use)
        account.fade()
        if was_used:
            account.hits += 1
            account.cpu += guess.cpu
            account.bytes += guess.size
        else:
            account.miss(guess)
        return True

    def if_all_ended(self, use: str) -> Account:
        """The account if the visit ended now: what is open would be a miss."""
        account = self.account(use)
        found = account.copy()
        for guess in self._open.values():
            if guess.use == use:
                found.miss(guess)
        return found

    def waste(self) -> float:
        """Of all uses: the part of the CPU time that was for nothing."""
        cpu = sum([account.cpu for account in self.accounts.values()])
        wasted = sum([account.cpu_wasted for account in self.accounts.values()])
        return min(1.0, wasted / cpu) if cpu > 0 else 0.0


def _key(use: str, thing: str) -> str:
    return f'{use}\n{thing}'
