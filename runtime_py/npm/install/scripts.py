"""Scripts of package.json: their environment, the quoting of arguments, and messages about failures. As
@npmcli/run-script."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import bins_of, identity, map_of, text_of, texts_of
from runtime_py.npm.formats.paths import dirname, join
from runtime_py.npm.install.script_policy import ScriptReport, script_confinement
from runtime_py.npm.install.substitutes import advice, builds_native_code, prepares_native_part, unbuilt_part
from runtime_py.npm.install.suspicions import tell_script
from runtime_py.npm.options import OPTIONS, PRIVATE
from runtime_py.npm.process import Ended, run_shell
from runtime_py.npm.session import Session
from runtime_py.npm.versions import ARCH, NODE_VERSION, NPM_VERSION, OS
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

_SPECIAL = compile('[\\t\\n\\r "#$&\'()*;<>?\\\\`|~]')


def quote(argument: str) -> str:
    """Quotes a text as one word for sh."""
    if argument == '':
        return "''"
    if not _SPECIAL.test(argument):
        return argument
    return "'" + argument.replace("'", "'\\''") + "'"


def user_agent(session: Session) -> str:
    """The option's text, with `{npm-version}` and the like replaced."""
    text = session.config.text('user-agent')
    workspaces = 'true' if session.config.flag('workspaces') or len(session.workspace_filters) > 0 else 'false'
    for key, value in [
        ['npm-version', NPM_VERSION],
        ['node-version', 'v' + NODE_VERSION],
        ['platform', OS],
        ['arch', ARCH],
        ['workspaces', workspaces],
        ['ci', ''],
    ]:
        text = text.replace('{' + key + '}', value)
    return text.strip()


def _add_settings(session: Session, env: Map[str, str]) -> None:
    """Adds non-default settings, for an npm that the script may call, and for the script."""
    told: Map[str, bool] = Map()
    for layer in session.config.layers:
        for key, values in layer.values.entries():
            if told.has(key) or key == '' or key[0] in '/@_' or PRIVATE.has(key) or len(values) == 0:
                continue
            told.set(key, True)
            option = OPTIONS.get(key)
            value = '\n\n'.join(values)
            if layer.name != 'env' and (option is None or option.default != value):
                env.set(
                    'npm_config_' + key.lower().replace('-', '_'), '' if value == 'false' or value == 'null' else value
                )


def script_environment(session: Session, event: str, script: str, path: str, manifest: Map[str, Any]) -> list[str]:
    """The environment with npm_* added, and with the .bin folders of `path` and all its parents first in PATH."""
    env: Map[str, str] = Map(list(session.env.entries()))
    folders: list[str] = []
    at = path
    while True:
        folders.append(join(at, 'node_modules', '.bin'))
        if at == '/':
            break
        at = dirname(at)
    env.set('PATH', ':'.join([*folders, session.env.get('PATH') or '/usr/local/bin:/usr/bin:/bin']))
    env.set('npm_lifecycle_event', event)
    env.set('npm_lifecycle_script', script)
    env.set('npm_package_json', join(path, 'package.json'))
    env.set('npm_command', session.command)
    env.set('npm_execpath', '/usr/bin/npm')
    env.set('npm_node_execpath', '/usr/bin/node')
    env.set('NODE', '/usr/bin/node')
    env.set('INIT_CWD', session.env.get('INIT_CWD') or session.cwd)
    _add_settings(session, env)
    env.set('npm_config_user_agent', user_agent(session))
    env.set('npm_config_registry', session.config.default_registry())
    if session.config.text('node-options') != '':
        env.set('NODE_OPTIONS', session.config.text('node-options'))
    env.set('npm_config_local_prefix', session.prefix)
    env.set('npm_config_global_prefix', session.global_prefix)
    env.set('npm_config_cache', session.cache_folder)
    env.set('npm_config_userconfig', session.user_config)
    env.set('npm_config_node_gyp', '')
    for key in ['name', 'version']:
        env.set('npm_package_' + key, text_of(manifest, key))
    for key in ['config', 'engines']:
        _flatten(map_of(manifest, key), f'npm_package_{key}_', env)
    for name, target in bins_of(manifest).entries():
        env.set('npm_package_bin_' + name, target)
    return [f'{name}={value}' for name, value in env.entries()]


def _flatten(table: Map[str, Any], prefix: str, env: Map[str, str]) -> None:
    for key, value in table.entries():
        if isinstance(value, Map):
            _flatten(value, f'{prefix}{key}_', env)
        elif value is None or value is False:
            env.set(prefix + key, '')
        elif value is True:
            env.set(prefix + key, 'true')
        elif isinstance(value, list):
            for i in range(len(value)):
                env.set(f'{prefix}{key}_{i}', str(value[i]))
        else:
            env.set(prefix + key, str(value))


async def run_script(
    session: Session, event: str, script: str, path: str, manifest: Map[str, Any], words: list[str]
) -> Ended:
    """Runs in the foreground, with npm's banner."""
    line = ' '.join([script, *[quote(word) for word in words]])
    if not session.silent:
        # npm gives only a package with both an id
        has_id = text_of(manifest, 'name') != '' and text_of(manifest, 'version') != ''
        name = f'{identity(manifest)} ' if has_id else ''
        banner = ' '.join([script.strip().replace('\n', '\n> '), *words])
        session.print(f'\n> {name}{event}\n> {banner}\n')
    return await run_shell(session, line, path, script_environment(session, event, script, path, manifest), False)


async def run_install_script(
    session: Session, event: str, path: str, manifest: Map[str, Any], report: ScriptReport
) -> None:
    """Runs a lifecycle script of a dependency in the background: its output is shown only when it fails. Raises
    NpmError."""
    script = texts_of(manifest, 'scripts').get(event) or ''
    if script == '' and event == 'install' and _is_native(session, path, manifest):
        script = 'node-gyp rebuild'
    if script == '':
        return
    if script.startswith('node-gyp-build') or prepares_native_part(text_of(manifest, 'name'), event, script):
        session.warn(unbuilt_part(identity(manifest), text_of(manifest, 'name'), script))
        return
    if builds_native_code(script):
        name = text_of(manifest, 'name')
        raise NpmError(
            'ENATIVEBUILD',
            f"{identity(manifest)} is native code: its {event} script needs a compiler, which can't run here.\n"
            f'The script is: {script}\n{advice(name)}',
            path,
        )
    report.ran(identity(manifest), text_of(manifest, 'name'), event)
    await tell_script(session, identity(manifest), event, script, path)
    policy = script_confinement(session, event, path, text_of(manifest, 'name'), await report.confines())
    env = script_environment(session, event, script, path, manifest)
    ended = await run_shell(session, script, path, env, not session.config.flag('foreground-scripts'), policy)
    if ended.exit_code != 0:
        how = f'signal {ended.signal}' if ended.signal != 0 else str(ended.code)
        raise NpmError(
            how,
            f'path {path}\ncommand failed\ncommand sh -c {script}'
            + ('\n' + ended.output.rstrip() if ended.output.strip() != '' else ''),
            path,
        )


def _is_native(session: Session, path: str, manifest: Map[str, Any]) -> bool:
    scripts = texts_of(manifest, 'scripts')
    return (
        manifest.get('gypfile') is not False
        and not scripts.has('preinstall')
        and session.disk.exists(join(path, 'binding.gyp'))
    )
