"""A measured line of the table."""

from dataclasses import dataclass


@dataclass
class Row:
    """`ours` compared with `theirs` (native Node or hand-written JavaScript; None if there is nothing to compare with);
    `bar` is the maximum of the ratio, or of `ours` when there is no `theirs`. Smaller is better, unless `unit` is a
    rate."""

    what: str
    ours: float
    theirs: float | None
    unit: str
    bar: float | None = None

    @property
    def is_rate(self) -> bool:
        return self.unit.endswith('/s')

    @property
    def ratio(self) -> float | None:
        """By how many times ours is worse."""
        if not self.theirs or (self.is_rate and not self.ours):
            return None
        # less than the clock's resolution counts as nothing
        return self.theirs / self.ours if self.is_rate else self.ours / self.theirs

    @property
    def verdict(self) -> str:
        if self.bar is None:
            return ''
        measured = self.ratio if self.theirs is not None else self.ours
        return 'ok' if measured is not None and measured <= self.bar else 'MISSED'
