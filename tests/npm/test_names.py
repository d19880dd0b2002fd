"""Other names of commands: they lead to a command, and are none themselves."""

from runtime_py.npm.commands.table import COMMANDS
from runtime_py.npm.names import ALIASES


def test_each_leads_to_a_command():
    for alias, name in ALIASES.entries():
        assert COMMANDS.has(name), alias
        assert not COMMANDS.has(alias), alias
