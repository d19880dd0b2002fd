"""`import.meta.env`: the files .env, .env.local, .env.MODE and .env.MODE.local, in that order, and the variables that a
page may see. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

VISIBLE_PREFIX = 'VITE_'


def env_file_names(mode: str) -> list[str]:
    return ['.env', '.env.local', f'.env.{mode}', f'.env.{mode}.local']


def parse_env(text: str) -> Map[str, str]:
    """Parses dotenv's format: `NAME=value`, `export` allowed, quotes, comments, quoted values over several lines."""
    found: Map[str, str] = Map()
    lines = text.replace('\r\n', '\n').split('\n')
    number = 0
    while number < len(lines):
        line = lines[number].strip().removeprefix('export ').strip()
        number += 1
        equals = line.find('=')
        if line.startswith('#') or equals < 1:
            continue
        name = line[0:equals].strip()
        value = line[equals + 1 :].strip()
        quote = value[0:1]
        if quote in ['"', "'", '`']:
            while value.find(quote, 1) < 0 and number < len(lines):
                value += '\n' + lines[number]
                number += 1
            end = value.find(quote, 1)
            value = value[1:end] if end > 0 else value
            if quote == '"':
                value = value.replace('\\n', '\n').replace('\\r', '\r')
        else:
            comment = value.find(' #')
            value = (value[0:comment] if comment >= 0 else value).strip()
        found.set(name, value)
    return found


def expand(values: Map[str, str], outside: Map[str, str]) -> Map[str, str]:
    """Expands `$NAME` and `${NAME}` in values."""
    out: Map[str, str] = Map()
    for name, value in values.entries():
        out.set(name, _expanded(value, values, outside, 0))
    return out


def _expanded(value: str, values: Map[str, str], outside: Map[str, str], depth: int) -> str:
    parts: list[str] = []
    at = 0
    while at < len(value):
        if value[at] == '\\' and value[at + 1 : at + 2] == '$':
            parts.append('$')
            at += 2
            continue
        if value[at] != '$' or depth > 8:
            parts.append(value[at])
            at += 1
            continue
        braced = value[at + 1 : at + 2] == '{'
        start = at + 2 if braced else at + 1
        end = start
        while end < len(value) and (value[end].isalnum() or value[end] == '_'):
            end += 1
        name = value[start:end]
        if name == '':
            parts.append('$')
            at += 1
            continue
        parts.append(_expanded(outside.get(name) or values.get(name) or '', values, outside, depth + 1))
        at = end + 1 if braced and value[end : end + 1] == '}' else end
    return ''.join(parts)


def page_env(values: Map[str, str], mode: str, base: str, is_production: bool) -> str:
    """The environment for the page, as JSON."""
    env: Map[str, Any] = Map(
        [['BASE_URL', base], ['MODE', mode], ['DEV', not is_production], ['PROD', is_production], ['SSR', False]]
    )
    for name, value in values.entries():
        if name.startswith(VISIBLE_PREFIX):
            env.set(name, value)
    return stringify(env)
