"""trap: what runs at the end and when signals come: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ["trap 'echo bye' EXIT; echo hi", 'hi\nbye\n', 0],
    ["trap 'echo bye' 0; (echo sub); echo end", 'sub\nend\nbye\n', 0],
    ["trap 'echo bye' EXIT; exit 3", 'bye\n', 3],
    ["trap 'echo $?' EXIT; false", '1\n', 1],
    ["trap 'exit 5' EXIT; exit 3", '', 5],
    ["trap '' TERM; kill -TERM $$; echo alive", 'alive\n', 0],
    ["trap 'echo usr1' USR1; trap - USR1; trap; echo $?", '0\n', 0],
    ["trap 'echo a' INT TERM; trap", "trap -- 'echo a' INT\ntrap -- 'echo a' TERM\n", 0],
    ["trap 'echo a' INT; trap - INT; trap", '', 0],
    ["trap 'echo a' INT; trap INT; trap", '', 0],
    ["trap 'echo x' NOPE 2>/dev/null; echo $?", '1\n', 0],
    ["trap 'echo x' 99 2>/dev/null; echo $?", '1\n', 0],
    [
        "trap 'echo one' 2 15; trap; trap 2; trap",
        "trap -- 'echo one' INT\ntrap -- 'echo one' TERM\ntrap -- 'echo one' TERM\n",
        0,
    ],
    ["trap 'echo outer' EXIT; (trap 'echo inner' EXIT; echo sub); echo end", 'sub\ninner\nend\nouter\n', 0],
    ["trap 'echo a' EXIT; trap - EXIT; echo end", 'end\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
