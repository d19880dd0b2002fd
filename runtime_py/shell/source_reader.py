"""Reads commands at the prompt: lines until they form complete commands, with bash's history expansion. What was typed is
added to the history."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.history import BashHistory, joined
from runtime_py.shell.bash.history_expansion import HistoryProblem
from runtime_py.shell.context import SIGNALED
from runtime_py.shell.io import Io
from runtime_py.shell.line_editor import LineEditor
from runtime_py.shell.parser import parse
from runtime_py.shell.prompt import prompt_text
from runtime_py.shell.scanner import ShellSyntaxError
from runtime_py.sys.signals import SIGINT


class SourceReader:
    """For one command, which may have several lines."""

    def __init__(self, interpreter: Any, editor: LineEditor, io: Io) -> None:
        self.interpreter = interpreter
        self.shell = interpreter.shell
        self.state = interpreter.state
        self.editor = editor
        self.io = io
        self._source = ''
        self._entry = ''  # for the history
        self._closing = ''  # the quote that is open

    async def read(self) -> str | None:
        """None at the end of the input; '' when there is nothing to run."""
        while True:
            prompt = await prompt_text(self.interpreter, 'PS1' if self._source == '' else 'PS2', self.io)
            line = await self.editor.read_line(prompt)
            if line is None:
                return None if self._source == '' else self._finished()
            if line == LineEditor.CANCELLED:
                self.state.status = SIGNALED + SIGINT
                self.interpreter.interrupts.deliver(SIGINT, True)
                return ''
            expanded = await self._expanded(line)
            if expanded is None:
                return ''
            self._add(expanded)
            if self._is_complete():
                return self._finished()

    async def _expanded(self, line: str) -> str | None:
        """None: nothing is run."""
        state = self.state
        if not state.bash or not state.has_option('histexpand') or self._closing == "'":
            return line
        history: BashHistory = self.shell.history
        try:
            found = history.use().expand(line)
        except HistoryProblem as problem:
            await self.interpreter.complain(problem.message, self.io)
            state.status = 1
            return None
        if not found.changed:
            return line
        if found.only_shown:
            await self.shell.tell(found.text + '\n')
            self._add(found.text)
            self._finished()
            return None
        if state.beyond.has('histverify'):
            self.editor.given = found.text
            return None
        await self.shell.tell(found.text + '\n')
        return found.text

    def _add(self, line: str) -> None:
        if self._source == '':
            self._entry = line
        elif self.state.bash and self.state.beyond.has('cmdhist') and not self.state.beyond.has('lithist'):
            self._entry = joined(self._entry, line, self._closing != '')
        else:
            self._entry += '\n' + line
        self._source += line + '\n'

    def _is_complete(self) -> bool:
        try:
            parse(self._source, self.state.aliases, self.state.bash)
            return True
        except ShellSyntaxError as error:
            self._closing = error.closing
            return not error.incomplete and not self._source.endswith('\\\n')

    def _finished(self) -> str:
        if self._source.strip() != '':
            self.shell.history.record(self._entry)
            self.shell.history.save()
        return self._source
