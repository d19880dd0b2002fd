"""node --env-file and --env-file-if-exists (node(1); src/node_dotenv.cc): variables for a process; those of the real
environment take precedence."""

from __future__ import annotations

from runtime_py.node.process.dotenv import parse_env
from runtime_py.platform.bytes import decode

_OPTION = '--env-file'
_OPTIONAL = '--env-file-if-exists'


class EnvFiles:
    """`problem` is Node's error for a missing file, `notes` messages for missing optional ones."""

    def __init__(self) -> None:
        self.values = {}
        self.problem = ''
        self.notes = []

    def pairs(self, env: list[str]) -> list[str]:
        """NAME=value of the variables that `env` lacks."""
        known = [pair.partition('=')[0] for pair in env]
        return [f'{name}={value}' for name, value in Object.entries(self.values) if name not in known]


def read_env_files(system: object, options: list[str]) -> EnvFiles:
    """`options`: the command line's, with their values. A later file overrides an earlier one."""
    found = EnvFiles()
    for k in range(options.length):
        name, _, value = options[k].partition('=')
        if name != _OPTION and name != _OPTIONAL:
            continue
        path = value if options[k] != name else options[k + 1]
        if path is None:
            continue  # it requires an argument
        data = system.read_file(path)
        if js_typeof(data) != 'number':
            Object.assign(found.values, parse_env(decode(data)))
        elif name == _OPTION:
            found.problem = f'{path}: not found'
        else:
            found.notes.push(f'{path} not found. Continuing without it.')
    return found
