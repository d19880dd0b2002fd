"""Which builtins POSIX treats apart from the others. Lists of names; the functions are in the modules of this folder."""
from __future__ import annotations

# POSIX's special builtins: found before functions, and assignments before them stay
SPECIAL = [':', '.', 'break', 'continue', 'eval', 'exec', 'exit', 'export', 'local', 'readonly', 'return', 'set', 'shift', 'source', 'times', 'trap', 'unset']
# what looks like an assignment among their arguments is expanded as one: neither split nor a pattern
DECLARING = ['alias', 'export', 'local', 'readonly']
# utilities that are part of the shell where there are processes: builtins of dash
OWN_COMMANDS = ['echo', 'printf', 'pwd', 'test', '[', 'kill', 'true', 'false']
