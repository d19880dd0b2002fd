"""node --experimental-config-file: options from a JSON file (src/node_config_file.cc). `nodeOptions` has those that
NODE_OPTIONS may contain, other objects those of a part of Node (`test`, `watch`, `permission`).

Knows: the table of options and their syntax there. Must not know what options do."""

from __future__ import annotations

from runtime_py.node.process.command_line import BOOLEAN, HOST_PORT, INTEGER, NO_OP, STRING_LIST, UNSIGNED, V8_OPTION
from runtime_py.platform.bytes import decode
from runtime_py.platform.errno import message_of

_OPTION = '--experimental-config-file'
_DEFAULT_OPTION = '--experimental-default-config-file'
_DEFAULT_FILE = 'node.config.json'
_GENERAL = 'nodeOptions'
_FORMER = 'testRunner'


class ConfigFile:
    """`notes` go to stderr before `problem`, which ends the process."""

    def __init__(self) -> None:
        self.values = {}
        self.notes = []
        self.problem = ''


def path_in(options: list[str]) -> str:
    """The value of the last of these options; '' without one."""
    path = ''
    for option in options:
        if option == _OPTION or option == _DEFAULT_OPTION:
            path = _DEFAULT_FILE
        elif option.startswith(f'{_OPTION}='):
            path = option.slice(len(_OPTION) + 1)
    return path


def read_config(system: object, extra: object, options: list[str]) -> ConfigFile:
    found = ConfigFile()
    path = path_in(options)
    if path == '':
        return found
    data = system.read_file(path)
    if js_typeof(data) == 'number':
        found.notes.push(f'Cannot read configuration from {path}: {message_of(-data)}')
        found.problem = f'{path}: not found'
        return found
    reader = ConfigReader(extra, path)
    note = reader.read(decode(data), found.values)
    found.problem = reader.bad_argument
    if note != '':
        found.notes.push(note)
        found.problem = f'{path}: invalid content'
    return found


class ConfigReader:
    def __init__(self, extra: object, path: str) -> None:
        self._path = path
        self.bad_argument = ''  # for a file that is well-formed, but empty
        self._types = js_new(globalThis.Map, extra.info.options)
        self._general = extra.environmentInputs
        self._namespaces = extra.namespaceInputs

    def read(self, text: str, values: object) -> str:
        """Fills `values`; returns an error message, or ''."""
        try:
            parsed = JSON.parse(text)
        except Exception:
            return f"Can't parse {self._path}"
        if js_typeof(parsed) != 'object' or parsed is None or Array.isArray(parsed):
            return f'Root value unexpected not an object for {self._path}\n'
        for name in Object.keys(parsed):
            if name == _FORMER:
                return f'the "{_FORMER}" namespace has been removed. Use "test" instead.'
            inputs = self._general if name == _GENERAL else self._namespaces[name]
            if inputs is None:
                continue
            given = parsed[name]
            if js_typeof(given) != 'object' or given is None or Array.isArray(given):
                return f'"{name}" value unexpected for {self._path} (should be an object)'
            note = self._read_options(name, given, inputs, values)
            if note != '':
                return note
        return ''

    def _read_options(self, namespace: str, given: object, inputs: object, values: object) -> str:
        for name in Object.keys(given):
            option = f'--{name}'
            if not Object.hasOwn(inputs, option):
                info = self._types.get(option)
                is_engines = info is not None and info.type == V8_OPTION
                return (
                    f'V8 flag {option} is currently not supported'
                    if is_engines
                    else f'Unknown or not allowed option {name} for namespace {namespace}'
                )
            if values[option] is not None:
                return f'Option {option} is already defined'
            value = given[name]
            if not self._is_valid(option, value):
                return f'Invalid value for {option}'
            if value == '':
                self.bad_argument = f'{option}= requires an argument'
            is_list = self._types.get(option).type == STRING_LIST
            values[option] = [value] if is_list and not Array.isArray(value) else value
        return ''

    def _is_valid(self, option: str, value: object) -> bool:
        kind = self._types.get(option).type
        if kind == BOOLEAN or kind == NO_OP:
            return js_typeof(value) == 'boolean'
        if kind == INTEGER or kind == UNSIGNED:
            return Number.isInteger(value) and (kind == INTEGER or value >= 0)
        if kind == STRING_LIST:
            return js_typeof(value) == 'string' or (
                Array.isArray(value) and value.every(lambda item: js_typeof(item) == 'string')
            )
        if kind == HOST_PORT:
            return js_typeof(value) == 'string' and Number(value.slice(value.lastIndexOf(':') + 1)) >= 1024
        return js_typeof(value) == 'string'
