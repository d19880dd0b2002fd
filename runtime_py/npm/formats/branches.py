"""Draws a tree with branches, as the package archy."""

from __future__ import annotations


class Branch:
    """`label` may have several lines."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.below: list[Branch] = []


def drawn(branch: Branch, unicode: bool, indent: str = '') -> str:
    """Each line ends with a newline."""
    line = '│' if unicode else '|'
    out = ('\n' + indent + (line if len(branch.below) > 0 else ' ') + ' ').join(branch.label.split('\n')) + '\n'
    for k, child in enumerate(branch.below):
        is_last = k == len(branch.below) - 1
        forks = len(child.below) > 0
        if unicode:
            out += indent + ('└' if is_last else '├') + '─' + ('┬' if forks else '─') + ' '
        else:
            out += indent + ('`' if is_last else '+') + '-- '
        out += drawn(child, unicode, indent + (' ' if is_last else line) + ' ')
    return out
