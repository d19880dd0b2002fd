"""npm search WORD...: packages that the registry finds for the words."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.dates import parse_date
from runtime_py.npm.formats.manifest import list_of, map_of, text_of
from runtime_py.npm.registry.account import Account, encode_component
from runtime_py.npm.session import Session
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

_WEIGHTS: Map[str, str] = Map(
    [
        ['quality', 'quality=1&popularity=0&maintenance=0'],
        ['popularity', 'quality=0&popularity=1&maintenance=0'],
        ['maintenance', 'quality=0&popularity=0&maintenance=1'],
    ]
)
_USUAL = 'quality=0.65&popularity=0.98&maintenance=0.5'
_CONTROLS = compile('[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]')


async def run(session: Session) -> int:
    words = [word.lower() for word in session.words if word != '']
    if len(words) == 0:
        raise NpmError('', 'search must be called with arguments')
    answered = await _ask(session, words)
    found = [each for each in answered if not _is_excluded(session, each)]
    if session.config.flag('json'):
        _print_json(session, found)
    elif session.config.flag('parseable'):
        for each in found:
            session.print(_columns(each))
    else:
        for each in found:
            session.print(_shown(each))
        if len(found) == 0:
            session.print('No matches found for ' + ' '.join([stringify(word) for word in session.words]))
    return 0


async def _ask(session: Session, words: list[str]) -> list[Map[str, Any]]:
    options = session.config.text('searchopts')
    weights = _USUAL
    for pair in options.split('&'):
        key, _equals, value = pair.partition('=')
        if key == 'sortBy':
            weights = _WEIGHTS.get(value) or _USUAL
    text = encode_component(' '.join(words)).replace('%20', '+')
    limit = session.config.text('searchlimit')
    answer = await Account(session.registry).json('GET', f'-/v1/search?text={text}&size={limit}&from=0&{weights}')
    listed: Any = answer.get('objects')
    out: list[Map[str, Any]] = []
    for each in listed if isinstance(listed, list) else []:
        entry: Any = each.get('package') if isinstance(each, Map) else None
        if isinstance(entry, Map):
            out.append(entry)
    return out


def _people(entry: Map[str, Any]) -> list[str]:
    listed: Any = entry.get('maintainers')
    return [text_of(each, 'username') for each in listed if isinstance(each, Map)] if isinstance(listed, list) else []


def _is_excluded(session: Session, entry: Map[str, Any]) -> bool:
    words = [text_of(entry, 'name'), *_people(entry), *list_of(entry, 'keywords')]
    text = ' '.join([word.strip() for word in words if word.strip() != '']).lower()
    for pattern in session.config.text('searchexclude').split():
        if pattern.startswith('/'):
            inner = pattern[1:]
            if compile(inner.removesuffix('/')).test(text):
                return True
        elif text.find(pattern) >= 0:
            return True
    return False


def _plain(text: str) -> str:
    """Without what could steer a terminal."""
    out = ''
    for c in text:
        out += '' if _CONTROLS.test(c) else c
    return out


def _date(entry: Map[str, Any]) -> str:
    date = text_of(entry, 'date')
    return 'prehistoric' if parse_date(date) is None else date[:10]


def _print_json(session: Session, found: list[Map[str, Any]]) -> None:
    if len(found) == 0:
        session.print('\n[]')
        return
    session.print('[')
    session.print('\n,\n'.join([stringify(each) for each in found]))
    session.print(']')


def _columns(entry: Map[str, Any]) -> str:
    keywords = ','.join([_plain(word) for word in list_of(entry, 'keywords')])
    columns = [
        _plain(text_of(entry, 'name')),
        _plain(text_of(entry, 'description')),
        _date(entry),
        text_of(entry, 'version'),
        keywords,
    ]
    return '\t'.join([column.replace('\t', ' ') for column in columns if column != ''])


def _shown(entry: Map[str, Any]) -> str:
    name = _plain(text_of(entry, 'name'))
    description = _plain(text_of(entry, 'description'))
    publisher = _plain(text_of(map_of(entry, 'publisher'), 'username')) or '???'
    keywords = ' '.join([_plain(word) for word in list_of(entry, 'keywords')])
    lines = [name]
    if description != '':
        lines.append(description)
    lines.append(f'Version {text_of(entry, "version")} published {_date(entry)} by {publisher}')
    lines.append(f'Maintainers: {" ".join([_plain(person) for person in _people(entry)])}')
    if keywords != '':
        lines.append(f'Keywords: {keywords}')
    lines.append(f'https://npm.im/{name}')
    return '\n'.join(lines) + '\n'


COMMANDS: list[Any] = [['search', run]]
