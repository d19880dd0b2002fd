"""Descriptors above 2 that a program gets from its parent; the expected values are dash's."""

from __future__ import annotations

from tests.shell.process_support import Machines

CASES = [
    ["exec 3>f; sh -c 'echo hi >&3'; exec 3>&-; cat f", 'hi\n'],
    ['exec 3>f; sh -c \'sh -c "echo deep >&3"\'; exec 3>&-; cat f', 'deep\n'],
    ["echo in > f; sh -c 'cat <&4' 4<f", 'in\n'],
    ["sh -c 'exec 3>&-; echo x >&3' 3>f 2>/dev/null; echo $?", '2\n'],
    ["sh -c 'echo none >&8' 2>/dev/null; echo $?", '2\n'],
    ['echo all | sh -c \'exec 7<&0; sh -c "cat <&7"\'', 'all\n'],
    ["exec 3>f; env A=1 sh -c 'echo $A >&3'; cat f", '1\n'],
    ["exec 3>f; echo x | xargs sh -c 'echo $0 >&3'; cat f", 'x\n'],
    ["exec 3>f; exec 3>&-; sh -c 'echo x >&3' 2>/dev/null; echo $?", '2\n'],
    ["exec 3>f; timeout 5 sh -c 'echo t >&3'; cat f", 't\n'],
    ["echo 'echo script >&3' > s; exec 3>f; sh s; cat f", 'script\n'],
    # the reader sees the end when the child has closed its copy
    ["{ sh -c 'exec 3>&-; echo done' 3>&1 1>/dev/null; } | cat; echo end", 'end\n'],
]


async def test_programs_get_them():
    wrong = []
    for script, expected in CASES:
        machines = Machines()
        found = await machines.sh(script, '') + ''.join(machines.errors)
        if found != expected:
            wrong.append(f'{script}: {found}, expected {expected}')
    assert wrong == []
