"""The format of .env files as Node reads it (node --env-file): NAME=value, quotes, comments, `export`."""

from __future__ import annotations

_NAME = js_regexp('^[A-Za-z_.][\\w.-]*$', '')


def parse_env(source: str) -> object:
    """A plain object of strings."""
    found = {}
    at = 0
    text = source.replaceAll('\r\n', '\n')
    while at < text.length:
        end = text.indexOf('\n', at)
        if end < 0:
            end = text.length
        line = text.slice(at, end)
        equals = line.indexOf('=')
        name = line.slice(0, equals).trim()
        if name.startswith('export '):
            name = name.slice(7).trim()
        if equals < 0 or not _NAME.test(name):
            at = end + 1
            continue
        value = line.slice(equals + 1).trim()
        quote = value.charAt(0)
        if quote == '"' or quote == "'" or quote == '`':
            start = text.indexOf(quote, at + equals)
            close = text.indexOf(quote, start + 1)
            if close > 0:
                value = text.slice(start + 1, close)
                if quote == '"':
                    value = value.replaceAll('\\n', '\n')
                end = text.indexOf('\n', close)
                end = text.length if end < 0 else end
                found[name] = value
                at = end + 1
                continue
        comment = value.indexOf('#')
        found[name] = value if comment < 0 else value.slice(0, comment).trim()
        at = end + 1
    return found
