"""Parses npm's command line as nopt does: long options with their values, short ones, abbreviations, and warnings about
odd ones. Pure."""

from __future__ import annotations

from runtime_py.npm.options import CHOICES, FLAG, LIST, NUMBER, OPTIONS
from runtime_py.platform.maps import Map

# Shorthands for other options; also with a single hyphen.
_SHORTHANDS: Map[str, list[str]] = Map(
    [
        ['D', ['--save-dev']],
        ['S', ['--save']],
        ['O', ['--save-optional']],
        ['P', ['--save-prod']],
        ['E', ['--save-exact']],
        ['B', ['--save-bundle']],
        ['g', ['--global']],
        ['y', ['--yes']],
        ['n', ['--no-yes']],
        ['f', ['--force']],
        ['h', ['--usage']],
        ['H', ['--usage']],
        ['?', ['--usage']],
        ['v', ['--version']],
        ['s', ['--loglevel', 'silent']],
        ['q', ['--loglevel', 'warn']],
        ['d', ['--loglevel', 'info']],
        ['w', ['--workspace']],
        ['c', ['--call']],
        ['p', ['--parseable']],
        ['l', ['--long']],
        ['a', ['--all']],
        ['C', ['--prefix']],
        ['L', ['--location']],
        ['m', ['--message']],
        ['dd', ['--loglevel', 'verbose']],
        ['ddd', ['--loglevel', 'silly']],
        ['silent', ['--loglevel', 'silent']],
        ['quiet', ['--loglevel', 'warn']],
        ['verbose', ['--loglevel', 'verbose']],
        ['local', ['--no-global']],
        ['no', ['--no-yes']],
        ['reg', ['--registry']],
        ['readonly', ['--read-only']],
        ['desc', ['--description']],
        ['porcelain', ['--parseable']],
        ['help', ['--usage']],
        ['enjoy-by', ['--before']],
        ['iwr', ['--include-workspace-root']],
        ['ws', ['--workspaces']],
    ]
)


class Arguments:
    """A parsed command line: options with all their values, and the other words. `rest` are the words after `--`;
    `warnings` are npm's."""

    def __init__(self) -> None:
        self.options: Map[str, list[str]] = Map()
        self.words: list[str] = []
        self.rest: list[str] = []
        self.warnings: list[str] = []

    def add(self, key: str, value: str) -> None:
        known = self.options.get(key)
        if known is None or not is_list(key):
            self.options.set(key, [value])
        else:
            known.append(value)

    def last(self, key: str, otherwise: str) -> str:
        """The effective value of an option, which is the last."""
        known = self.options.get(key)
        return otherwise if known is None else known[-1]


def is_flag(key: str) -> bool:
    option = OPTIONS.get(key)
    return option is not None and option.kind == FLAG


def is_list(key: str) -> bool:
    option = OPTIONS.get(key)
    return option is not None and option.kind == LIST


def takes_value(word: str) -> bool:
    """Whether the next word is the option's value."""
    name = word[2:] if word.startswith('--') else ''
    return OPTIONS.has(name) and not is_flag(name)


def parse_arguments(argv: list[str]) -> Arguments:
    """`argv` without the program's name."""
    out = Arguments()
    for name in _SHORTHANDS.keys():
        if len(name) > 1 and '-' + name in argv:
            out.warnings.append(f'-{name} is not a valid single-hyphen cli flag and will be removed in the future')
    queue = list(argv)
    while len(queue) > 0:
        word = queue.pop(0)
        if word == '--':
            out.rest = queue
            break
        if not word.startswith('-') or word == '-':
            out.words.append(word)
        elif word.startswith('--'):
            _take_long(word[2:], queue, out)
        else:
            _take_short(word[1:], queue)
    return out


