"""for, while, until: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ['for x in a \'b c\' d; do echo "[$x]"; done', '[a]\n[b c]\n[d]\n', 0],
    ['for x in; do echo no; done; echo "$? [$x]"', '0 []\n', 0],
    ['set -- a b; for x do echo $x; done', 'a\nb\n', 0],
    ['for x in 1 2; do :; done; echo $x', '2\n', 0],
    ['for x in *; do echo $x; done', '*\n', 0],
    ['touch a b; for x in *; do echo $x; done', 'a\nb\n', 0],
    ['i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done', '0\n1\n2\n', 0],
    ['i=0; until [ $i -ge 2 ]; do echo $i; i=$((i+1)); done; echo $?', '0\n1\n0\n', 0],
    ['while false; do :; done; echo $?', '0\n', 0],
    ['for x in 1 2 3; do false; done; echo $?', '1\n', 0],
    ['for x in 1 2 3; do if [ $x = 2 ]; then break; fi; done; echo $? $x', '0 2\n', 0],
    ['for x in 1 2; do echo $x; done | while read y; do echo "<$y>"; done', '<1>\n<2>\n', 0],
    ['for x in 1 2; do echo $x; done > f; cat f', '1\n2\n', 0],
    ['while read a b; do echo $b $a; done <<E\n1 2\n3 4\nE', '2 1\n4 3\n', 0],
    ['for i in 1 2 3; do (exit $i) || continue; done; echo $?', '0\n', 0],
    ['f() { for x in 1 2; do return 7; done; }; f; echo $? $x', '7 1\n', 0],
    ['for x in $(echo a b); do echo $x; done', 'a\nb\n', 0],
    ['while :; do while :; do break 2; done; echo no; done; echo out', 'out\n', 0],
    ['readonly x=1; (for x in 2; do echo $x; done) 2>/dev/null; echo $?', '2\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
