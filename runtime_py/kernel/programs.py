"""Which applets there are, and the room that runs each. Adding a program is adding it to its room's table; utilities are the shell's."""
from runtime_py.shell.utils.table import utility_names

NODE = ['node']
SHELL = ['sh', 'bash']
NPM = ['npm', 'npx', 'pnpm', 'pnpx', 'yarn', 'yarnpkg']     # the others are refused: npm/other_clients.py


def program_names() -> list[str]:
    return [*NODE, *SHELL, *NPM, *[name for name in utility_names() if name not in SHELL]]
