"""npm config get|set|delete|list, npm root, prefix, bin, cache clean|ls: what npm is set to, and where things lie."""
from __future__ import annotations

from runtime_py.npm.config import FLAGS, VALUES
from runtime_py.npm.errors import NpmError
from runtime_py.npm.ini import set_line
from runtime_py.npm.paths import join
from runtime_py.npm.session import Session


async def run_config(session: Session) -> int:
    words = session.words
    action = words[0] if len(words) > 0 else 'list'
    if action == 'list' or action == 'ls':
        for key in VALUES.keys():
            if session.config.given(key) is not None:
                session.print(f'{key} = "{session.config.text(key)}"')
        session.print(f'; node and npm: see npm version\n; cwd = {session.cwd}\n; HOME = {session.home}')
    elif action == 'get' and len(words) > 1:
        for key in words[1:]:
            session.print(_shown(session, key) if len(words) == 2 else f'{key}={_shown(session, key)}')
    elif action == 'set' and len(words) > 1:
        _set(session, words[1:])
    elif (action == 'delete' or action == 'rm') and len(words) > 1:
        text = session.disk.read_text(session.user_config) or ''
        for key in words[1:]:
            text = set_line(text, key, None)
        session.disk.write_text(session.user_config, text)
    else:
        raise NpmError('EUSAGE', 'Usage:\nnpm config set <key>=<value>\nnpm config get [<key> ...]\nnpm config delete <key>\nnpm config list')
    return 0


def _shown(session: Session, key: str) -> str:
    if key.find('_auth') >= 0 or key.find('_password') >= 0:
        raise NpmError('EPROTECTED', f'The {key} option is protected, and cannot be retrieved in this way')
    if FLAGS.has(key):
        return 'true' if session.config.flag(key) else 'false'
    if key == 'registry':
        return session.config.default_registry()
    if key == 'cache':
        return session.cache_folder
    if key == 'prefix':
        return session.global_prefix
    return session.config.text(key) or 'undefined'


def _set(session: Session, words: list[str]) -> None:
    text = session.disk.read_text(session.user_config) or ''
    pairs = [words[0] + '=' + words[1]] if len(words) == 2 and words[0].find('=') < 0 else words
    for pair in pairs:
        key, _, value = pair.partition('=')
        text = set_line(text, key, value)
    session.disk.write_text(session.user_config, text)


async def run_root(session: Session) -> int:
    session.print(join(session.where, 'node_modules'))
    return 0


async def run_prefix(session: Session) -> int:
    session.print(session.global_prefix if session.is_global else session.prefix)
    return 0


async def run_cache(session: Session) -> int:
    action = session.words[0] if len(session.words) > 0 else ''
    if action == 'clean' or action == 'clear':
        session.disk.remove(join(session.cache_folder, '_cacache'))
        return 0
    if action == 'verify':
        session.print('Content is verified whenever it is read.')
        return 0
    raise NpmError('EUSAGE', 'Usage:\nnpm cache clean\nnpm cache verify')
