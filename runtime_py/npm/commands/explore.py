"""npm explore PACKAGE [-- COMMAND]: a shell in an installed package's folder. npm edit PACKAGE: an editor on it."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.commands.rebuild import run as run_rebuild
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.paths import join, resolve
from runtime_py.npm.install.project import no_manifest, read_manifest
from runtime_py.npm.install.scripts import quote, script_environment
from runtime_py.npm.process import run_shell
from runtime_py.npm.session import Session

# the editor that the machine has
_EDITOR = 'nano'


async def run(session: Session) -> int:
    if len(session.words) == 0:
        raise usage_error('explore', '')
    name = session.words[0]
    modules = join(session.where, 'node_modules')
    path = join(modules, resolve('/', name))
    if path == modules:
        raise usage_error('explore', '')
    if not session.disk.exists(join(path, 'package.json')):
        session.log('error', f"explore It doesn't look like {name} is installed.")
        raise no_manifest(path)
    words = [*session.words[1:], *session.rest]
    shell = session.config.last('shell') or session.env.get('SHELL') or '/bin/sh'
    line = ' '.join(words).strip() or shell
    if len(words) == 0:
        session.print(f"\nExploring {path}\nType 'exit' or ^D when finished\n")
    env = script_environment(session, '_explore', line, path, read_manifest(session.disk, path))
    ended = await run_shell(session, line, path, env, False)
    if ended.exit_code != 0 and len(words) > 0:
        raise NpmError(str(ended.exit_code), f'path {path}\ncommand failed\ncommand sh -c {line}')
    return ended.exit_code


async def run_edit(session: Session) -> int:
    if len(session.words) != 1:
        raise usage_error('edit', '')
    path = join(session.where, 'node_modules', _folder_of(session.words[0]))
    if not session.disk.exists(path):
        raise NpmError(
            'ENOENT',
            f"syscall lstat\npath {path}\nerrno -2\nenoent ENOENT: no such file or directory, lstat '{path}'\n"
            'enoent This is related to npm not being able to find a file.\nenoent',
            path,
        )
    env = session.env
    editor = session.config.last('editor') or env.get('EDITOR') or env.get('VISUAL') or _EDITOR
    ended = await run_shell(session, f'{editor} {quote(path)}', session.cwd, session.environment(), False)
    if ended.exit_code != 0:
        raise NpmError('', f'editor process exited with code: {ended.exit_code}')
    session.words = [path]
    return await run_rebuild(session)


def _folder_of(word: str) -> str:
    """`a/b` is b in the node_modules of a."""
    parts: list[str] = []
    for part in word.split('/'):
        if len(parts) > 0 and parts[-1].startswith('@') and parts[-1].find('/') < 0:
            parts.append(f'{parts.pop()}/{part}')
        else:
            parts.append(part)
    return '/node_modules/'.join([part for part in parts if part != 'node_modules' and part != ''])


COMMANDS: list[Any] = [['explore', run], ['edit', run_edit]]
