"""Options with their own environment variable (src/node_options.cc, HandleEnvOptions)."""

from __future__ import annotations

_SWITCHES = [
    ['NODE_PENDING_DEPRECATION', '--pending-deprecation'],
    ['NODE_PRESERVE_SYMLINKS', '--preserve-symlinks'],
    ['NODE_PRESERVE_SYMLINKS_MAIN', '--preserve-symlinks-main'],
    ['NODE_USE_ENV_PROXY', '--use-env-proxy'],
]


def take_environment(values: object, env: list[str]) -> None:
    """Applies options that have their own environment variable (node(1), ENVIRONMENT)."""
    for name, option in _SWITCHES:
        if f'{name}=1' in env:
            values[option] = True
    for pair in env:
        if pair.startswith('NODE_REDIRECT_WARNINGS=') and len(pair) > len('NODE_REDIRECT_WARNINGS='):
            values['--redirect-warnings'] = pair[len('NODE_REDIRECT_WARNINGS=') :]
