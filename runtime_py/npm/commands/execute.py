"""npm exec and npx: runs a package's command. One in node_modules runs at once; otherwise the package is first
installed into ~/.npm/_npx/HASH, and its command is careful (script_policy.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import bins_of, text_of
from runtime_py.npm.formats.paths import dirname, join
from runtime_py.npm.formats.range import satisfies
from runtime_py.npm.formats.spec import TAG, Spec, parse_argument
from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.project import read_manifest
from runtime_py.npm.install.script_policy import npx_confinement
from runtime_py.npm.install.scripts import quote, script_environment
from runtime_py.npm.process import run_shell
from runtime_py.npm.session import STDERR, STDIN, Session
from runtime_py.platform.bytes import alloc, decode, encode, to_hex
from runtime_py.platform.digest import sha512
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    words = [*session.words, *session.rest]
    call = session.config.text('call')
    if len(words) == 0 and call == '':
        raise NpmError('EUSAGE', 'Usage: npx <command> [args...]')
    if len(words) > 0 and call != '':
        raise NpmError('EUSAGE', 'Give the command either with --call or as arguments, not both')
    if session.workspaces is None:
        return await run_at(session, words, session.cwd)
    for path in session.workspaces.values():
        code = await run_at(session, words, path)
        if code != 0:
            return code
    return 0


async def run_at(session: Session, words: list[str], cwd: str) -> int:
    """Runs in this folder: `words` are a command or a package, possibly with a version, and its arguments; --package
    and --call override them."""
    packages = session.config.values('package')
    call = session.config.text('call')
    if len(packages) == 0 and call == '':
        return await _run_command(session, words[0], words[1:], cwd)
    line = call if call != '' else ' '.join([quote(word) for word in words])
    if len(packages) == 0:
        return await _run_in(session, session.prefix, line, cwd)
    folder = await _provide(session, packages)
    name = parse_argument(packages[0], session.cwd, session.home).name or _only_dependency(session, folder)
    policy = npx_confinement(session, join(folder, 'node_modules', name), name)
    return await _run_in(session, folder, line, cwd, policy)


async def _run_command(session: Session, wanted: str, words: list[str], cwd: str) -> int:
    local = _local_folder(session, wanted, cwd)
    if local != '':
        return await _run_in(session, local, ' '.join([quote(word) for word in [wanted, *words]]), cwd)
    spec = parse_argument(wanted, session.cwd, session.home)
    installed = _installed_command(session, spec, wanted, cwd)
    if len(installed) > 0:
        return await _run_in(session, installed[0], ' '.join([quote(word) for word in [installed[1], *words]]), cwd)
    folder = await _provide(session, [wanted])
    name = spec.name or _only_dependency(session, folder)
    package_folder = join(folder, 'node_modules', name)
    command = _command_of(read_manifest(session.disk, package_folder), wanted)
    policy = npx_confinement(session, package_folder, name)
    return await _run_in(session, folder, ' '.join([quote(word) for word in [command, *words]]), cwd, policy)


def _local_folder(session: Session, command: str, cwd: str) -> str:
    """The nearest folder from the cwd upward whose node_modules has this command; '' when none has."""
    if command.find('@') >= 0 or command.find('/') >= 0:
        return ''
    at = cwd
    while True:
        if session.disk.exists(join(at, 'node_modules', '.bin', command)):
            return at
        if at == '/':
            return session.global_folder if session.disk.exists(join(session.global_bins, command)) else ''
        at = dirname(at)


def _installed_command(session: Session, spec: Spec, wanted: str, cwd: str) -> list[str]:
    """[folder, command] of an installed package that matches the request (`npx @scope/name`, `npx name@1`); empty when
    there is none."""
    if not spec.from_registry or spec.type == TAG or spec.name is None:
        return []
    at = cwd
    while True:
        manifest = read_manifest(session.disk, join(at, 'node_modules', spec.name))
        if text_of(manifest, 'version') != '' and satisfies(text_of(manifest, 'version'), spec.fetch, True):
            return [at, _command_of(manifest, wanted)]
        if at == '/':
            return []
        at = dirname(at)


async def _provide(session: Session, wanted: list[str]) -> str:
    """A folder whose node_modules contains all of the packages."""
    digest = to_hex(sha512(encode('\n'.join(sorted(wanted)))))[:16]
    folder = join(session.cache_folder, '_npx', digest)
    missing: list[str] = []
    for text in wanted:
        spec = parse_argument(text, session.cwd, session.home)
        if not spec.from_registry:
            missing.append(text)
            continue
        manifest = await session.source.manifest(spec)
        there = read_manifest(session.disk, join(folder, 'node_modules', spec.name or ''))
        if text_of(there, 'version') != text_of(manifest, 'version'):
            missing.append(f'{_name(spec)}@{text_of(manifest, "version")}')
    if len(missing) > 0:
        await _ask(session, missing)
        session.disk.make_folder(folder)
        request = Request(folder)
        request.add = list(wanted)
        request.audits = False
        await install(session, request)
    return folder


def _name(spec: Spec) -> str:
    return spec.name or spec.raw


async def _ask(session: Session, missing: list[str]) -> None:
    """On a terminal the user is asked; otherwise, and under continuous integration ($CI), npm only says what it
    installs. Raises ECANCELED."""
    if session.config.flag('yes'):
        return
    if session.config.given('yes') is not None or session.config.last('install') == 'false':
        raise NpmError('', f'npx canceled due to missing packages and no YES option: {stringify(missing)}')
    if (
        (session.env.get('CI') or 'false') != 'false'
        or not session.system.isatty(STDIN)
        or not session.system.isatty(STDERR)
    ):
        what = 'package was' if len(missing) == 1 else 'packages were'
        session.warn(f'exec The following {what} not found and will be installed: {", ".join(missing)}')
        return
    await session.write(
        STDERR, 'Need to install the following packages:\n' + '\n'.join(missing) + '\nOk to proceed? (y) '
    )
    answer = (await _read_line(session)).strip().lower()
    await session.write(STDERR, '\n')
    if answer != '' and not answer.startswith('y'):
        raise NpmError('ECANCELED', 'canceled')


async def _read_line(session: Session) -> str:
    out = ''
    buffer = alloc(256)
    while out.find('\n') < 0:
        count = await session.system.read_async(STDIN, buffer, 0, 256)
        if count <= 0:
            break
        out += decode(buffer[0:count])
    return out


def _only_dependency(session: Session, folder: str) -> str:
    manifest = read_manifest(session.disk, folder)
    dependencies: Any = manifest.get('dependencies')
    names = list(dependencies.keys()) if isinstance(dependencies, Map) else []
    if len(names) == 0:
        raise NpmError('ENOENT', 'could not determine which package was installed')
    return names[0]


def _command_of(manifest: Map[str, Any], wanted: str) -> str:
    bins = bins_of(manifest)
    name = text_of(manifest, 'name')
    short = name[name.find('/') + 1 :]
    targets = [path for path in bins.values()]
    if bins.has(short):
        return short
    if bins.size > 0 and len([path for path in targets if path != targets[0]]) == 0:
        return list(bins.keys())[0]
    raise NpmError('ENOEXECUTABLE', f'could not determine executable to run for package {wanted}')


async def _run_in(session: Session, folder: str, line: str, cwd: str, policy: str = '') -> int:
    """The command's folder comes first in PATH."""
    manifest = read_manifest(session.disk, session.prefix)
    env = script_environment(session, 'npx', line, cwd, manifest)
    bins = session.global_bins if folder == session.global_folder else join(folder, 'node_modules', '.bin')
    env = [f'PATH={bins}:{pair[5:]}' if pair.startswith('PATH=') else pair for pair in env]
    return (await run_shell(session, line, cwd, env, False, policy)).exit_code


COMMANDS: list[Any] = [['exec', run]]
