"""Node's command line: which arguments are options, what they set, what is left for the program (src/node_options.cc).

Works on the table that the real Node gave (names, types, aliases). Must not know what options do."""
from __future__ import annotations

NO_OP = 0
V8_OPTION = 1
BOOLEAN = 2
INTEGER = 3
UNSIGNED = 4
STRING = 5
HOST_PORT = 6
STRING_LIST = 7
MOST_ALIASES = 10
EXCLUDING = [['--tls-min-v1.3', '--tls-max-v1.2'], ['--use-openssl-ca', '--use-bundled-ca']]
FORBIDDEN_IN_ENVIRONMENT = 1    # OptionEnvvarSettings
_LEGACY = js_regexp('^Legacy alias for (--[a-z-]+)', '')


class CommandLine:
    """`values`: option -> value; `options`: the options as they were written (process.execArgv); `rest`: the script and its arguments."""

    def __init__(self) -> None:
        self.values = {}
        self.options = []
        self.rest = []
        self.problem = ''


class OptionParser:
    def __init__(self, extra: object) -> None:
        self.types = js_new(globalThis.Map, extra.info.options)
        self.aliases = js_new(globalThis.Map, extra.info.aliases)
        self.defaults = js_new(globalThis.Map, extra.cli)
        self.engine = extra.engine       # V8's own, which nobody here looks at

    def parse(self, args: list) -> CommandLine:
        """argv without its first; options end at the first other argument, `-` or `--`."""
        found = CommandLine()
        queue = args.slice()
        while queue.length > 0 and found.problem == '':
            arg = queue[0]
            if arg == '-' or not arg.startswith('-') or arg == '--':
                break
            queue.shift()
            self._option(arg, queue, found, 0)
        if found.values['--print'] and found.values['--eval'] is None and queue.length > 0 and queue[0] != '--':
            found.values['--eval'] = queue.shift()
            found.values['[has_eval_string]'] = True
        # with the values that they took
        found.options = args.slice(0, args.length - queue.length)
        found.rest = queue.slice(1) if queue[0] == '--' else queue
        return found

    def parse_environment(self, text: str) -> CommandLine:
        """NODE_OPTIONS."""
        words = split_words(text)
        for word in words:
            if word.startswith('-') and self.is_forbidden_in_environment(word):
                found = CommandLine()
                found.problem = f'{word} is not allowed in NODE_OPTIONS'
                return found
        found = self.parse(words)
        if found.rest.length > 0 and found.problem == '':
            found.problem = f'{found.rest[0]} is not allowed in NODE_OPTIONS'
        return found

    def is_forbidden_in_environment(self, word: str) -> bool:
        """By the option's own table entry, or that of what it stands for."""
        name = word.split('=')[0].replaceAll('_', '-')
        alias = self.aliases.get(name)
        info = self.types.get(name if alias is None else alias[0])
        return word == '--' or (name in self.engine if info is None else info.envVarSettings == FORBIDDEN_IN_ENVIRONMENT)

    def _option(self, arg: str, queue: list, found: CommandLine, depth: int) -> None:
        at = arg.indexOf('=')
        name = arg if at < 0 or not arg.startswith('--') else arg.slice(0, at)
        name = name if not name.startswith('--') else name.replaceAll('_', '-')
        alias = self.aliases.get(name)
        if alias is None and name.startswith('--no-') and self.types.get(name) is None:
            positive = self.aliases.get('--' + name.slice(5))
            if positive is not None and positive.length == 1:
                alias = ['--no-' + positive[0].slice(2)]
        if alias is not None and depth < MOST_ALIASES and alias[0] != name:
            expansion = alias.slice()
            if at >= 0:
                queue.unshift(arg.slice(at + 1))
            queue.unshift(*expansion.slice(1))
            self._option(expansion[0], queue, found, depth + 1)
            return
        negated = name.startswith('--no-') and self.types.get(name) is None
        own_name = '--' + name.slice(5) if negated else name
        info = self.types.get(own_name)
        if info is None and own_name in self.engine:
            return
        if info is not None:
            # one setting with two names
            older = _LEGACY.exec(info.helpText)
            own_name = own_name if older is None else older[1]
        if info is None:
            found.problem = f'bad option: {arg}'
            return
        if negated and info.type not in [BOOLEAN, V8_OPTION, NO_OP]:
            found.problem = f'{arg} is an invalid negation because it is not a boolean option'
            return
        self._set(own_name, info.type, arg.slice(at + 1) if at >= 0 else js_undefined, negated, queue, found)

    def _set(self, name: str, kind: int, value: object, negated: bool, queue: list, found: CommandLine) -> None:
        if kind == BOOLEAN or kind == V8_OPTION or kind == NO_OP:
            if kind != NO_OP:
                found.values[name] = not negated
            if kind == BOOLEAN:
                if name == '--print' and queue.length > 0 and found.values['--eval'] is None and not queue[0].startswith('-'):
                    found.values['--eval'] = queue.shift()
                    found.values['[has_eval_string]'] = True
            return
        if value is None:
            if queue.length == 0 or (queue[0].startswith('-') and queue[0] != '-' and name != '--eval'):
                found.problem = f'{name} requires an argument'
                return
            value = queue.shift()
        if kind == STRING_LIST:
            if found.values[name] is None:
                found.values[name] = []
            found.values[name].push(value)
        elif kind == INTEGER or kind == UNSIGNED:
            self._set_number(name, value, found)
        else:
            found.values[name] = value
            if name == '--eval':
                found.values['[has_eval_string]'] = True

    def _set_number(self, name: str, text: str, found: CommandLine) -> None:
        number = Number(text)
        if Number.isNaN(number):
            found.problem = f'{name} must be a number'
            return
        before = self.defaults.get(name)
        is_big = js_typeof(before) == 'object' and before is not None and before.b is not None
        found.values[name] = BigInt(Math.trunc(number)) if is_big else number


