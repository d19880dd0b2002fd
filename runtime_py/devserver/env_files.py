"""`import.meta.env`: the files .env, .env.local, .env.MODE and .env.MODE.local, in that order, and the variables that a
page may see. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

VISIBLE_PREFIX = 'VITE_'


def env_file_names(mode: str) -> list[str]:
    return ['.env', '.env.local', f'.env.{mode}', f'.env.{mode}.local']


_REFERENCE = compile('\\$(?:\\{([^{}]+)\\}|([A-Za-z_][A-Za-z0-9_]*))')
_OPERATOR = compile(':\\+|\\+|:-|-')


def parse_env(text: str) -> Map[str, str]:
    """Parses as `util.parseEnv`: `NAME=value`, `export` allowed, quotes, comments, quoted values over several lines."""
    found: Map[str, str] = Map()
    source = text.replace('\r\n', '\n')
    at = 0
    while at < len(source):
        end = _line_end(source, at)
        line = source[at:end]
        equals = line.find('=')
        name = '' if equals < 0 else line[0:equals].strip().removeprefix('export ').strip()
        if name == '' or line.strip().startswith('#'):
            at = end + 1
            continue
        value = line[equals + 1 :].strip()
        quote = value[0:1]
        start = at + equals + 2 + line[equals + 1 :].find(quote)
        closing = source.find(quote, start) if quote in ['"', "'", '`'] else -1
        if closing < 0:
            found.set(name, value.split('#')[0].strip())
            at = end + 1
            continue
        inside = source[start:closing]
        found.set(name, inside.replace('\\n', '\n') if quote == '"' else inside)
        at = _line_end(source, closing) + 1
    return found


def _line_end(text: str, at: int) -> int:
    end = text.find('\n', at)
    return len(text) if end < 0 else end


def expand(values: Map[str, str], outside: Map[str, str]) -> Map[str, str]:
    """Expands `$NAME`, `${NAME}` and defaults as dotenv-expand does. A value sees what those before it became,
    the text of those after it, and variables of the process."""
    out: Map[str, str] = Map()
    for name, value in values.entries():
        own = outside.get(name) or ''
        known: Map[str, str] = Map([*values.entries(), [name, ''], *out.entries()])
        out.set(name, (own if own != '' and own != value else _expanded(value, known, outside)).replace('\\$', '$'))
    return out


def _expanded(value: str, known: Map[str, str], outside: Map[str, str]) -> str:
    """A value that is inserted may contain references itself."""
    seen: list[str] = []
    at = 0
    while True:
        match = _REFERENCE.exec(value, at)
        if match is None:
            return value
        if match.start > 0 and value[match.start - 1] == '\\':
            at = match.start + 1
            continue
        seen.append(value)
        found = _referenced(match.groups[1] or match.groups[2] or '', known, outside, seen)
        value = value[0 : match.start] + found + value[match.end :]
        at = 0


def _referenced(expression: str, known: Map[str, str], outside: Map[str, str], seen: list[str]) -> str:
    """`NAME`, `NAME:-default`, `NAME-default`, `NAME:+other` or `NAME+other`. A value that leads to itself is left out."""
    operator = _OPERATOR.exec(expression)
    name = expression if operator is None else expression[0 : operator.start]
    other = '' if operator is None else expression[operator.end :]
    value = outside.get(name) or known.get(name) or ''
    if operator is not None and '+' in (operator.groups[0] or ''):
        return other if value != '' else ''
    return value if value != '' and value not in seen else other


def page_env(values: Map[str, str], mode: str, base: str, is_production: bool) -> str:
    """The environment for the page, as JSON."""
    env: Map[str, Any] = Map(
        [['BASE_URL', base], ['MODE', mode], ['DEV', not is_production], ['PROD', is_production], ['SSR', False]]
    )
    for name, value in values.entries():
        if name.startswith(VISIBLE_PREFIX):
            env.set(name, value)
    return stringify(env)
