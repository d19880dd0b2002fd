"""Programs that arrive as data: what a command downloads or decodes and a shell then runs, so that nobody has read it.

A pipeline has a watch that all its parts share, whatever they are: functions, groups, subshells. Which of the two comes
first doesn't matter: the second is noticed. Pure; must not know what follows from it."""

from __future__ import annotations

from runtime_py.platform.maps import Set
from runtime_py.shell.dangers import base_name

TEXTS_MOST = 20
SHORTEST = 8
_DOWNLOADS: Set[str] = Set(['curl', 'wget'])
_DECODERS: Set[str] = Set(['base64', 'base32', 'xxd', 'openssl'])
_DECODES: Set[str] = Set(['-d', '-D', '--decode', '-r', '-di', '-id'])
_SHELLS: Set[str] = Set(['sh', 'bash', 'dash', 'jsh', 'zsh', 'node', 'python', 'python3'])
# all names at which a command is looked at more closely
CHECKED: Set[str] = Set([*_DOWNLOADS.values(), *_DECODERS.values(), *_SHELLS.values(), 'eval', 'source', '.'])


def hides(argv: list[str]) -> bool:
    """Whether the command writes what it downloaded or decoded."""
    name = base_name(argv[0])
    if _DOWNLOADS.has(name):
        return True
    return _DECODERS.has(name) and len([arg for arg in argv[1:] if _DECODES.has(arg)]) > 0


def runs_stdin(argv: list[str]) -> bool:
    """Whether a shell reads its script from standard input or a descriptor: bash's <( )."""
    if argv[0] == 'source' or argv[0] == '.':
        return len(argv) > 1 and _is_descriptor(argv[1])
    if not _SHELLS.has(base_name(argv[0])):
        return False
    k = 1
    while k < len(argv):
        arg = argv[k]
        if arg == '-' or arg == '-s' or _is_descriptor(arg):
            return True
        if not arg.startswith('-') or arg == '--':
            return False
        if arg == '-c' or arg == '-e' or arg == '-p' or arg.startswith('--eval') or arg.startswith('--print'):
            return False
        k += 1
    return True


def _is_descriptor(path: str) -> bool:
    return path == '/dev/stdin' or path.startswith('/dev/fd/') or path.startswith('/proc/self/fd/')


def texts_to_run(argv: list[str]) -> list[str]:
    """The arguments that a shell runs as a script."""
    name = base_name(argv[0])
    if name == 'eval':
        return argv[1:]
    if not _SHELLS.has(name):
        return []
    found: list[str] = []
    for k, arg in enumerate(argv[:-1]):
        if k > 0 and (arg == '-c' or arg == '-e' or (name != 'node' and arg.startswith('-') and arg.endswith('c'))):
            found.append(argv[k + 1])
    return found


def mentions_source(texts: list[str]) -> bool:
    """Whether a script that another process will run downloads or decodes: its pipe leads on from here."""
    for text in texts:
        words = ''.join([letter if letter.isalnum() or letter in '-_.' else ' ' for letter in text]).split(' ')
        for k, word in enumerate(words):
            if _DOWNLOADS.has(word) or (_DECODERS.has(word) and len([w for w in words[k:] if _DECODES.has(w)]) > 0):
                return True
    return False


class PipelineWatch:
    """`parts` joined by pipes. `outer` is the watch in which the pipeline itself is a part."""

    def __init__(self, outer: PipelineWatch | None, outer_part: int) -> None:
        self.outer = outer
        self.outer_part = outer_part
        self._first_source = -1  # the first part that downloads or decodes
        self._last_shell = -1  # the last part in which a shell runs its input

    def source(self, part: int) -> bool:
        """A command of this part downloads or decodes. Whether a shell behind it runs what it says."""
        if self._first_source < 0 or part < self._first_source:
            self._first_source = part
        found = self._last_shell > part
        return (self.outer is not None and self.outer.source(self.outer_part)) or found

    def shell(self, part: int) -> bool:
        """A shell in this part runs its input. Whether that comes from a part before it that downloads or decodes."""
        self._last_shell = max(self._last_shell, part)
        found = 0 <= self._first_source < part
        return (self.outer is not None and self.outer.shell(self.outer_part)) or found

    def has_source(self) -> bool:
        return self._first_source >= 0


class HiddenTexts:
    """Texts that substitutions have downloaded or decoded, to be found again in what is to be run."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def add(self, text: str) -> None:
        if len(text.strip()) >= SHORTEST:
            self._texts.append(text.strip())
            if len(self._texts) > TEXTS_MOST:
                self._texts.pop(0)

    def is_in(self, texts: list[str]) -> bool:
        for text in texts:
            for hidden in self._texts:
                if hidden in text:
                    return True
        return False
