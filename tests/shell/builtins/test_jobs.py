"""jobs, wait, kill, fg and bg outside of a terminal: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ['sleep 0 & wait; echo $?', '0\n', 0],
    ['(exit 3) & wait $!; echo $?', '3\n', 0],
    ['true & p=$!; false & wait $p; echo $?', '0\n', 0],
    ['wait 99999; echo $?', '127\n', 0],
    ['wait x 2>/dev/null; echo $?', '2\n', 0],
    ['wait; echo $?', '0\n', 0],
    ['(exit 3) & (exit 4) & wait; echo $?', '0\n', 0],
    ['echo a & wait; echo b', 'a\nb\n', 0],
    ['jobs; echo $?', '0\n', 0],
    ['kill 2>/dev/null; echo $?', '2\n', 0],
    ['kill -l 9; kill -l 15; kill -l 143', 'KILL\nTERM\nTERM\n', 0],
    ['kill -NOPE 1 2>/dev/null; echo $?', '2\n', 0],
    ['kill -9 99999 2>/dev/null; echo $?', '1\n', 0],
    ['kill x 2>/dev/null; echo $?', '2\n', 0],
    ['fg 2>/dev/null; echo $?', '2\n', 0],
    ['bg 2>/dev/null; echo $?', '2\n', 0],
    ['jobs %1 2>/dev/null; echo $?', '2\n', 0],
    ['x=$(sleep 0 & echo $!); [ -n "$x" ]; echo $?', '0\n', 0],
    ['{ echo a; exit 2; } & wait $!; echo $?', 'a\n2\n', 0],
    ['sleep 0 & sleep 0 & wait $!; echo $?', '0\n', 0],
    ['f() { return 6; }; f & wait $!; echo $?', '6\n', 0],
    ['wait $(echo 99998); echo $?', '127\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
