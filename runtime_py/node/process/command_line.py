"""Node's command line: which arguments are options, their values, and the arguments left for the program
(src/node_options-inl.h, OptionsParser::Parse).

Uses the real Node's table (names, types, aliases). Must not know what options do, or which can be combined
(option_rules.py)."""

from __future__ import annotations

NO_OP = 0
V8_OPTION = 1
BOOLEAN = 2
INTEGER = 3
UNSIGNED = 4
STRING = 5
HOST_PORT = 6
STRING_LIST = 7
FORBIDDEN_IN_ENVIRONMENT = 1  # OptionEnvvarSettings
_CONFIG_FILE = '--experimental-config-file'
_LEGACY = js_regexp('^Legacy alias for (--[a-z-]+)', '')
_NUMBER = js_regexp('^\\s*[+-]?[0-9]+', '')
_V8_PATTERNS = {
    'int': js_regexp('^-?[0-9]+$', ''),
    'uint': js_regexp('^[0-9]+$', ''),
    'size_t': js_regexp('^[0-9]+$', ''),
    'uint64': js_regexp('^[0-9]+$', ''),
    'float': js_regexp('^-?[0-9.]+(?:[eE][+-]?[0-9]+)?$', ''),
}
# options that Node adds to V8's, although V8 doesn't know them
_OWN_ENGINE_OPTIONS = ['--harmony-import-attributes', '--js-source-phase-imports']
# other options that an option sets (`Implies` in src/node_options.cc)
_IMPLIED = {
    '--inspect-brk': ['--inspect'],
    '--inspect-brk-node': ['--inspect'],
    '--inspect-wait': ['--inspect'],
    '--eval': ['[has_eval_string]'],
    '--report-signal': ['--report-on-signal'],
    '--env-file': ['[has_env_file_string]'],
    '--env-file-if-exists': ['[has_env_file_string]'],
    '--watch-path': ['--watch'],
    '--trace-env-js-stack': ['--trace-env'],
    '--trace-env-native-stack': ['--trace-env'],
    '--experimental-transform-types': ['--strip-types', '--enable-source-maps'],
    '--use-openssl-ca': ['[ssl_openssl_cert_store]'],
    '--build-snapshot-config': ['--build-snapshot'],
    '--harmony-shadow-realm': ['--experimental-shadow-realm'],
    '--node-memory-debug': ['--debug-arraybuffer-allocations', '--verify-base-objects'],
    '--debug-arraybuffer-allocations': ['--zero-fill-buffers'],
    '--test-random-seed': ['[has_test_random_seed]'],
}


class CommandLine:
    """`values`: option -> value; `options`: the options as written (process.execArgv); `rest`: the script and its
    arguments; `problems`: error messages, one per line."""

    def __init__(self) -> None:
        self.values = {}
        self.options = []
        self.rest = []
        self.has_dashes = False  # `--` precedes them
        self.problems = []

    @property
    def problem(self) -> str:
        return '' if len(self.problems) == 0 else self.problems[0]


class _Argument:
    """`--name=value` or a shorter form. `name` has hyphens, and no `no-`."""

    def __init__(self, text: str) -> None:
        self.text = text
        is_long = text.startswith('--')
        at = text.indexOf('=') if is_long else -1
        self.value = js_undefined if at < 0 else text.slice(at + 1)
        self.shown = text if at < 0 else text.slice(0, at + 1)
        name = text if at < 0 else text.slice(0, at)
        self.name = f'--{name.slice(2).replaceAll("_", "-")}' if is_long else name
        self.is_negation = False


