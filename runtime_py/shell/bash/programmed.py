"""Programmable completion at the prompt: finds the command and its words before the cursor, asks its specification, and
makes choices for the line editor."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.completions import Asked, Generator, Specification
from runtime_py.shell.io import Io

BREAKS = ' \t\n"\'><=;|&(:'  # COMP_WORDBREAKS
_COMMAND_ENDS = ';|&(\n`{'
_RETRY = 124  # the function has loaded another specification


class Place:
    """The words of the command, as COMP_WORDS; where the last one begins in the line."""

    def __init__(self, words: list[str], start: int, quote: str) -> None:
        self.words = words
        self.start = start
        self.quote = quote  # the quote in which the cursor stands


def place_in(line: str, breaks: str = BREAKS) -> Place:
    words: list[str] = []
    word = ''
    start = 0
    quote = ''
    k = 0
    while k < len(line):
        letter = line[k]
        if quote != '':
            quote = '' if letter == quote else quote
            word += letter
        elif letter == '\\' and k + 1 < len(line):
            word += line[k : k + 2]
            k += 1
        elif letter in '\'"':
            quote = letter
            word += letter
        elif letter in _COMMAND_ENDS:
            words, word, start = [], '', k + 1
        elif letter in ' \t':
            words = [*words, word] if word != '' else words
            word, start = '', k + 1
        elif letter in breaks:
            words = [*words, word] if word != '' else words
            end = k + 1
            while (
                end < len(line)
                and line[end] in breaks
                and line[end] not in ' \t\n\'"'
                and line[end] not in _COMMAND_ENDS
            ):
                end += 1
            words = [*words, line[k:end]]
            word, start = '', end
            k = end - 1
        else:
            word += letter
        k += 1
    return Place([*words, word], start, quote)


class Programmed:
    def __init__(self, interpreter: Any) -> None:
        self.interpreter = interpreter
        self.shell = interpreter.shell
        self.options: list[str] = []

    async def complete(self, line: str, io: Io) -> tuple[int, list[str]] | None:
        """Where the word begins, and choices as they are; None when no specification applies."""
        state = self.interpreter.state
        if not state.beyond.has('progcomp') or self.shell.completions.size == 0:
            return None
        breaks = state.get('COMP_WORDBREAKS')
        place = place_in(line, BREAKS if breaks is None else breaks)
        if len(place.words) < 2:
            return None
        for _ in range(3):
            spec = self._specification(place.words[0])
            if spec is None:
                return None
            own = copied(spec)
            self.shell.completing = own
            generator = Generator(self.interpreter, io)
            asked = Asked(place.words, len(place.words) - 1, line, len(line))
            try:
                found = await generator.generate(own, asked)
            finally:
                self.shell.completing = None
            if generator.status != _RETRY:
                self.options = own.options
                if len(found) == 0 and ('default' in own.options or 'bashdefault' in own.options):
                    return None
                ordered = found if 'nosort' in own.options else sorted(found)
                return place.start, [name for k, name in enumerate(ordered) if name not in ordered[:k]]
        return None

    def _specification(self, command: str) -> Specification | None:
        known = self.shell.completions
        for name in [command, command[command.rfind('/') + 1 :], '-D']:
            found: Specification | None = known.get(name)
            if found is not None:
                return found
        return None


def copied(spec: Specification) -> Specification:
    """compopt changes one for the completion that runs."""
    made = Specification()
    made.actions = spec.actions
    made.options = spec.options
    made.glob = spec.glob
    made.words = spec.words
    made.function = spec.function
    made.command = spec.command
    made.filter = spec.filter
    made.prefix = spec.prefix
    made.suffix = spec.suffix
    return made
