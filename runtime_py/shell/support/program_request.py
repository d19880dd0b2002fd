"""A command as a process of its own, with the environment and the descriptors of a utility."""

from __future__ import annotations

from runtime_py.platform.errno import ENOEXEC
from runtime_py.shell.context import Context
from runtime_py.sys.children import SpawnRequest


def program_request(context: Context, command: list[str]) -> SpawnRequest:
    """A text file without `#!` is a script of the shell, as for execvp."""
    env = [f'{name}={value}' for name, value in context.env.entries()]
    fds = [context.stdin, context.stdout, context.stderr, *context.further.for_spawn()[3:]]
    program = context.system.resolve_program(command[0], command, env, context.cwd)
    is_script = program.error == ENOEXEC
    request = SpawnRequest(
        '/bin/sh' if is_script else command[0],
        ['sh', program.path, *command[1:]] if is_script else command,
        env,
        context.cwd,
        fds,
    )
    request.umask = context.umask
    return request
