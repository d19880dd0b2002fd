"""node --env-file and --env-file-if-exists (node(1); src/node_dotenv.cc): variables for a process; those of the real
environment take precedence."""

from __future__ import annotations

from runtime_py.node.process.dotenv import parse_env
from runtime_py.platform.bytes import decode
from runtime_py.platform.errno import EISDIR

_OPTION = '--env-file'
_OPTIONAL = '--env-file-if-exists'


class EnvFiles:
    """`problem` is Node's error for a missing file, `notes` messages for missing optional ones."""

    def __init__(self) -> None:
        self.values = {}
        self.problem = ''
        self.notes = []

    def pairs(self, env: list[str]) -> list[str]:
        """NAME=value of the variables that `env` lacks, sorted by name."""
        known = [pair.partition('=')[0] for pair in env]
        return [f'{name}={self.values[name]}' for name in sorted(Object.keys(self.values)) if name not in known]


def read_env_files(system: object, args: list[str]) -> EnvFiles:
    """A later file overrides an earlier one. As in Node, every argument before `--` may be the option, also one that
    belongs to another option or to the program, and its value is whatever comes next."""
    found = EnvFiles()
    k = 0
    while k < args.length and args[k] != '--':
        name, has_value, value = args[k].partition('=')
        k += 1
        if name != _OPTION and name != _OPTIONAL:
            continue
        if has_value == '':
            if k == args.length:
                break  # it requires an argument
            value = args[k]
            k += 1
        add_file(system, found, name, value)
    return found


def add_file(system: object, found: EnvFiles, option: str, path: str) -> None:
    data = system.read_file(path)
    if js_typeof(data) != 'number':
        Object.assign(found.values, parse_env(decode(data)))
    elif data == -EISDIR:
        found.problem = f'{path}: invalid format'
    elif option == _OPTION:
        found.problem = f'{path}: not found'
    else:
        found.notes.push(f'{path} not found. Continuing without it.')
