"""All builtins by name. One more is a function `async def name(interpreter, context, io) -> int` and a line here."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.builtins.control import (
    always_false,
    colon,
    command,
    evaluate,
    execute,
    function_return,
    loop_break,
    loop_continue,
    shell_exit,
    source,
    type_of,
)
from runtime_py.shell.builtins.environment import cd, hashed, pwd, times, umask
from runtime_py.shell.builtins.getopts import getopts
from runtime_py.shell.builtins.jobs import bg, fg, jobs, kill, wait
from runtime_py.shell.builtins.limits import ulimit
from runtime_py.shell.builtins.options import set_options
from runtime_py.shell.builtins.read import read
from runtime_py.shell.builtins.test import test
from runtime_py.shell.builtins.trap import trap
from runtime_py.shell.builtins.variables import alias, evaluate_let, export_variables, local, readonly, shift, unalias, unset

# POSIX's special builtins: found before functions, and assignments before them stay
SPECIAL = [':', '.', 'break', 'continue', 'eval', 'exec', 'exit', 'export', 'local', 'readonly', 'return', 'set', 'shift', 'source', 'times', 'trap', 'unset']
# what looks like an assignment among their arguments is expanded as one: neither split nor a pattern
DECLARING = ['alias', 'export', 'local', 'readonly']

# utilities that are part of the shell where there are processes: builtins of dash
OWN_COMMANDS = ['echo', 'printf', 'pwd', 'test', '[', 'kill', 'true', 'false']

BUILTINS: Map[str, Any] = Map()
for _name, _builtin in [
    [':', colon], ['true', colon], ['false', always_false], ['.', source], ['source', source], ['[', test], ['test', test], ['alias', alias], ['bg', bg],
    ['break', loop_break], ['cd', cd], ['command', command], ['continue', loop_continue], ['eval', evaluate], ['exec', execute], ['exit', shell_exit],
    ['export', export_variables], ['fg', fg], ['getopts', getopts], ['hash', hashed], ['jobs', jobs], ['kill', kill], ['let', evaluate_let], ['local', local], ['pwd', pwd],
    ['read', read], ['readonly', readonly], ['return', function_return], ['set', set_options], ['shift', shift], ['times', times], ['trap', trap],
    ['type', type_of], ['ulimit', ulimit], ['umask', umask], ['unalias', unalias], ['unset', unset], ['wait', wait],
]:
    BUILTINS.set(_name, _builtin)
