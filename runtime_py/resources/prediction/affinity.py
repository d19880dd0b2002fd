"""Which commands run together: how often one begins while another runs. Fades with time, like markov.py. Must not know
what the commands do."""

from __future__ import annotations

from runtime_py.platform.maps import Map

DECAY = 0.95  # of what is known of a command, each time that it runs
MOST_COMMANDS = 24
MOST_PARTNERS = 8
_LEAST = 0.05  # what weighs less is forgotten


class Partners:
    """`runs`: weight of the command's own runs; `weights`: of those in which the other ran too."""

    def __init__(self) -> None:
        self.runs = 0.0
        self.weights: Map[str, float] = Map()


class Together:
    """`share`: of the command's runs, from 0 to 1."""

    def __init__(self, command: str, share: float) -> None:
        self.command = command
        self.share = share


class Affinity:
    def __init__(self) -> None:
        self.commands: Map[str, Partners] = Map()

    def learn(self, command: str, running: list[str]) -> None:
        """A command begins while others run. Each of those runs together with it."""
        mine = self._partners(command)
        self._fade(mine)
        mine.runs += 1
        for other in running:
            if other != command:
                self._add(mine, other)
                theirs = self._partners(other)
                theirs.runs = max(theirs.runs, 1.0)
                self._add(theirs, command)
        while self.commands.size > MOST_COMMANDS:
            self._drop_lightest(command)

    def _partners(self, command: str) -> Partners:
        found = self.commands.get(command)
        if found is None:
            found = Partners()
            self.commands.set(command, found)
        return found

    def _fade(self, partners: Partners) -> None:
        partners.runs = partners.runs * DECAY
        for other, weight in list(partners.weights.entries()):
            if weight * DECAY < _LEAST:
                partners.weights.delete(other)
            else:
                partners.weights.set(other, weight * DECAY)

    def _add(self, partners: Partners, other: str) -> None:
        partners.weights.set(other, (partners.weights.get(other) or 0.0) + 1)
        if partners.weights.size > MOST_PARTNERS:
            lightest = other
            for name, weight in partners.weights.entries():
                if name != other and (lightest == other or weight < partners.weights.get(lightest)):
                    lightest = name
            partners.weights.delete(lightest)

    def _drop_lightest(self, kept: str) -> None:
        lightest = ''
        for name, partners in self.commands.entries():
            if name != kept and (lightest == '' or partners.runs < self.commands.get(lightest).runs):
                lightest = name
        self.commands.delete(lightest)

    def with_command(self, command: str) -> list[Together]:
        """What runs together with it, the most frequent first."""
        partners = self.commands.get(command)
        if partners is None or partners.runs <= 0:
            return []
        found = [Together(name, min(1.0, weight / partners.runs)) for name, weight in partners.weights.entries()]
        return sorted(found, key=lambda each: -each.share)
