"""Everything that is learned in a workspace: what follows what, what runs together, what starts read, what ran side by
side last time, and how good the guesses were.

A command is learned for its folder's project, and for the project's type; expectations come from the project, then from
the type, then from the prior table. Must not know files or clocks: times in ms come from the caller."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.resources.prediction.affinity import Affinity
from runtime_py.resources.prediction.commands import normal_form
from runtime_py.resources.prediction.groups import Groups, Member
from runtime_py.resources.prediction.guesses import USES, Guesses
from runtime_py.resources.prediction.markov import Markov
from runtime_py.resources.prediction.prior import START, prior
from runtime_py.resources.prediction.project_types import Project
from runtime_py.resources.prediction.starts import Starts
from runtime_py.resources.prediction.withdrawal import Withdrawal

MOST_FOLDERS = 12
MOST_TYPES = 8
TYPE_ORDER = 2
FIRST = 3  # how many expectations count as a guess
KEPT_BEFORE = 3  # commands of a shell that matter


class Expectation:
    """`chance` from 0 to 1; `why` for people."""

    def __init__(self, command: str, chance: float, why: str) -> None:
        self.command = command
        self.chance = chance
        self.why = why


class Score:
    """How often the next command was among the first FIRST, and the first. Faded."""

    def __init__(self) -> None:
        self.asked = 0
        self.first = 0
        self.among = 0


class Model:
    def __init__(self) -> None:
        self.is_on = True
        self.folders: Map[str, Markov] = Map()  # the least recently used first
        self.types: Map[str, Markov] = Map()
        self.affinity = Affinity()
        self.starts = Starts()
        self.groups = Groups()
        self.guesses = Guesses()
        self.score = Score()
        self.withdrawals: Map[str, Withdrawal] = Map()
        self._open: Map[str, int] = Map()  # use -> guesses without an end
        for use in USES:
            self.withdrawals.set(use, Withdrawal())

    # commands

    def expect(self, folder: str, project: Project, before: list[str]) -> list[Expectation]:
        """What may be next in a shell, the most probable first. `before`: its last commands, START for its
        beginning."""
        of_folder = self.folders.get(folder)
        of_type = self.types.get(project.type)
        base = prior(project, before[-1] if len(before) > 0 else START)
        found = base if of_type is None else of_type.distribution(_of_type(before), base)
        found = found if of_folder is None else of_folder.distribution(before, found)
        why = self._why(of_folder, of_type, project, before)
        expected = [Expectation(command, chance, why) for command, chance in found.entries()]
        return sorted(expected, key=lambda each: -each.chance)

    def _why(self, of_folder: Markov | None, of_type: Markov | None, project: Project, before: list[str]) -> str:
        length = -1 if of_folder is None else of_folder.longest_known(before)
        if length > 0:
            after = ', '.join([_shown(each) for each in before[len(before) - length :]])
            return f'after {after} in this folder'
        if length == 0:
            return 'the usual commands in this folder'
        if of_type is not None and of_type.longest_known(_of_type(before)) >= 0:
            return f'other projects of the type {project.type}'
        return f'what is usual in a project of the type {project.type}'

    def learn(self, folder: str, project: Project, before: list[str], command: str) -> None:
        self._count(self.expect(folder, project, before), command)
        _used(self.folders, folder, MOST_FOLDERS, 3, 160).learn(before[-KEPT_BEFORE:], command)
        _used(self.types, project.type, MOST_TYPES, TYPE_ORDER, 120).learn(_of_type(before), command)

    def _count(self, expected: list[Expectation], command: str) -> None:
        score = self.score
        score.asked += 1
        for k, each in enumerate(expected[:FIRST]):
            if each.command == command:
                score.among += 1
                score.first += 1 if k == 0 else 0

    # programs

    def began(self, line_words: list[str], folder: str, now: float) -> None:
        """A command that a person gave begins to run."""
        command = normal_form(line_words)
        self.affinity.learn(command, self.groups.running())
        self.groups.began(Member(command, shown_line(line_words), folder), now)

    def ended(self, line_words: list[str], folder: str, now: float) -> None:
        self.groups.ended(normal_form(line_words), folder, now)

    # guesses

    def may(self, use: str) -> bool:
        return self.is_on and self.withdrawals.get(use).works

    def opened(self, use: str, count: int) -> None:
        """Guesses were made, or given up (-1)."""
        self._open.set(use, max(0, (self._open.get(use) or 0) + count))

    def judge(self, use: str, was_right: bool) -> None:
        """A guess has ended."""
        self.opened(use, -1)
        self.withdrawals.get(use).take(was_right)

    def withdrawal_if_all_ended(self, use: str) -> Withdrawal:
        """If the visit ended now: what is open would be wrong."""
        found = self.withdrawals.get(use).copy()
        for _ in range(self._open.get(use) or 0):
            found.take(False)
        return found


def _of_type(before: list[str]) -> list[str]:
    return before[-TYPE_ORDER:]


def _shown(command: str) -> str:
    return 'the start of a shell' if command == START else command


def _used(table: Map[str, Markov], key: str, most: int, order: int, contexts: int) -> Markov:
    """The model of a key, which is the most recently used now."""
    found = table.get(key)
    if found is None:
        found = Markov(order, contexts)
    table.delete(key)
    table.set(key, found)
    if table.size > most:
        for oldest in list(table.keys())[: table.size - most]:
            table.delete(oldest)
    return found


def shown_line(words: list[str]) -> str:
    """A line of shell that gives these words again."""
    return ' '.join([word if _is_plain(word) else "'" + word.replace("'", "'\\''") + "'" for word in words])


def _is_plain(word: str) -> bool:
    return word != '' and all([letter.isalnum() or letter in '-_./:=@,+' for letter in word])
