"""prlimit in util-linux's words: what it says here was printed by prlimit of util-linux 2.38 with the same limits."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_limits_are_shown_in_the_order_that_is_asked_for():
    out = await Box().out('prlimit --fsize --cpu; prlimit --noheadings --raw --fsize; prlimit --nope')
    assert out == (
        'RESOURCE DESCRIPTION        SOFT      HARD UNITS\n'
        'FSIZE    max file size unlimited unlimited bytes\n'
        'CPU      CPU time      unlimited unlimited seconds\n'
        'FSIZE max\\x20file\\x20size unlimited unlimited bytes\n'
        "prlimit: unrecognized option '--nope'\nTry 'prlimit --help' for more information.\n[1]"
    )


async def test_limits_are_set():
    box = Box()
    assert (
        await box.out('prlimit --pid $$ --cpu=100:200 && prlimit --pid $$ --raw --noheadings --cpu')
        == 'CPU CPU\\x20time 100 200 seconds\n'
    )
    assert (
        await box.out('prlimit --pid $$ --cpu=50: && prlimit --pid $$ --raw --noheadings -t')
        == 'CPU CPU\\x20time 50 200 seconds\n'
    )
    assert await box.out('prlimit --pid $$ --cpu=x') == 'prlimit: failed to parse CPU limit\n[1]'
