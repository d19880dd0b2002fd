"""Options of utilities (POSIX XBD 12.2, with GNU's long options): -abc, -o value, -ovalue, --name, --name=value, --
ends them."""

from __future__ import annotations

from runtime_py.platform.maps import Map

HELP = '--help'  # prefix of `problem` when help was requested; a synopsis follows
VERSION = '--version'


class Options:
    """`problem` is '' or a message for `usage_error`. A repeated flag counts once; the values of a repeated option are
    in `all_values`."""

    def __init__(self) -> None:
        self.operands: list[str] = []
        self.problem = ''
        self._values: Map[str, list[str]] = Map()

    def add(self, name: str, value: str) -> None:
        found = self._values.get(name)
        if found is None:
            self._values.set(name, [value])
        else:
            found.append(value)

    def has(self, name: str) -> bool:
        return self._values.has(name)

    def any(self, names: list[str]) -> bool:
        for name in names:
            if self._values.has(name):
                return True
        return False

    def value(self, name: str, fallback: str = '') -> str:
        found = self._values.get(name)
        return fallback if found is None else found[-1]

    def all_values(self, name: str) -> list[str]:
        found = self._values.get(name)
        return [] if found is None else found


def parse_options(args: list[str], letters: str, long_names: list[str], permute: bool = True) -> Options:
    """`letters` as for getopt: `ab:c` (b takes a value). Long names that take a value end in `=`. Without permute, the
    first operand ends the options."""
    found = Options()
    k = 0
    while k < len(args) and found.problem == '':
        arg = args[k]
        k += 1
        if arg == '--':
            found.operands.extend(args[k:])
            return found
        if arg == '-' or not arg.startswith('-'):
            found.operands.append(arg)
            if not permute:
                found.operands.extend(args[k:])
                return found
        elif arg.startswith('--'):
            k = _long(found, arg[2:], args, k, letters, long_names)
        else:
            k = _short(found, arg, args, k, letters)
    return found


def _long(found: Options, text: str, args: list[str], k: int, letters: str, long_names: list[str]) -> int:
    at = text.find('=')
    given = text if at < 0 else text[:at]
    names = _meant(given, long_names)
    if len(names) != 1:
        found.problem = _not_one(given, names, letters, long_names)
        return k
    name = names[0].rstrip('=')
    if at >= 0 or not names[0].endswith('='):
        found.add(name, text[at + 1 :] if at >= 0 else '')
    elif name in long_names:
        found.add(name, '')  # its value is optional
    elif k < len(args):
        found.add(name, args[k])
        return k + 1
    else:
        found.problem = f"option '--{name}' requires an argument"
    return k


def _meant(given: str, long_names: list[str]) -> list[str]:
    """The full name of an abbreviation; with its `=` if it can take a value."""
    for name in [given + '=', given]:
        if name in long_names:
            return [name]
    if given in ('help', 'version'):
        return []
    return [name for name in long_names if name.startswith(given) and name + '=' not in long_names]


def _not_one(given: str, names: list[str], letters: str, long_names: list[str]) -> str:
    if len(names) > 1:
        return f"option '--{given}' is ambiguous; possibilities: " + ' '.join(
            [f"'--{name.rstrip('=')}'" for name in names]
        )
    if given == 'help':
        return HELP + synopsis(letters, long_names)
    return VERSION if given == 'version' else f"unrecognized option '--{given}'"


def synopsis(letters: str, long_names: list[str]) -> str:
    """`[-ab] [-c VALUE] [--long] [--other=VALUE] [--may-have[=VALUE]]`"""
    plain = ''
    words: list[str] = []
    for k in range(len(letters)):
        letter = letters[k]
        if letters[k + 1 : k + 2] == ':':
            words.append(f'[-{letter} VALUE]')
        elif letter != ':':
            plain += letter
    if plain != '':
        words.insert(0, f'[-{plain}]')
    for name in long_names:
        if name + '=' not in long_names:
            value = '' if not name.endswith('=') else ('[=VALUE]' if name.rstrip('=') in long_names else '=VALUE')
            words.append(f'[--{name.rstrip("=")}{value}]')
    return ' '.join(words)


def _short(found: Options, arg: str, args: list[str], k: int, letters: str) -> int:
    at = 1
    while at < len(arg):
        letter = arg[at]
        at += 1
        place = letters.find(letter)
        if place < 0 or letter == ':':
            found.problem = f"invalid option -- '{letter}'"
            return k
        if letters[place + 1 : place + 2] != ':':
            found.add(letter, '')
            continue
        if at < len(arg):
            found.add(letter, arg[at:])
            return k
        if k == len(args):
            found.problem = f"option requires an argument -- '{letter}'"
            return k
        found.add(letter, args[k])
        return k + 1
    return k
