"""The table of applets and the room that runs each. To add a program, add it to its room's table; utilities belong to
the shell.

The build fills in the utilities' names (toolchain/bundle.py): their code is only in a part of process.js."""

NODE = ['node']
SHELL = ['sh', 'bash', 'jsh']
NPM = ['npm', 'npx', 'pnpm', 'pnpx', 'yarn', 'yarnpkg']  # all others are refused: npm/other_clients.py
SERVE = ['serve']


def program_names() -> list[str]:
    return [*NODE, *SHELL, *NPM, *SERVE, *[name for name in globalThis.TERRARIUM_UTILITIES if name not in SHELL]]
