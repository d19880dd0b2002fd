"""The table of remembered programs."""

from __future__ import annotations

from runtime_py.shell.bash.hashing import HashTable
from tests.shell.process_support import Machines


def test_a_new_search_path_forgets() -> None:
    table = HashTable()
    table.renew('/bin')
    table.add('ls', '/bin/ls', False)
    table.add('cat', '/x/cat', True)
    copied = table.copy()
    table.renew('/bin')
    assert table.names() == ['ls', 'cat'] and table.paths().get('cat') == '/x/cat'
    table.renew('/usr/bin')
    assert table.names() == [] and len(copied.names()) == 2


async def test_only_a_path_that_was_given_is_taken() -> None:
    script = 'ls /dev/null; hash -p /nope foo; foo 2>/dev/null; echo $?; hash'
    assert await Machines().sh(script, '', 'bash') == (
        '/dev/null\n127\nhits\tcommand\n   1\t/usr/bin/ls\n   1\t/nope\n'
    )
