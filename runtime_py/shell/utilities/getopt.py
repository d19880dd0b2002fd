"""getopt: converts the options of a script to a form that `eval set --` reads (util-linux; the traditional form
too)."""

from __future__ import annotations

from runtime_py.platform.regexp import compile as compile_regexp
from runtime_py.shell.context import Context
from runtime_py.shell.quoting import quoted
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_LETTERS = 'ao:l:n:qQs:Tu'
_LONG_NAMES = [
    'alternative',
    'options=',
    'longoptions=',
    'name=',
    'quiet',
    'quiet-output',
    'shell=',
    'test',
    'unquoted',
]
_WRONG_OPTION = 1
_WRONG_USE = 2
_ENHANCED = 4
_SEPARATORS = compile_regexp('[, \\t\\n]+', '')


async def main(context: Context) -> int:
    if '--test' in context.args or '-T' in context.args[:1]:
        return _ENHANCED
    if len(context.args) == 0:
        return await usage_error(context, 'missing optstring argument', _WRONG_USE)
    if not context.args[0].startswith('-'):
        return await _answer(
            context, _Parser(context.args[0].lstrip('+-'), [], context.name, False), context.args[1:], False, ''
        )
    options = parse_options(context.args, _LETTERS, _LONG_NAMES, False)
    if options.problem != '':
        return await usage_error(context, options.problem, _WRONG_USE)
    words = options.operands
    short = options.value('o', options.value('options'))
    if not options.any(['o', 'options']):
        if len(words) == 0:
            return await usage_error(context, 'missing optstring argument', _WRONG_USE)
        short = words[0]
        words = words[1:]
    shell = options.value('s', options.value('shell', 'sh'))
    if shell not in ('sh', 'bash', 'csh', 'tcsh'):
        await context.error('unknown shell after -s or --shell argument')
        return _WRONG_USE
    longs = [
        name
        for text in [*options.all_values('l'), *options.all_values('longoptions')]
        for name in _split(text)
        if name != ''
    ]
    parser = _Parser(
        short, longs, options.value('n', options.value('name', context.name)), options.any(['a', 'alternative'])
    )
    parser.is_quiet = options.any(['q', 'quiet'])
    is_silent = options.any(['Q', 'quiet-output'])
    return await _answer(context, parser, words, not options.any(['u', 'unquoted']), shell, is_silent)


def _split(text: str) -> list[str]:
    parts: list[str] = []
    at = 0
    match = _SEPARATORS.exec(text, 0)
    while match is not None:
        parts.append(text[at : match.start])
        at = match.end
        match = _SEPARATORS.exec(text, at)
    return [*parts, text[at:]]


async def _answer(
    context: Context, parser: _Parser, words: list[str], is_quoted: bool, shell: str, is_silent: bool = False
) -> int:
    parser.run(words)
    if not parser.is_quiet:
        for problem in parser.problems:
            await context.write_error(f'{parser.name}: {problem}\n')
    if not is_silent:
        text = ''.join(
            [
                ' ' + (found if kind == 'name' or not is_quoted else _quoted(found, shell))
                for kind, found in parser.found
            ]
        )
        await context.write(text + '\n')
    return _WRONG_OPTION if len(parser.problems) > 0 else 0


def _quoted(text: str, shell: str) -> str:
    return "'" + ''.join([_in_csh(char) for char in text]) + "'" if shell in ('csh', 'tcsh') else quoted(text)


def _in_csh(char: str) -> str:
    """Within single quotes, which csh leaves for `!` and for white space."""
    if char == '\n':
        return '\\n'
    if char in "'! \t\r\f\v":
        return f"'\\{char}'"
    return '\\\\' if char == '\\' else char


class _Parser:
    """getopt_long(3). `found` gets ['name', option] and ['text', argument]."""

    def __init__(self, letters: str, longs: list[str], name: str, one_dash_is_long: bool) -> None:
        self.stops = letters.startswith('+')
        self.in_order = letters.startswith('-')
        self.letters = letters.lstrip('+-')
        self.longs = longs
        self.name = name
        self.one_dash_is_long = one_dash_is_long
        self.is_quiet = False
        self.problems: list[str] = []
        self.found: list[list[str]] = []

    def run(self, words: list[str]) -> None:
        operands: list[str] = []
        k = 0
        while k < len(words):
            word = words[k]
            k += 1
            if word == '--':
                operands.extend(words[k:])
                break
            if word.startswith('--'):
                k = self._long(word[2:], '--', words, k)
            elif word.startswith('-') and word != '-':
                is_long = self.one_dash_is_long and self._is_long(word[1:])
                k = self._long(word[1:], '-', words, k) if is_long else self._short(word, words, k)
            elif self.stops:
                operands.extend(words[k - 1 :])
                break
            elif self.in_order:
                self.found.append(['text', word])
            else:
                operands.append(word)
        self.found.append(['name', '--'])
        self.found.extend([['text', word] for word in operands])

    def _is_long(self, text: str) -> bool:
        name = text.partition('=')[0]
        return any([one.rstrip(':') == name or (len(name) > 1 and one.startswith(name)) for one in self.longs])

    def _short(self, word: str, words: list[str], k: int) -> int:
        at = 1
        while at < len(word):
            letter = word[at]
            at += 1
            place = self.letters.find(letter) if letter != ':' else -1
            if place < 0:
                self.problems.append(f"invalid option -- '{letter}'")
                continue
            takes = self.letters[place + 1 : place + 2] == ':'
            may = self.letters[place + 1 : place + 3] == '::'
            if takes and not may and at >= len(word):
                if k >= len(words):
                    self.problems.append(f"option requires an argument -- '{letter}'")
                    return k
                self.found.append(['name', '-' + letter])
                self.found.append(['text', words[k]])
                return k + 1
            self.found.append(['name', '-' + letter])
            if takes:
                self.found.append(['text', word[at:]])
                return k
        return k

    def _long(self, text: str, dashes: str, words: list[str], k: int) -> int:
        given, sign, value = text.partition('=')
        exact = [one for one in self.longs if one.rstrip(':') == given]
        names = exact if len(exact) > 0 else [one for one in self.longs if one.startswith(given)]
        if len(names) != 1:
            choices = ''.join([f" '{dashes}{one.rstrip(':')}'" for one in names])
            self.problems.append(
                f"unrecognized option '{dashes}{given}'"
                if len(names) == 0
                else f"option '{dashes}{given}' is ambiguous; possibilities:{choices}"
            )
            return k
        name = names[0].rstrip(':')
        colons = len(names[0]) - len(name)
        if sign != '' and colons == 0:
            self.problems.append(f"option '{dashes}{name}' doesn't allow an argument")
            return k
        if colons == 1 and sign == '':
            if k >= len(words):
                self.problems.append(f"option '{dashes}{name}' requires an argument")
                return k
            value = words[k]
            k += 1
        self.found.append(['name', '--' + name])
        if colons > 0:
            self.found.append(['text', value])
        return k