def _take_short(letters: str, queue: list[str]) -> None:
    """Parses a whole shorthand (`-ws`), or letters (`-Dg` is `-D -g`); anything else is read as a long option:
    `-depth`."""
    at = letters.find('=')
    name = letters if at < 0 else letters[:at]
    whole = _SHORTHANDS.get(name)
    expanded: list[str] = []
    if whole is not None:
        expanded.extend(whole)
    else:
        for letter in name:
            meaning = _SHORTHANDS.get(letter)
            if meaning is None:
                queue.insert(0, '--' + letters)
                return
            expanded.extend(meaning)
    if at >= 0:
        expanded.append(letters[at + 1 :])
    for i in range(len(expanded)):
        queue.insert(i, expanded[i])


def _take_long(text: str, queue: list[str], out: Arguments) -> None:
    at = text.find('=')
    key = text if at < 0 else text[:at]
    if at < 0 and not OPTIONS.has(key):
        shorthand = _SHORTHANDS.get(key)
        if shorthand is None:
            shorthand = _expanded(key, out)
        if shorthand is not None:
            for i in range(len(shorthand)):
                queue.insert(i, shorthand[i])
            return
    if at >= 0:
        out.add(_known_name(key, out), text[at + 1 :])
    elif key.startswith('no-') and (is_flag(key[3:]) or not OPTIONS.has(key)):
        out.add(key[3:], 'false')
    elif is_flag(key):
        next_word = queue[0] if len(queue) > 0 else ''
        is_value = (
            next_word == 'true'
            or next_word == 'false'
            or (next_word == 'null' and key in ['workspaces', 'yes'])
            or (key == 'color' and next_word == 'always')
        )
        out.add(key, queue.pop(0) if is_value else 'true')
    elif (
        OPTIONS.has(key)
        and len(queue) > 0
        and (not queue[0].startswith('-') or queue[0] == '-' or _is_number(queue[0]))
    ):
        out.add(key, queue.pop(0))
    else:
        if not OPTIONS.has(key) and len(queue) > 0 and not queue[0].startswith('-'):
            out.warnings.append(f'"{queue[0]}" is being parsed as a normal command line argument.')
        out.add(key, '' if OPTIONS.has(key) else 'true')


def _is_number(word: str) -> bool:
    return len(word) > 1 and word[1:].replace('.', '', 1).isdigit()


def _known_name(key: str, out: Arguments) -> str:
    """`--work=a` is --workspace=a, when only one option begins like that."""
    if OPTIONS.has(key):
        return key
    shorthand = _SHORTHANDS.get(key)
    if shorthand is not None and len(shorthand) == 1 and shorthand[0].startswith('--'):
        return shorthand[0][2:]
    expanded = _expanded(key, out)
    return key if expanded is None else expanded[0][2:]


def _expanded(key: str, out: Arguments) -> list[str] | None:
    """The only option that begins like that."""
    negated = key.startswith('no-')
    begin = key[3:] if negated else key
    if begin == '':
        return None
    found = [name for name in OPTIONS.keys() if name.startswith(begin)]
    if OPTIONS.has(begin) or len(found) != 1:
        return None
    if negated:
        return [f'--no-{found[0]}'] if is_flag(found[0]) else None
    out.warnings.append(f'Expanding --{key} to --{found[0]}. This will stop working in the next major version of npm.')
    return [f'--{found[0]}']


_NULLABLE = [
    'access',
    'also',
    'audit-level',
    'lockfile-version',
    'only',
    'depth',
    'expires',
    'expect-result-count',
    'min-release-age',
    'which',
]


def invalid_value(key: str, value: str) -> str:
    """What a value must be, if it is invalid; '' when it is valid."""
    option = OPTIONS.get(key)
    choices = CHOICES.get(key)
    if option is None or value == '' or value == 'null':
        return ''
    none = 'null, ' if key in _NULLABLE else ''
    if choices is not None:
        return (
            ''
            if value in choices
            else ('one of: ' if option.kind != LIST else 'one or more of: ') + none + ', '.join(choices)
        )
    if option.kind == NUMBER and value != 'Infinity' and not _is_number('+' + value.removeprefix('-')):
        return ('one of: ' + none if none != '' else '') + 'numeric value'
    return ''
