"""`set -k`: what looks like an assignment among a command's arguments belongs to its environment, too. Pure."""

from __future__ import annotations

from runtime_py.shell.ast import Assignment, Literal, Simple, Word
from runtime_py.shell.scanner import name_at


def with_keywords(command: Simple) -> Simple:
    """The command with those words as assignments; itself when there are none."""
    found = [_assignment(word) for word in command.words]
    if len([one for one in found if one is not None]) == 0:
        return command
    made = Simple(command.line)
    made.words = [word for k, word in enumerate(command.words) if found[k] is None]
    made.assignments = [*command.assignments, *[one for one in found if one is not None]]
    made.redirections = command.redirections
    made.declares = command.declares
    made.text = command.text
    return made


def _assignment(word: Word) -> Assignment | None:
    first = word.parts[0] if len(word.parts) > 0 else None
    if not word.assigns or not isinstance(first, Literal):
        return None
    name = name_at(first.text, 0)
    if not first.text.startswith('=', len(name)):
        return None
    value = Word([Literal(first.text[len(name) + 1 :], first.quoted), *word.parts[1:]], word.line)
    return Assignment(name, value, False)
