from __future__ import annotations

from tests.shell.machine_support import Box


async def test_names_come_from_a_file():
    assert await Box().out("echo a >x; echo b >'y z'; printf 'x\\0y z\\0' >l; wc -l --files0-from=l") == (
        '1 x\n1 y z\n2 total\n'
    )


async def test_names_and_operands_together_are_refused():
    assert 'cannot be combined with --files0-from' in await Box().out('wc --files0-from=l x')


async def test_a_list_that_is_missing_is_reported():
    assert await Box().out('wc --files0-from=l') == "wc: cannot open 'l' for reading: No such file or directory\n[1]"
