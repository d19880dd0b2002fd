"""Watches commands from their beginning to their end, and teaches the model: what was typed in which shell, which
programs a command started, what they read until it was ready.

States of a command: starting -> started (it listens, or has run for STARTING_MS) -> over. Slots are those of the
process table. Must not know processes or clocks: times in ms come from the caller."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.resources.prediction.commands import normal_form
from runtime_py.resources.prediction.model import Model
from runtime_py.resources.prediction.prior import START
from runtime_py.resources.prediction.project_types import Project
from runtime_py.resources.prediction.starts import MOST_FILES, ReadFile, Start

STARTING_MS = 12000
AFTER_READY_MS = 2500  # the first requests of a page belong to the start of its server
MOST_BEFORE = 8
MOST_SHELLS = 32
WASM = '.wasm'


class Command:
    """A command that a person gave, with all programs that it starts. `program`: the slot of its first one."""

    def __init__(self, words: list[str], folder: str, program: int, now: float) -> None:
        self.words = words
        self.name = normal_form(words)
        self.folder = folder
        self.program = program
        self.began = now
        self.ready = -1.0
        self.start = Start(self.name, folder)


class Observer:
    def __init__(self, model: Model) -> None:
        self.model = model
        self._before: Map[int, list[str]] = Map()  # shell -> its last commands
        self._folder: Map[int, str] = Map()
        self._commands: Map[int, Command] = Map()  # slot -> the command that its program belongs to
        self._starting: list[Command] = []

    # shells

    def shell_began(self, shell: int, folder: str) -> None:
        self._before.set(shell, [START])
        self._folder.set(shell, folder)
        if self._before.size > MOST_SHELLS:
            oldest = list(self._before.keys())[0]
            self._before.delete(oldest)
            self._folder.delete(oldest)

    def before(self, shell: int) -> list[str]:
        return self._before.get(shell) if self._before.has(shell) else [START]

    def folder(self, shell: int) -> str:
        return self._folder.get(shell) or ''

    def shells(self) -> list[int]:
        return list(self._before.keys())

    def typed(self, shell: int, commands: list[str], folder: str, project: Project) -> None:
        """Normal forms of a line's commands."""
        self._folder.set(shell, folder)
        for command in commands:
            before = self.before(shell)
            self.model.learn(folder, project, before, command)
            self._before.set(shell, [*before, command][-MOST_BEFORE:])

    # programs

    def launched(
        self, slot: int, parent: int, program: str, words: list[str], folder: str, is_given: bool, now: float
    ) -> Command | None:
        """A program begins. `is_given`: a person gave it, to a shell or through the page. The command that it
        belongs to, if it does."""
        command = self._commands.get(parent)
        if command is None and is_given:
            command = Command(words, folder, slot, now)
            self._starting.append(command)
            self.model.began(words, folder, now)
        if command is None:
            return None
        self._commands.set(slot, command)
        command.start.programs.append(program)
        return command

    def read(self, slot: int, paths: list[str], times: list[float], scripts: list[str]) -> None:
        """What one of its programs read, and which scripts of the runtime it loaded."""
        command = self._commands.get(slot)
        if command is None or command not in self._starting:
            return
        start = command.start
        for k, path in enumerate(paths):
            if len(start.files) < MOST_FILES * 2:
                start.files.append(ReadFile(path, max(0, int(times[k] - command.began))))
                if path.endswith(WASM):
                    start.modules.append(path)
        for script in scripts:
            if script not in start.scripts:
                start.scripts.append(script)

    def thread(self, slot: int) -> None:
        command = self._commands.get(slot)
        if command is not None and command in self._starting:
            command.start.threads += 1

    def listens(self, slot: int, now: float) -> None:
        command = self._commands.get(slot)
        if command is not None and command.ready < 0:
            command.ready = now

    def ended(self, slot: int, now: float) -> bool:
        """Whether a command has ended with this program."""
        command = self._commands.get(slot)
        self._commands.delete(slot)
        if command is None or command.program != slot:
            return False
        if command.ready < 0:
            command.ready = now
        self.model.ended(command.words, command.folder, now)
        if command in self._starting:
            self._started(command)
        return True

    def look(self, now: float) -> bool:
        """Learns from starts that are over. Whether there were any."""
        over = [each for each in self._starting if self._is_over(each, now)]
        for command in over:
            self._started(command)
        self.model.groups.look(now)
        return len(over) > 0

    def _is_over(self, command: Command, now: float) -> bool:
        return now - command.began >= STARTING_MS or (command.ready >= 0 and now - command.ready >= AFTER_READY_MS)

    def _started(self, command: Command) -> None:
        self._starting = [each for each in self._starting if each is not command]
        start = command.start
        start.files = sorted(start.files, key=lambda file: file.ms)
        start.ready_ms = int(command.ready - command.began) if command.ready >= 0 else 0
        if len(start.files) > 0:
            self.model.starts.learn(start)
