"""export, readonly, unset, local, shift, set: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ["A=1; export A; export -p | grep ' A='", "export A='1'\n", 0],
    ['export 1a 2>/dev/null; echo $?', '', 2],
    ['readonly r=1; r=2 2>/dev/null; echo not reached', '', 2],
    ['readonly r=1; (r=2) 2>/dev/null; echo $? $r', '2 1\n', 0],
    ['readonly r=1; unset r 2>/dev/null; echo "$? $r"', '', 2],
    ["readonly a='b c'; readonly -p | grep ' a='", "readonly a='b c'\n", 0],
    ['x=1; unset x; echo "[${x-unset}]"', '[unset]\n', 0],
    ['f() { echo f; }; unset -f f; f 2>/dev/null; echo $?', '127\n', 0],
    ['f() { echo f; }; f=1; unset f; f; echo "[$f]"', 'f\n[]\n', 0],
    ['unset nothing; echo $?', '0\n', 0],
    ['unset -v x y; echo $?', '0\n', 0],
    ['f() { local x=2; echo $x; x=3; }; x=1; f; echo $x', '2\n1\n', 0],
    ['f() { local x; echo "[$x]"; }; x=1; f', '[1]\n', 0],
    ['f() { local x y=2; g; echo $x $y; }; g() { x=5; y=6; }; f; echo "[$x][$y]"', '5 6\n[][]\n', 0],
    ["f() { local IFS=:; set -- $1; echo $#; }; f a:b:c; x='a b'; set -- $x; echo $#", '3\n2\n', 0],
    ['f() { local x=1; unset x; echo "[${x-unset}]"; }; x=0; f; echo $x', '[unset]\n0\n', 0],
    ['set -- a b c; shift; echo "$*"; shift 2; echo "$#"', 'b c\n0\n', 0],
    ['set -- a; (shift 2) 2>/dev/null; echo $?', '2\n', 0],
    ['set -- a b; shift 0; echo $#', '2\n', 0],
    ['set a \'b c\'; echo $# "$2"; set --; echo $#', '2 b c\n0\n', 0],
    ["x=1; export x; f() { x=2; }; f; env | grep '^x='", 'x=2\n', 0],
    ["A=1 B=2 env | grep '^[AB]=' | sort", 'A=1\nB=2\n', 0],
    ["x='a  b'; set | grep '^x='", "x='a  b'\n", 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