def unsupported(values: object) -> str:
    """What must not be accepted, since nothing here would keep what it promises; '' when all is well."""
    if values['--permission']:
        return '--permission is not available in Terrarium: nothing would enforce it (docs/NODE.md)'
    return ''


def contradiction(values: object) -> str:
    """What can't be asked for together (EnvironmentOptions::CheckOptions of src/node_options.cc); '' when all is well."""
    modes = [['--check', '--check'], ['[has_eval_string]', '--eval'], ['--interactive', '--interactive']]
    if values['--check'] and values['[has_eval_string]'] and not values['--interactive']:
        return 'either --check or --eval can be used, not both'
    for option in ['--test', '--watch']:
        for mode in modes:
            if values[option] and values[mode[0]]:
                return f'either {option} or {mode[1]} can be used, not both'
    for first, second in EXCLUDING:
        if values[first] and values[second]:
            return f'either {first} or {second} can be used, not both'
    mode = values['--unhandled-rejections']
    if mode is not None and mode not in ['', 'warn-with-error-codes', 'throw', 'strict', 'warn', 'none']:
        return 'invalid value for --unhandled-rejections'
    return ''


def merge(values: object, more: object) -> None:
    """The options of a command line over those of NODE_OPTIONS; lists grow."""
    for name in Object.keys(more):
        values[name] = [*values[name], *more[name]] if Array.isArray(more[name]) and Array.isArray(values[name]) else more[name]


def split_words(text: str) -> list:
    """At blanks; double quotes keep words together, a backslash quotes inside of them."""
    words = []
    word = ''
    in_word = False
    quoted = False
    k = 0
    while k < text.length:
        char = text.charAt(k)
        if quoted and char == '\\' and k + 1 < text.length:
            k += 1
            word += text.charAt(k)
        elif char == '"':
            quoted = not quoted
            in_word = True
        elif char == ' ' and not quoted:
            if in_word:
                words.push(word)
            word = ''
            in_word = False
        else:
            word += char
            in_word = True
        k += 1
    if in_word:
        words.push(word)
    return words
