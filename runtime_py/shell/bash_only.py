"""Features of bash that this shell doesn't implement. `bash` refuses them by name: another result would be worse.

When run as `sh` it does what dash does: most of these are a syntax error there, or a command that isn't found."""

from __future__ import annotations


def refusal(what: str) -> str:
    """The message for a construct or a name."""
    return f'{what}: not supported by this bash'


def is_bash(name: str) -> bool:
    """Whether a shell with this name should be bash: bash, -bash, /bin/bash."""
    return name.rpartition('/')[2].removeprefix('-') in ('bash', 'rbash')
