"""node --run NAME: runs a script of the nearest package.json in the shell (src/node_task_runner.cc). Unlike `npm run`
it runs no pre and post scripts.

Must not know: Node's library, which isn't started for it."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.sys.children import SpawnRequest

_STOPPED = 0x10000
_PLAIN = js_regexp('^[A-Za-z0-9_\\-./:=@%+,]+$', '')
_QUOTE = js_regexp("'", 'g')


def say(system: object, text: str) -> None:
    data = encode(text)
    system.write_wait(2, data, 0, len(data))


def parent_of(folder: str) -> str:
    return folder[: folder.lastIndexOf('/')] or '/'


def package_above(system: object) -> str:
    """The path of the nearest package.json, '' if there is none."""
    folder = system.getcwd()
    while True:
        path = f'{"" if folder == "/" else folder}/package.json'
        if js_typeof(system.read_file(path)) != 'number':
            return path
        if folder == '/':
            return ''
        folder = parent_of(folder)


def scripts_of(system: object, path: str) -> object:
    """The member `scripts`; None after reporting an error."""
    try:
        found = JSON.parse(decode(system.read_file(path)))
    except Exception:
        say(system, f"Can't parse {path}\n")
        return None
    scripts = found.scripts if js_typeof(found) == 'object' and found is not None else None
    if js_typeof(found) != 'object' or found is None or Array.isArray(found):
        say(system, f'Root value unexpected not an object for {path}\n\n')
        return None
    if js_typeof(scripts) != 'object' or scripts is None or Array.isArray(scripts):
        say(system, f'Can\'t find "scripts" field in {path}\n')
        return None
    return scripts


def say_missing(system: object, name: str, path: str, scripts: object) -> None:
    known = [f'  {each}: {text}\n' for each, text in Object.entries(scripts) if js_typeof(text) == 'string']
    say(system, f'Missing script: "{name}" for {path}\n\nAvailable scripts are:\n{"".join(known)}')


def quoted(argument: str) -> str:
    """Quoted for the shell."""
    if _PLAIN.test(argument):
        return argument
    return "'" + argument.replace(_QUOTE, "'\\''") + "'"


def search_path(system: object, manifest: str, before: str) -> str:
    """The folders of commands of all packages above, nearest first."""
    folders = []
    folder = parent_of(manifest)
    while True:
        bins = f'{"" if folder == "/" else folder}/node_modules/.bin'
        if system.mode_of(bins) >= 0:
            folders.push(bins)
        if folder == '/':
            return ':'.join([*folders, before])
        folder = parent_of(folder)


def variable(env: list[str], name: str) -> str:
    for pair in env:
        if pair.startswith(f'{name}='):
            return pair.slice(len(name) + 1)
    return ''


async def run_task(system: object, name: str, more: list[str], env: list[str]) -> int:
    """The exit code: 1 whenever the script fails."""
    path = package_above(system)
    if path == '':
        say(system, f"Can't find package.json for directory {system.getcwd()}\n")
        return 1
    scripts = scripts_of(system, path)
    if scripts is None:
        return 1
    if not Object.hasOwn(scripts, name):
        say_missing(system, name, path, scripts)
        return 1
    if js_typeof(scripts[name]) != 'string':
        say(system, f'Script "{name}" is unexpectedly not a string for {path}\n\n')
        return 1
    command = ' '.join([scripts[name], *[quoted(argument) for argument in more]])
    return await run_shell(system, command, path, name, env)


async def run_shell(system: object, command: str, manifest: str, name: str, env: list[str]) -> int:
    own = ['NODE_RUN_SCRIPT_NAME', 'NODE_RUN_PACKAGE_JSON_PATH', 'PATH']
    kept = env.filter(lambda pair: pair.split('=')[0] not in own)
    path = search_path(system, manifest, variable(env, 'PATH'))
    variables = [*kept, f'NODE_RUN_SCRIPT_NAME={name}', f'NODE_RUN_PACKAGE_JSON_PATH={manifest}', f'PATH={path}']
    pid = system.spawn(SpawnRequest('/bin/sh', ['/bin/sh', '-c', command], variables, parent_of(manifest), [0, 1, 2]))
    if pid < 0:
        say(system, f'Could not start /bin/sh for {manifest}\n')
        return 1
    status = await system.wait_child(pid)
    while status & _STOPPED != 0:
        status = await system.wait_child(pid)
    system.reap(pid)
    return 1 if status & 0xFF != 0 else 0
