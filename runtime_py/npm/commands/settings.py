"""npm config get|set|delete|list, npm root, prefix, bin, cache add|clean|verify: npm's settings and folders."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.arguments import invalid_value
from runtime_py.npm.config import Layer
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.collation import sorted_names
from runtime_py.npm.formats.ini import set_line
from runtime_py.npm.formats.paths import join
from runtime_py.npm.options import DEPRECATED, FLAG, LIST, NUMBER, OPTIONS, REGISTRY_KEYS
from runtime_py.npm.session import Session
from runtime_py.npm.versions import NODE_VERSION, NPM_VERSION
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

_PROTECTED = ['auth', 'authToken', 'certfile', 'email', 'keyfile', 'password', 'username']
# Options for which an empty text is a value.
_EMPTY = [
    'call',
    'preid',
    'scope',
    'init-author-email',
    'init-author-name',
    'init-author-url',
    'searchexclude',
    'searchopts',
    'init.author.email',
    'init.author.name',
    'init.author.url',
]


async def run_config(session: Session) -> int:
    words = session.words
    action = words[0] if len(words) > 0 else ''
    if action == 'list' or action == 'ls' or (action == 'get' and len(words) == 1):
        _list(session)
    elif action == 'get':
        shown = [_shown(session, key) for key in words[1:]]
        session.print(
            '\n'.join([shown[i] if len(words) == 2 else f'{words[i + 1]}={shown[i]}' for i in range(len(shown))])
        )
    elif action == 'set' and len(words) > 1:
        _set(session, words[1:])
    elif action in ['delete', 'rm', 'del'] and len(words) > 1:
        _change(session, [[key, ''] for key in words[1:]])
    elif action in ['edit', 'fix']:
        raise NpmError(
            'EUNSUPPORTED',
            f'npm config {action} is not supported in this machine; `npm config set` and `npm config delete` change the same files.',
        )
    else:
        raise NpmError(
            'EUSAGE',
            'Usage:\nnpm config set <key>=<value> [<key>=<value> ...]\nnpm config get [<key> [<key> ...]]\n'
            'npm config delete <key> [<key> ...]\nnpm config list [--json]',
        )
    return 0


def _is_protected(key: str) -> bool:
    if key.startswith('_') or key in _PROTECTED or (key.startswith('//') and key.find(':_') >= 0):
        return True
    return key.startswith('//') and key[key.rfind(':') + 1 :] in _PROTECTED


def _shown(session: Session, key: str) -> str:
    if _is_protected(key):
        raise NpmError('', f'The {key} option is protected, and cannot be retrieved in this way')
    value = _value(session, key)
    return 'null' if value is None else ','.join(value) if isinstance(value, list) else _text_of(value)


def _text_of(value: Any) -> str:
    return 'true' if value is True else 'false' if value is False else str(value)


def _value(session: Session, key: str) -> Any:
    """The value as JSON; None when nothing is set and there is no default."""
    config = session.config
    option = OPTIONS.get(key)
    if key in ['cache', 'prefix', 'userconfig', 'globalconfig']:
        places: Map[str, str] = Map(
            [
                ['cache', session.cache_folder],
                ['prefix', session.global_prefix],
                ['userconfig', session.user_config],
                ['globalconfig', session.global_config],
            ]
        )
        return places.get(key)
    if key in ['omit', 'include']:
        return config.omitted() if key == 'omit' else config.values('include')
    if option is None:
        found = config.given(key)
        return 'undefined' if found is None else found[-1]
    if option.kind == FLAG:
        return config.flag_or_none(key)
    if option.kind == LIST:
        return config.given(key) or []
    text = config.default_registry() if key == 'registry' else config.text(key)
    if option.kind == NUMBER and text != '' and text != 'Infinity':
        return int(config.number(key)) if config.number(key) % 1 == 0 else config.number(key)
    return None if text == '' and key not in _EMPTY else text


def _list(session: Session) -> None:
    """Each layer with its source; values overridden by a stronger layer are marked."""
    if session.config.flag('json'):
        out: Map[str, Any] = Map()
        for key in [*[key for layer in session.config.layers for key in layer.values.keys()], *OPTIONS.keys()]:
            if not _is_protected(key):
                out.set(key, _value(session, key))
        session.print_json(out)
        return
    lines: list[str] = []
    for layer in reversed(session.config.layers):
        if layer.values.size == 0:
            continue
        lines.extend([f'; "{layer.name}" config from {layer.source}', ''])
        for key in sorted_names(list(layer.values.keys())):
            stronger = _owner(session, key)
            text = f'{key} = {_displayed(layer, key)}'
            lines.append(text if stronger == layer.name else f'; {text} ; overridden by {stronger}')
        lines.append('')
    if session.config.flag('long'):
        lines.extend(['; "default" config from default values', ''])
        for key in sorted_names(list(OPTIONS.keys())):
            option = OPTIONS.get(key)
            lines.append(f'{key} = {"null" if option is None or option.default == "" else option.default}')
    else:
        lines.extend(
            [
                '; node bin location = /usr/bin/node',
                f'; node version = v{NODE_VERSION}',
                f'; npm local prefix = {session.prefix}',
                f'; npm version = {NPM_VERSION}',
                f'; cwd = {session.cwd}',
                f'; HOME = {session.home}',
                '; Run `npm config ls -l` to show all defaults.',
            ]
        )
    session.print('\n'.join(lines).strip())


def _owner(session: Session, key: str) -> str:
    for layer in session.config.layers:
        if layer.values.has(key):
            return layer.name
    return ''


def _displayed(layer: Layer, key: str) -> str:
    if _is_protected(key):
        return '(protected)'
    values = layer.values.get(key)
    if values is None or len(values) == 0:
        values = ['']
    option = OPTIONS.get(key)
    if option is not None and option.kind == FLAG:
        return values[-1] if values[-1] == 'null' else 'false' if values[-1] in ['false', '0'] else 'true'
    if option is not None and option.kind == LIST:
        return '[' + ', '.join([stringify(value) for value in values]) + ']'
    return values[-1] if option is not None and option.kind == NUMBER else stringify(values[-1])


def _set(session: Session, words: list[str]) -> None:
    pairs: list[list[str]] = []
    i = 0
    while i < len(words):
        key, equals, value = words[i].partition('=')
        if equals == '' and i + 1 < len(words):
            i += 1
            value = words[i]
        pairs.append([key.strip(), value.strip()])
        i += 1
    for key, value in pairs:
        base = key[key.rfind(':') + 1 :]
        if not OPTIONS.has(base) and base not in REGISTRY_KEYS:
            raise NpmError('', f'`{base}` is not a valid npm option')
        if DEPRECATED.has(base):
            raise NpmError(
                '', f'The `{base}` option is deprecated, and cannot be set in this way{DEPRECATED.get(base)}'
            )
        if invalid_value(base, value) != '':
            raise NpmError('EINVALIDCONFIG', f'invalid config {key}="{value}"\nMust be {invalid_value(base, value)}')
    _change(session, pairs)


def _change(session: Session, pairs: list[list[str]]) -> None:
    """Changes the file that --location names; an empty value removes the key."""
    where = 'global' if session.is_global else session.config.text('location')
    path = (
        session.project_config
        if where == 'project'
        else session.global_config
        if where == 'global'
        else session.user_config
    )
    text = session.disk.read_text(path) or ''
    for key, value in pairs:
        text = set_line(text, key, None if value == '' else value)
    session.write_files(Map([[path, text]]))
    session.disk.set_mode(path, 0o600 if where == 'user' else 0o666)  # the user's file may contain tokens


async def run_root(session: Session) -> int:
    session.print(join(session.where, 'node_modules'))
    return 0


async def run_prefix(session: Session) -> int:
    session.print(session.global_prefix if session.is_global else session.prefix)
    return 0


COMMANDS: list[Any] = [['config', run_config], ['root', run_root], ['prefix', run_prefix]]
