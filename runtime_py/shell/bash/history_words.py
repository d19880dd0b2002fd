"""The words of a line of the history, for its designators (!$, !!:2). Pure; close to the shell's words, without its
grammar."""

from __future__ import annotations

_ENDS = ' \t\n;&()|<>'
_QUOTES = '\'"`'
_DOUBLED = [';;&', '<<<', '<<-', '&>>', '&&', '||', ';;', ';&', '<<', '>>', '<&', '>&', '&>', '|&', '>|', '<>']


def words_of(line: str) -> list[str]:
    found: list[str] = []
    k = 0
    while k < len(line):
        if line[k] in ' \t\n':
            k += 1
            continue
        end = _end_of_word(line, k)
        found.append(line[k:end])
        k = end
    return found


def _end_of_word(line: str, start: int) -> int:
    if line[start] in '()':
        return start + 1
    k = start
    while k < len(line) and line[k].isdigit():
        k += 1
    if k < len(line) and line[k] in '<>' and line[k + 1 : k + 2] != '(':
        return _end_of_operator(line, k)  # 2>&1
    if line[start] in ';&|<>' and line[start + 1 : start + 2] != '(':
        return _end_of_operator(line, start)
    k = start
    while k < len(line):
        letter = line[k]
        if letter in '$<>' and line[k + 1 : k + 2] == '(':
            k = _after_parentheses(line, k + 2)
        elif letter in _ENDS:
            break
        elif letter == '\\':
            k += 2
        elif letter in _QUOTES:
            k = after_quote(line, k)
        else:
            k += 1
    return min(k, len(line))


def _end_of_operator(line: str, k: int) -> int:
    for text in _DOUBLED:
        if line.startswith(text, k):
            end = k + len(text)
            while (
                text.endswith('&') and text[0] in '<>' and end < len(line) and (line[end].isdigit() or line[end] == '-')
            ):
                end += 1
            return end
    return k + 1


def after_quote(line: str, k: int) -> int:
    """Where the text after a quoted part goes on."""
    quote = line[k]
    k += 1
    while k < len(line) and line[k] != quote:
        k += 2 if line[k] == '\\' and quote != "'" else 1
    return min(k + 1, len(line))


def _after_parentheses(line: str, k: int) -> int:
    depth = 1
    while k < len(line) and depth > 0:
        if line[k] in _QUOTES:
            k = after_quote(line, k)
            continue
        depth += 1 if line[k] == '(' else (-1 if line[k] == ')' else 0)
        k += 2 if line[k] == '\\' else 1
    return k
