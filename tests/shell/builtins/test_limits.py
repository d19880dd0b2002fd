"""ulimit: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ['ulimit -n >/dev/null; echo $?', '0\n', 0],
    ['ulimit -q 2>/dev/null; echo $?', '2\n', 0],
    ['ulimit -f unlimited; ulimit -f', 'unlimited\n', 0],
    ['ulimit -S -n 50; ulimit -n', '50\n', 0],
    ['ulimit -n 60; ulimit -H -n; ulimit -S -n', '60\n60\n', 0],
    ['(ulimit -n 40); [ "$(ulimit -n)" != 40 ]; echo $?', '0\n', 0],
    ['ulimit -n abc 2>/dev/null; echo $?', '2\n', 0],
    ['ulimit -c 0; ulimit -c', '0\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
