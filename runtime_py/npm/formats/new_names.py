"""What is wrong with a name by today's rules for packages: what npm says below `404 Not Found`. Pure."""

from __future__ import annotations

from runtime_py.platform.regexp import compile

_LONGEST = 214
_SPECIAL = compile("[~'!()*]")
_PLAIN = compile("^[A-Za-z0-9_.!~*'()-]*$")
_CORE = (
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events '
    'fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream '
    'string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'
).split(' ')


def problems_of_name(name: str) -> list[str]:
    """What never was allowed comes first, then what new packages may no longer have."""
    out: list[str] = []
    if name == '':
        out.append('name length must be greater than zero')
    for start, said in [['.', 'a period'], ['-', 'a hyphen'], ['_', 'an underscore']]:
        if name.startswith(start):
            out.append(f'name cannot start with {said}')
    if name.strip() != name:
        out.append('name cannot contain leading or trailing spaces')
    for refused in ['node_modules', 'favicon.ico']:
        if name.lower() == refused:
            out.append(f'{refused} is not a valid package name')
    parts = name[1:].split('/') if name.startswith('@') and name.find('/') > 1 else [name]
    if len(parts) > 1 and parts[1].startswith('.'):
        out.append('name cannot start with a period')
    if len(parts) > 2 or any([not _PLAIN.test(part) for part in parts]):
        out.append('name can only contain URL-friendly characters')
    return [*out, *_no_longer(name)]


def _no_longer(name: str) -> list[str]:
    out: list[str] = []
    if name.lower() in _CORE:
        out.append(f'{name} is a core module name')
    if len(name) > _LONGEST:
        out.append(f'name can no longer contain more than {_LONGEST} characters')
    if name.lower() != name:
        out.append('name can no longer contain capital letters')
    if _SPECIAL.test(name.split('/')[-1]):
        out.append('name can no longer contain special characters ("~\'!()*")')
    return out
