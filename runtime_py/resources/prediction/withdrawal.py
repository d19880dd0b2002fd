"""Whether a use of predictions pays: a controller with hysteresis.

It follows the share of guesses that were right. Below STOP it withdraws, and comes back above GO. While it is withdrawn
guesses are still made, but nothing is done for them, so coming back costs nothing. It can't oscillate: between two
switches the share crosses the whole band from STOP to GO, and at least DWELL guesses have ended (tested for any
sequence). A regular alternation of right and wrong moves the share by less than the band. Must not know uses."""

from __future__ import annotations

STOP = 0.4
GO = 0.65
WEIGHT = 0.1  # of the newest guess
DWELL = 8
START = 0.75  # before anything is known: it works until it is wrong several times in a row


class Withdrawal:
    def __init__(self) -> None:
        self.works = True
        self.share = START
        self.since = 0  # guesses since the last switch

    def copy(self) -> Withdrawal:
        found = Withdrawal()
        found.works = self.works
        found.share = self.share
        found.since = self.since
        return found

    def take(self, was_right: bool) -> None:
        self.share = self.share * (1 - WEIGHT) + (WEIGHT if was_right else 0.0)
        self.since += 1
        if self.since < DWELL:
            return
        if self.works and self.share < STOP:
            self._switch(False)
        elif not self.works and self.share > GO:
            self._switch(True)

    def _switch(self, works: bool) -> None:
        self.works = works
        self.since = 0
