"""getconf, locale, who, users, logname, logger."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_what_scripts_ask_of_a_system():
    assert await Box().out('getconf NOPE') == "getconf: Unrecognized variable `NOPE'\n[2]"
    assert await Box().out('LC_ALL=C locale | tail -2') == 'LC_IDENTIFICATION="C"\nLC_ALL=C\n'
    assert await Box().out('who; users; logname') == 'user\n'
    assert await Box().out('logger -s -t me a b') == 'me: a b\n'
    assert await Box().out('logger a') == 'logger: there is no system log here; -s prints the message\n[1]'
