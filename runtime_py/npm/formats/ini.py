"""`.npmrc`: lines `key = value`, lists as `key[] = value`, comments after `;` or `#`, `${NAME}` from the environment.
Pure."""

from __future__ import annotations

from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map


def parse_ini(text: str, env: Map[str, str]) -> Map[str, list[str]]:
    """Values by key, in order; a key without `=` is 'true'. A section is a single key, unknown to npm; its lines are
    ignored."""
    out: Map[str, list[str]] = Map()
    in_section = False
    for line in _lines(text):
        line = line.strip()
        if line == '' or line[0] == ';' or line[0] == '#':
            continue
        if line[0] == '[' and line.endswith(']'):
            in_section = True
            out.set(line[1:-1], ['[object Object]'])
        if in_section:
            continue
        at = line.find('=')
        key = expand(_unquoted(line if at < 0 else line[:at].strip()), env)
        value = expand(_unquoted('true' if at < 0 else line[at + 1 :].strip()), env)
        if key == '':
            continue
        if key.endswith('[]'):
            known = out.get(key[:-2]) or []
            out.set(key[:-2], [*known, value])
        else:
            out.set(key, [value])
    return out


def _unquoted(text: str) -> str:
    if len(text) > 1 and (text[0] == '"' or text[0] == "'") and text.endswith(text[0]):
        if text[0] == "'":
            return text[1:-1]
        try:
            return str(parse(text))
        except ValueError:
            return text
    return _without_comment(text)


def _without_comment(text: str) -> str:
    out = ''
    i = 0
    while i < len(text):
        c = text[i]
        if c == '\\' and i + 1 < len(text) and text[i + 1] in '\\;#':
            out += text[i + 1]
            i += 2
            continue
        if c == ';' or c == '#':
            break
        out += c
        i += 1
    return out.strip()


def expand(text: str, env: Map[str, str]) -> str:
    """Expands `${NAME}`, and `${NAME?}`, which is '' when unset; an unset `${NAME}` stays as written, as in npm."""
    out = ''
    at = 0
    while True:
        start = text.find('${', at)
        end = text.find('}', start)
        if start < 0 or end < 0:
            return out + text[at:]
        name = text[start + 2 : end]
        optional = name.endswith('?')
        value = env.get(name[:-1] if optional else name)
        out += text[at:start]
        out += value if value is not None else ('' if optional else text[start : end + 1])
        at = end + 1


def _lines(text: str) -> list[str]:
    """Splits into lines as the package ini does."""
    lines = text.replace('\r\n', '\n').replace('\r', '\n').split('\n')
    if lines[-1] == '':
        lines.pop()
    return lines


def set_line(text: str, key: str, value: str | None) -> str:
    """The file's text with one key set, or removed when the value is None; other lines stay unchanged."""
    kept = [line for line in _lines(text) if line.split('=')[0].strip() != key]
    if value is not None:
        kept.append(f'{key}={value}')
    return '\n'.join(kept) + ('\n' if len(kept) > 0 else '')
