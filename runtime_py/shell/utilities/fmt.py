"""fmt: fills paragraphs with words up to a width (GNU fmt): -w, -g, -s splits only, -u one space between words, -p
prefix, -c and -t keep the indentation of the first two lines.

A paragraph is a run of lines with the same indentation and prefix. Lines are broken where the sum of costs is least:
the square of the distance to the goal, the square of the difference to the line before, and less or more for breaks
after a sentence, after punctuation or before a parenthesis."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.platform.text import repeat
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error

_LONG_NAMES = [
    'width=',
    'goal=',
    'split-only',
    'uniform-spacing',
    'prefix=',
    'crown-margin',
    'tagged-paragraph',
]
_WIDTH = 75
_MOST_WIDTH = 2500
_LEEWAY = 7  # percent below the width at which lines aim
_TAB = 8
_TAG_INDENT = 3

# costs, in squares of columns
_SHORT = 100
_RAGGED = 50
_LINE = 70 * 70
_WIDOW = 200
_ORPHAN = 150
_SENTENCE_BONUS = 50 * 50
_NO_BREAK = 600 * 600
_PUNCTUATION_BONUS = 40 * 40
_OPENING_BONUS = 40 * 40


class _Word:
    def __init__(self, text: str, space: int, ends_sentence: bool) -> None:
        self.text = text
        self.space = space  # columns between it and the next word of the line
        self.final = ends_sentence
        self.period = text.rstrip('")]\'')[-1:] in ('.', '!', '?') and text != ''
        self.punctuation = _is_punctuation(text[-1])
        self.opens = text[0] in '(["\'`'


class _Style:
    """What the options say."""

    def __init__(self, options: Options) -> None:
        self.width = _number(options, 'w', 'width', _WIDTH)
        self.goal = _number(options, 'g', 'goal', self.width * (2 * (100 - _LEEWAY) + 1) // 200)
        if options.any(['g', 'goal']) and not options.any(['w', 'width']):
            self.width = self.goal + 10
        self.split_only = options.any(['s', 'split-only'])
        self.uniform = options.any(['u', 'uniform-spacing'])
        self.crown = options.any(['c', 'crown-margin'])
        self.tagged = options.any(['t', 'tagged-paragraph'])
        self.prefix = options.value('p', options.value('prefix')).strip()


class _Line:
    """A line of the input: its prefix's indentation, its own, and its words."""

    def __init__(self, text: str, style: _Style) -> None:
        line = _expanded(text)
        body = line.lstrip()
        self.outer = len(line) - len(body) if style.prefix != '' else 0
        self.has_tab = '\t' in text
        self.plain = style.prefix != '' and not body.startswith(style.prefix)  # to be copied as it is
        if not self.plain:
            body = body[len(style.prefix) :]
        rest = body.lstrip()
        self.inner = len(line) - len(rest)
        self.words = _words(rest, style.uniform)
        self.text = text


def _number(options: Options, letter: str, name: str, fallback: int) -> int:
    """-1 when it isn't a number that may stand there."""
    if not options.any([letter, name]):
        return fallback
    text = options.value(letter, options.value(name))
    return int(text) if text.isdigit() and len(text) < 5 and int(text) <= _MOST_WIDTH else -1


def _is_punctuation(char: str) -> bool:
    return char in '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'


def _expanded(text: str) -> str:
    out = ''
    for char in text:
        out += repeat(' ', _TAB - len(out) % _TAB) if char == '\t' else char
    return out


def _words(text: str, uniform: bool) -> list[_Word]:
    words: list[_Word] = []
    k = 0
    while k < len(text):
        end = k
        while end < len(text) and text[end] != ' ':
            end += 1
        after = end
        while after < len(text) and text[after] == ' ':
            after += 1
        word = _Word(text[k:end], after - end, False)
        word.final = word.period and (after >= len(text) or after - end > 1)
        if after >= len(text) or uniform:  # the last word of a line gets the usual space
            word.space = 2 if word.final else 1
        words.append(word)
        k = after
    return words