class OptionParser:
    def __init__(self, extra: object) -> None:
        self.types = js_new(globalThis.Map, extra.info.options)
        self.aliases = js_new(globalThis.Map, extra.info.aliases)
        self.defaults = js_new(globalThis.Map, extra.cli)
        # V8's own options, which nothing here reads: name -> type
        self.engine = js_new(globalThis.Map, extra.engine)

    def parse(self, args: list, in_environment: bool = False) -> CommandLine:
        """argv without its first element, or the words of NODE_OPTIONS; options end at the first other argument, `-` or
        `--`."""
        found = CommandLine()
        queue = args.slice()
        ended = 0
        while queue.length > 0 and found.problems.length == 0 and queue[0].length > 1 and queue[0].startswith('-'):
            text = queue.shift()
            if text == '--':
                ended = 1
                found.has_dashes = True
                if in_environment:
                    found.problems.push('-- is not allowed in NODE_OPTIONS')
                break
            self._option(_Argument(text), queue, found, in_environment)
        # with the values that they consumed
        found.options = args.slice(0, Math.max(0, args.length - queue.length - ended))
        found.rest = queue
        return found

    def _option(self, arg: _Argument, queue: list, found: CommandLine, in_environment: bool) -> None:
        if arg.name.startswith('--no-') and self.types.get(arg.name) is None:
            arg.is_negation = True
            arg.name = '--' + arg.name.slice(5)
        self._expand(arg, queue)
        info = self.types.get(arg.name)
        if in_environment and (
            self._is_foreign(arg.name) or (info is not None and info.envVarSettings == FORBIDDEN_IN_ENVIRONMENT)
        ):
            found.problems.push(f'{arg.shown} is not allowed in NODE_OPTIONS')
            return
        if info is None:
            self._engine_option(arg, found)
            return
        if arg.is_negation and info.type not in [BOOLEAN, V8_OPTION]:
            found.problems.push(f'{arg.text} is an invalid negation because it is not a boolean option')
            return
        if not arg.is_negation:
            for implied in _IMPLIED[arg.name] or []:
                found.values[implied] = True
        # one setting with two names
        older = _LEGACY.exec(info.helpText)
        self._take(arg, arg.name if older is None else older[1], info.type, queue, found)

    def _is_foreign(self, name: str) -> bool:
        """Not in Node's table: one of V8's, which NODE_OPTIONS may not contain, or an unknown one."""
        return self.types.get(name) is None

    def _expand(self, arg: _Argument, queue: list) -> None:
        """Replaces an alias by its option and further arguments."""
        while True:
            expansion = self.aliases.get(arg.name + '=') if arg.value is not None else None
            if expansion is None:
                expansion = self.aliases.get(arg.name)
            if expansion is None and queue.length > 0 and not queue[0].startswith('-'):
                expansion = self.aliases.get(arg.name + ' <arg>')
            if expansion is None or (expansion[0] == _CONFIG_FILE and arg.name != _CONFIG_FILE):
                return
            before = arg.name
            arg.name = expansion[0]
            queue.unshift(*expansion.slice(1))
            if arg.name == before:
                return

    def _engine_option(self, arg: _Argument, found: CommandLine) -> None:
        if not self.engine.has(arg.name) and arg.name != '--experimental-default-config-file':
            found.problems.push(f'bad option: {arg.text}')
            return
        self._check_engine_value(arg, found)

    def _check_engine_value(self, arg: _Argument, found: CommandLine) -> None:
        kind = self.engine.get(arg.name)
        pattern = _V8_PATTERNS[kind]
        if pattern is None or arg.is_negation or (arg.value is not None and pattern.test(arg.value)):
            return
        found.problems.push(f'Error: illegal value for flag {arg.text} of type {kind}\nTry --help for options')
        for refused in [arg.text, *_OWN_ENGINE_OPTIONS]:
            found.problems.push(f'bad option: {refused}')

    def _take(self, arg: _Argument, name: str, kind: int, queue: list, found: CommandLine) -> None:
        if kind == BOOLEAN or kind == V8_OPTION or kind == NO_OP:
            if kind == V8_OPTION:
                self._check_engine_value(arg, found)
            if kind != NO_OP:
                found.values[name] = not arg.is_negation
            return
        value = arg.value
        if name == _CONFIG_FILE and value is None:
            value = 'node.config.json'
        elif value is None:
            if queue.length == 0 or queue[0].startswith('-'):
                found.problems.push(f'{arg.shown} requires an argument')
                return
            value = queue.shift()
            if value.startswith('\\-') and value.length > 2:
                value = value.slice(1)
        elif value == '':
            found.problems.push(f'{arg.shown} requires an argument')
            return
        self._set(arg, name, kind, value, found)

    def _set(self, arg: _Argument, name: str, kind: int, value: str, found: CommandLine) -> None:
        if kind == STRING_LIST:
            if found.values[name] is None:
                found.values[name] = []
            found.values[name].push(value)
        elif kind == INTEGER or kind == UNSIGNED:
            if self.engine.has(name):
                self._check_engine_value(arg, found)
            found.values[name] = self._number(name, value, kind == UNSIGNED)
        else:
            if kind == HOST_PORT:
                self._check_port(value, found)
            found.values[name] = value

    def _number(self, name: str, text: str, is_unsigned: bool) -> object:
        """As strtoll, or strtoull: anything that isn't a number is 0."""
        digits = _NUMBER.exec(text)
        number = 0 if digits is None else Number(digits[0])
        if is_unsigned and number < 0:
            number += 2**64
        before = self.defaults.get(name)
        is_big = js_typeof(before) == 'object' and before is not None and before.b is not None
        return BigInt(Math.trunc(number)) if is_big else number

    def _check_port(self, text: str, found: CommandLine) -> None:
        port = Number(text.slice(text.lastIndexOf(':') + 1))
        if not Number.isNaN(port) and port != 0 and (port < 1024 or port > 65535):
            found.problems.push('must be 0 or in range 1024 to 65535.')


def merge(values: object, more: object) -> None:
    """Applies the options of a command line over those of NODE_OPTIONS; lists are appended."""
    for name in Object.keys(more):
        values[name] = (
            [*values[name], *more[name]] if Array.isArray(more[name]) and Array.isArray(values[name]) else more[name]
        )


def split_words(text: str) -> list | None:
    """Splits at blanks; double quotes group words, with backslash as their escape. None when a quote isn't closed."""
    words = []
    word = ''
    in_word = False
    quoted = False
    k = 0
    while k < text.length:
        char = text.charAt(k)
        if quoted and char == '\\':
            if k + 1 == text.length:
                return None
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
    return None if quoted else words
