"""The normal form of a command: what a person means by a line, without what changes from one time to the next or may be
a secret (messages, ports, names of packages, addresses).

`npm run dev -- --port 5000` is `npm run dev`, `git commit -m 'x'` is `git commit`, `cat notes.txt` is `cat`. The tables
say which words of a tool matter; of an unknown tool only its name does. Must not know shells."""

from __future__ import annotations

from runtime_py.platform.maps import Map

MOST_LETTERS = 60
SEPARATOR = ' '
_BREAKS = ['&&', '||', ';', '&', '\n', '(', ')', '{', '}']
_PREFIXES = ['time', 'nohup', 'exec', 'command', 'env', 'nice', 'sudo']
_NPM = ['npm', 'pnpm', 'yarn']
_NPM_VERBS: Map[str, str] = Map(
    [
        ['i', 'install'],
        ['in', 'install'],
        ['add', 'install'],
        ['t', 'test'],
        ['tst', 'test'],
        ['run-script', 'run'],
        ['rum', 'run'],
        ['x', 'exec'],
        ['c', 'config'],
        ['un', 'uninstall'],
        ['rm', 'uninstall'],
        ['remove', 'uninstall'],
        ['up', 'update'],
        ['list', 'ls'],
        ['ll', 'ls'],
        ['info', 'view'],
        ['show', 'view'],
        ['create', 'init'],
    ]
)
_RUNNERS = ['npx', 'pnpx', 'bunx']
# tools whose first word that isn't an option says what they do
_WITH_VERB = [
    'npm',
    'pnpm',
    'yarn',
    'git',
    'vite',
    'next',
    'nuxt',
    'nuxi',
    'astro',
    'ng',
    'nx',
    'turbo',
    'lerna',
    'changeset',
    'prisma',
    'drizzle-kit',
    'storybook',
    'svelte-kit',
    'remix',
    'webpack',
    'rspack',
    'vitest',
    'playwright',
    'cypress',
    'wrangler',
    'resources',
    'checkpoint',
]
# options that change what a tool does
_TELLING = [
    '--watch',
    '-w',
    '--test',
    '--noEmit',
    '--build',
    '-b',
    '--coverage',
    '--fix',
    '--write',
    '--check',
    '--serve',
    '--run',
    '--version',
    '-v',
    '-e',
]
_INTERPRETERS = ['node', 'tsx', 'ts-node', 'sh', 'bash', 'python', 'python3']
# of the interpreters' options, those that take the next word
_WITH_VALUE = ['-e', '--eval', '-p', '--print', '-r', '--require', '--import', '--loader', '-c', '--env-file']


def normal_form(words: list[str]) -> str:
    """Of one command; '' for none."""
    rest = _without_prefixes(words)
    if len(rest) == 0:
        return ''
    tool = rest[0].rpartition('/')[2]
    rest = rest[1:]
    if tool in _RUNNERS:
        inner = normal_form([*[word for word in rest if not word.startswith('-')][:1], *_after_tool(rest)])
        return _short([tool, inner])
    if tool in _NPM:
        return _short([tool, *_npm_words(rest)])
    if tool in _INTERPRETERS:
        return _short([tool, *_script_words(rest)])
    return _short([tool, *_verb_words(tool, rest)])


def _without_prefixes(words: list[str]) -> list[str]:
    """Without assignments and words like `time`."""
    at = 0
    while at < len(words) and (words[at] in _PREFIXES or _is_assignment(words[at])):
        at += 1
    return words[at:]


def _is_assignment(word: str) -> bool:
    name = word.partition('=')[0]
    return name != word and name != '' and all([letter.isalnum() or letter == '_' for letter in name])


def _after_tool(rest: list[str]) -> list[str]:
    """What follows the first word that isn't an option."""
    for k, word in enumerate(rest):
        if not word.startswith('-'):
            return rest[k + 1 :]
    return []


def _npm_words(rest: list[str]) -> list[str]:
    plain = [word for word in _before_dashes(rest) if not word.startswith('-')]
    if len(plain) == 0:
        return ['install'] if len(rest) == 0 else []
    verb = _NPM_VERBS.get(plain[0]) or plain[0]
    if verb == 'run' and len(plain) > 1:
        return ['run', plain[1]]
    if verb == 'exec':
        return ['exec', normal_form(plain[1:])]
    return [verb if _is_plain(verb) else '']


def _before_dashes(rest: list[str]) -> list[str]:
    found: list[str] = []
    for word in rest:
        if word == '--':
            break
        found.append(word)
    return found


def _script_words(rest: list[str]) -> list[str]:
    """Telling options and the script's file."""
    found: list[str] = []
    skip = False
    for word in rest:
        if skip:
            skip = False
        elif word.startswith('-'):
            if word in _TELLING:
                found.append(word)
            skip = word in _WITH_VALUE
        else:
            found.append(word.removeprefix('./'))
            break
    return found


def _verb_words(tool: str, rest: list[str]) -> list[str]:
    found: list[str] = []
    if tool in _WITH_VERB:
        for word in rest:
            if not word.startswith('-'):
                if _is_plain(word):
                    found.append(word)
                break
    if tool != 'git':
        found.extend([word for word in rest if word in _TELLING and word not in found])
    return found


def _is_plain(word: str) -> bool:
    return len(word) <= 24 and all([letter.isalnum() or letter in '-:_' for letter in word])


def _short(words: list[str]) -> str:
    return SEPARATOR.join([word for word in words if word != ''])[:MOST_LETTERS]


def commands_of(line: str) -> list[str]:
    """The normal forms of a typed line's commands, of a pipeline its first."""
    found: list[str] = []
    for words in _parts(line):
        form = normal_form(words)
        if form != '':
            found.append(form)
    return found


def _parts(line: str) -> list[list[str]]:
    """Words of each command. Quotes hold words together; of a pipeline only the first command is kept."""
    found: list[list[str]] = []
    words: list[str] = []
    piped = False
    for word in _words(line):
        if word == '|':
            if not piped:
                found.append(words)
            piped = True
            words = []
        elif word in _BREAKS:
            if not piped:
                found.append(words)
            piped = False
            words = []
        elif not word.startswith('>') and not word.startswith('<'):
            words.append(word)
    if not piped:
        found.append(words)
    return [each for each in found if len(each) > 0]


class _Splitter:
    def __init__(self) -> None:
        self.found: list[str] = []
        self.word = ''
        self.has_word = False

    def add(self, letter: str) -> None:
        self.word += letter
        self.has_word = True

    def end(self) -> None:
        if self.has_word:
            self.found.append(self.word)
        self.word = ''
        self.has_word = False


def _words(line: str) -> list[str]:
    split = _Splitter()
    quote = ''
    at = 0
    while at < len(line):
        letter = line[at]
        if quote != '':
            if letter == quote:
                quote = ''
            else:
                split.add(letter)
        elif letter in '\'"':
            quote = letter
            split.has_word = True
        elif letter == '\\' and at + 1 < len(line):
            at += 1
            split.add(line[at])
        elif letter == '#' and not split.has_word:
            break
        elif letter in '<>' and line[at + 1 : at + 2] == '&':
            split.add('>&')
            at += 1
        elif letter in ' \t':
            split.end()
        elif line[at : at + 2] in ('&&', '||'):
            split.end()
            split.found.append(line[at : at + 2])
            at += 1
        elif letter in ';|&\n()':
            split.end()
            split.found.append(letter)
        else:
            split.add(letter)
        at += 1
    split.end()
    return split.found
