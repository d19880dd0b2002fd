"""eval, ., exec, command, exit, return, break, continue: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ["eval 'echo a; echo b'; echo $?", 'a\nb\n0\n', 0],
    ['eval; echo $?', '0\n', 0],
    ['false; eval; echo $?', '0\n', 0],
    ["eval echo '$x' \"'a  b'\"", 'a  b\n', 0],
    ["eval 'exit 3'; echo no", '', 3],
    ["eval 'if' 2>/dev/null; echo $?", '', 2],
    ["echo 'x=5; return 4; echo no' > f; . ./f; echo $? $x", '4 5\n', 0],
    ['echo \'echo "$1 $#"\' > f; set -- a b; . ./f', 'a 2\n', 0],
    ['. ./absent 2>/dev/null; echo no', '', 2],
    ['f() { return 3; echo no; }; f; echo $?', '3\n', 0],
    ['f() { false; return; }; f; echo $?', '1\n', 0],
    ['f() { (return 5; echo no); echo $?; }; f', '5\n', 0],
    ['for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done', '1\n3\n', 0],
    ['for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; done', '1a\n2a\n', 0],
    ['for i in 1 2; do for j in a b; do break 2; done; done; echo $i$j', '1a\n', 0],
    ['while :; do break; done; echo $?', '0\n', 0],
    ['while :; do break 5; done; echo $?', '0\n', 0],
    ['break; echo $?', '0\n', 0],
    ['for i in 1; do break 0; done 2>/dev/null; echo $?', '', 2],
    ['exit 256', '', 0],
    ['exit 7', '', 7],
    ['false; exit', '', 1],
    ['(exit 9); echo $?', '9\n', 0],
    ['exit abc 2>/dev/null', '', 2],
    [': ignored $(echo side >&2) 2>/dev/null; echo $?', '0\n', 0],
    ['true; echo $?; false; echo $?', '0\n1\n', 0],
    ['command -v echo; command -v if; command -v nonesuch; echo $?', 'echo\nif\n127\n', 0],
    ["f() { :; }; command -v f; alias ll='ls -l'; command -v ll", "f\nalias ll='ls -l'\n", 0],
    ["command echo a; echo() { printf 'mine\\n'; }; command echo b; echo c", 'a\nb\nmine\n', 0],
    ['command nonesuch 2>/dev/null; echo $?', '127\n', 0],
    ['exec 3>out; echo a >&3; exec 3>&-; cat out', 'a\n', 0],
    ['exec >out; echo hidden; exec >&2; cat out', '', 0],
    ['exec nonesuch 2>/dev/null; echo no', '', 127],
    ['(exec echo replaced; echo no); echo after', 'replaced\nafter\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
