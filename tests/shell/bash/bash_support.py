"""Runs scripts in `bash` for tests."""

from __future__ import annotations

from tests.shell.machine_support import Box, Result


async def bash(script: str, stdin: str = '') -> Result:
    box = Box()
    box.shell_name = 'bash'
    return await box.sh(script, stdin)


async def failures(fact: list) -> list[str]:
    """What differs from [script, output, status]."""
    ours = await bash(fact[0])
    if ours.out == fact[1] and ours.status == fact[2]:
        return []
    return [f'{fact[0]}: {ours.out} {ours.status}, expected {fact[1]} {fact[2]}; {ours.err}']
