"""npm help-search TEXT: which commands' help has these words. The help is ours, which is shorter than npm's manual."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import command_names, usage_error, usage_of
from runtime_py.npm.session import STDOUT, Session
from runtime_py.platform.maps import Map
from runtime_py.platform.text import repeat

_MOST = 10
_WIDEST = 80
_MOST_LINES = 4


class _Found:
    def __init__(self, command: str, lines: list[str], hits: Map[str, int]) -> None:
        self.command = command
        self.lines = lines
        self.hits = hits
        self.total = sum(list(hits.values()))


async def run(session: Session) -> int:
    words = session.words
    if len(words) == 0:
        raise usage_error('help-search', '')
    found = [each for each in [_look(command, words) for command in command_names()] if each.total > 0]
    found = sorted(found, key=lambda each: (-each.hits.size, -each.total, -len(each.lines)))[:_MOST]
    if len(found) == 0:
        session.print(f'No matches in help for: {" ".join(words)}\n')
        return 0
    size = session.system.get_winsize(STDOUT) if session.system.isatty(STDOUT) else [_WIDEST, 0]
    width = min(size[0], _WIDEST)
    if session.config.flag('long'):
        session.print('\n'.join([_detailed(each, width) for each in found]).strip())
        return 0
    quoted = ' '.join([f'"{word}"' for word in words])
    rule = repeat('\u2014', width)
    listed = '\n'.join([_heading(each, width) for each in found])
    session.print(f'Top hits for {quoted}\n{rule}\n{listed}\n{rule}\n(run with -l or --long to see more context)')
    return 0


def _look(command: str, words: list[str]) -> _Found:
    text = usage_of(command)
    hits: Map[str, int] = Map()
    for word in words:
        count = text.lower().count(word.lower())
        if count > 0:
            hits.set(word, count)
    lines = [line for line in text.split('\n') if any([line.lower().find(word.lower()) >= 0 for word in words])]
    return _Found(command, lines, hits)


def _heading(found: _Found, width: int) -> str:
    left = f'npm help {found.command}'
    right = ' '.join(sorted([f'{word}:{count}' for word, count in found.hits.entries()]))
    return left + repeat(' ', max(1, width - len(left) - len(right))) + right


def _detailed(found: _Found, width: int) -> str:
    lines = '\n'.join(found.lines[:_MOST_LINES])
    return f'\n\n{_heading(found, width)}\n{repeat("-", width)}\n{lines}\n'


COMMANDS: list[Any] = [['help-search', run]]