async def main(context: Context) -> int:
    args = [f'-w{arg[1:]}' if len(arg) > 1 and arg[0] == '-' and arg[1:].isdigit() else arg for arg in context.args]
    options = parse_options(args, 'w:g:sup:ct', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    style = _Style(options)
    if style.width < 0 or style.goal < 0 or style.goal > style.width:
        wrong = options.value('w', options.value('width'))
        if style.width >= 0:
            wrong = options.value('g', options.value('goal'))
        await context.error(f"invalid width: '{wrong}'")
        return 1
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        texts = await source.all_lines()
        lines = [_Line(line, style) for line in texts]
        source.close()
        if source.error != 0:
            await context.error(f"cannot open '{name}' for reading: {strerror(source.error)}")
            status = 1
        await context.write_bytes(to_bytes(_filled(lines, style)))
    return status


def _filled(lines: list[_Line], style: _Style) -> str:
    out = ''
    k = 0
    tabs = False  # once the input had one, they are used for blanks
    other = 0  # the indentation from a paragraph's second line on
    while k < len(lines):
        line = lines[k]
        if line.plain or len(line.words) == 0:
            out += (line.text if len(line.words) > 0 else line.text.rstrip()) + '\n'
            k += 1
            continue
        end = _paragraph_end(lines, k, style)
        if end > k + 1 or not style.tagged:
            other = lines[end - 1].inner
        elif other == line.inner:  # a tag without a text takes what the paragraph before had, unless it would not show
            other = _TAG_INDENT if line.inner == 0 else 0
        words: list[_Word] = []
        for each in lines[k:end]:
            words.extend(each.words)
            tabs = tabs or each.has_tab
        words[-1].period = True
        words[-1].final = True
        out += _paragraph(words, line.outer, [line.inner, other], style, tabs)
        k = end
    return out


def _paragraph_end(lines: list[_Line], start: int, style: _Style) -> int:
    """The line after the paragraph's last. Crown and tagged paragraphs have an indentation of their own from the second
    line on."""
    if style.split_only:
        return start + 1
    first = lines[start]

    def continues(line: _Line, inner: int) -> bool:
        return not line.plain and len(line.words) > 0 and line.outer == first.outer and line.inner == inner

    k = start + 1
    if k >= len(lines):
        return k
    second = lines[k]
    inner = second.inner if style.crown or style.tagged else first.inner
    if style.tagged and second.inner == first.inner:
        return k
    while k < len(lines) and continues(lines[k], inner):
        k += 1
    return k


def _paragraph(words: list[_Word], outer: int, indents: list[int], style: _Style, tabs: bool) -> str:
    breaks = _breaks(words, indents, style)
    out = ''
    at = 0
    while at < len(words):
        end = breaks[at]
        margin = indents[0] if at == 0 else indents[1]
        text = _blanks(0, outer, tabs) + style.prefix
        column = outer + len(style.prefix)
        text += _blanks(column, max(margin, column), tabs)
        column = max(margin, column)
        for k in range(at, end):
            text += words[k].text
            column += len(words[k].text)
            if k + 1 < end:
                text += _blanks(column, column + words[k].space, tabs)
                column += words[k].space
        out += text + '\n'
        at = end
    return out


def _blanks(column: int, to: int, tabs: bool) -> str:
    text = ''
    stop = to // _TAB * _TAB
    if tabs and column + 1 < stop:
        while column < stop:
            text += '\t'
            column = (column // _TAB + 1) * _TAB
    return text + repeat(' ', to - column)


def _breaks(words: list[_Word], indents: list[int], style: _Style) -> list[int]:
    """For each word the word after the line that begins with it, found from the end backwards."""
    count = len(words)
    best = [0 for _ in range(count + 1)]
    after = [count for _ in range(count)]
    length_from = [0 for _ in range(count + 1)]  # length of the line that begins at the word
    for start in range(count - 1, -1, -1):
        length = indents[0] if start == 0 else indents[1]
        least = -1
        end = start
        while end < count:
            length += len(words[end].text)
            if length >= style.width and end > start:
                break
            end += 1
            cost = _line_cost(end, count, length, length_from, after, style) + best[end]
            if least < 0 or cost < least:
                least = cost
                after[start] = end
                length_from[start] = length
            if length >= style.width or end >= count:
                break
            length += words[end - 1].space
        best[start] = least + _break_cost(words, start)
    return after


def _line_cost(end: int, count: int, length: int, length_from: list[int], after: list[int], style: _Style) -> int:
    if end == count:
        return 0
    off = style.goal - length
    cost = _SHORT * off * off
    if after[end] != count:
        difference = length - length_from[end]
        cost += _RAGGED * difference * difference
    return cost


def _break_cost(words: list[_Word], at: int) -> int:
    """What it costs to begin a line with the word."""
    cost = _LINE
    if at == 0:
        return cost
    before = words[at - 1]
    if before.period:
        cost += -_SENTENCE_BONUS if before.final else _NO_BREAK
    elif before.punctuation:
        cost -= _PUNCTUATION_BONUS
    elif at > 1 and words[at - 2].final:
        cost += _WIDOW * _WIDOW // (len(before.text) + 2)
    word = words[at]
    if word.opens:
        cost -= _OPENING_BONUS
    elif word.final:
        cost += _ORPHAN * _ORPHAN // (len(word.text) + 2)
    return cost
