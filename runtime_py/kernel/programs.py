"""Which applets there are, and the room that runs each. Adding a program is adding it to its room's table; utilities are the shell's.

The build puts the utilities' names in (toolchain/bundle.py): their code is in a part of process.js alone."""

NODE = ['node']
SHELL = ['sh', 'bash', 'jsh']
NPM = ['npm', 'npx', 'pnpm', 'pnpx', 'yarn', 'yarnpkg']     # the others are refused: npm/other_clients.py
SERVE = ['serve']


def program_names() -> list[str]:
    return [*NODE, *SHELL, *NPM, *SERVE, *[name for name in globalThis.TERRARIUM_UTILITIES if name not in SHELL]]
