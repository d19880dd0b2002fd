"""The commands that ran side by side last time, to be started again as one action (`resume`).

A member is a command that kept running: a server, a watcher. Lines are kept as they were started, with their folder,
as the shell's history keeps them. Must not know shells."""

from __future__ import annotations

from runtime_py.resources.kinds import DEV_SERVER
from runtime_py.resources.prediction.prior import kind_of_command

MOST_MEMBERS = 8
MOST_LETTERS = 300
LONG_MS = 20000  # a command that ran this long isn't one that the user waits for
_WATCHING = ['--watch', '-w', '--serve', 'watch']


class Member:
    def __init__(self, command: str, line: str, folder: str) -> None:
        self.command = command  # its normal form
        self.line = line
        self.folder = folder


class Running:
    def __init__(self, member: Member, since: float) -> None:
        self.member = member
        self.since = since


def keeps_running(command: str, ran_ms: float) -> bool:
    """Whether a command belongs to a group: by what it is, or because it has run for so long."""
    words = command.split(' ')
    return kind_of_command(command) == DEV_SERVER or any([word in _WATCHING for word in words]) or ran_ms >= LONG_MS


class Groups:
    """`last`: the group to offer; from the visit before, until this visit has one of its own."""

    def __init__(self) -> None:
        self.last: list[Member] = []
        self._running: list[Running] = []

    def began(self, member: Member, now: float) -> None:
        if len(member.line) <= MOST_LETTERS and len(member.folder) <= MOST_LETTERS:
            self._running.append(Running(member, now))
            self.look(now)

    def ended(self, command: str, folder: str, now: float) -> None:
        """The rest of its group is still what ran side by side: it stays the one to offer."""
        self.look(now)
        for k, each in enumerate(self._running):
            if each.member.command == command and each.member.folder == folder:
                self._running = [*self._running[:k], *self._running[k + 1 :]]
                return

    def look(self, now: float) -> None:
        """The group is what runs now, once anything does that keeps running."""
        members = [each.member for each in self._running if keeps_running(each.member.command, now - each.since)]
        if len(members) > 0 and not self._is_part_of_last(members):
            self.last = members[-MOST_MEMBERS:]

    def _is_part_of_last(self, members: list[Member]) -> bool:
        """When one of the group has ended, the others are no new group."""
        return len(members) < len(self.last) and all(
            [any([same(member, other) for other in self.last]) for member in members]
        )

    def running(self) -> list[str]:
        return [each.member.command for each in self._running]

    def runs(self, command: str, folder: str) -> bool:
        return any([each.member.command == command and each.member.folder == folder for each in self._running])


def same(one: Member, other: Member) -> bool:
    return one.line == other.line and one.folder == other.folder
