"""hash."""

from __future__ import annotations

from tests.shell.process_support import Machines


async def test_hash_in_bash() -> None:
    machines = Machines()
    assert await machines.sh(
        'hash -p /usr/bin/printf pp; pp "%s\\n" hi; hash -t pp; hash -lt pp; hash -d pp; hash', '', 'bash'
    ) == ('hi\n/usr/bin/printf\nbuiltin hash -p /usr/bin/printf pp\nhash: hash table empty\n')
    assert await machines.sh('hash ls cat; hash -t ls cat; type ls; hash -r; type ls', '', 'bash') == (
        'ls\t/usr/bin/ls\ncat\t/usr/bin/cat\nls is hashed (/usr/bin/ls)\nls is /usr/bin/ls\n'
    )
    assert await machines.sh('hash -t nope; hash -p; true', '', 'bash') == (
        'bash: line 1: hash: nope: not found\n'
        'bash: line 1: hash: -p: option requires an argument\n'
        'hash: usage: hash [-lr] [-p pathname] [-dt] [name ...]\n'
    )
