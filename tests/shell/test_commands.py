"""Commands: assignments before them, functions, what is found, status. As in dash: test_dash_property.py."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ["x=1; x=2 eval 'echo $x'; echo $x", '2\n2\n', 0],
    ['x=1 y=$x; echo "[$y]"', '[1]\n', 0],
    ['x=1 env | grep \'^x=\'; echo "[$x]"', 'x=1\n[]\n', 0],
    ['x=1 f() { echo $x; }; x=2; f', '', 2],
    ['f() { echo "$x"; x=3; }; x=1; x=2 f; echo $x', '2\n1\n', 0],
    ['x=$(echo a; exit 3); echo $? $x', '3 a\n', 0],
    ['x=$(exit 3) true; echo $?', '0\n', 0],
    ['x=1 nonesuch 2>/dev/null; echo $? "[$x]"', '127 []\n', 0],
    ['$nothing; echo $?', '0\n', 0],
    ['"" 2>/dev/null; echo $?', '127\n', 0],
    ['$nothing echo a', 'a\n', 0],
    ['c=\'echo  a   b\'; $c; "$c" 2>/dev/null; echo $?', 'a b\n127\n', 0],
    ['echo a > f b; cat f', 'a b\n', 0],
    ['> f echo x; cat f', 'x\n', 0],
    ['x=1 > f; echo $x; ls', '1\nf\n', 0],
    ['readonly r=1; r=2 echo no 2>/dev/null; echo $?', '', 2],
    ['f() { echo "$# $*"; }; f a \'b c\' "$@"', '2 a b c\n', 0],
    ['f() { shift; echo $1; }; set -- x y; f a b; echo $1', 'b\nx\n', 0],
    ['f() { return; }; false; f; echo $?', '1\n', 0],
    ['f() { g() { echo inner; }; }; f; g', 'inner\n', 0],
    ['f() { unset -f f; echo once; }; f; f 2>/dev/null; echo $?', 'once\n127\n', 0],
    ['f() { [ $1 -gt 0 ] && f $(($1-1)) && echo $1; :; }; f 3', '1\n2\n3\n', 0],
    ['f() ( x=2; exit 4 ); x=1; f; echo $? $x', '4 1\n', 0],
    ['f() if true; then echo a; fi; f', 'a\n', 0],
    ['f() { echo $0; }; f', 'sh\n', 0],
    ["alias e='echo aliased'\ne b", 'aliased b\n', 0],
    ["alias e='echo a; echo'\ne b", 'a\nb\n', 0],
    ['command -p echo a', 'a\n', 0],
    [': ${x:=5}; echo $x', '5\n', 0],
    ['true && echo a || echo b; false && echo a || echo b', 'a\nb\n', 0],
    ['! true; echo $?; ! false; echo $?', '1\n0\n', 0],
    ['(cd /; pwd); pwd | grep -c .', '/\n1\n', 0],
    ['{ x=1; }; echo $x; (x=2); echo $x', '1\n1\n', 0],
    ['true | false; echo $?; false | true; echo $?', '1\n0\n', 0],
    ['echo a | { read x; echo "<$x>"; }; echo "[$x]"', '<a>\n[]\n', 0],
    ['exit 3 | cat; echo $?', '0\n', 0],
    ['set -e; f() { false; echo no; }; f; echo no', '', 1],
    ['a=1 b=2 c=3; echo $a$b$c', '123\n', 0],
    ["IFS=:; x=a:b; set -- $x; echo $#; IFS=' '; set -- $x; echo $#", '2\n1\n', 0],
    ['./none 2>/dev/null; echo $?; /none/x 2>/dev/null; echo $?', '127\n127\n', 0],
    ["x='a=b'; $x 2>/dev/null; echo $?", '127\n', 0],
    ['1a=2 2>/dev/null; echo $?', '127\n', 0],
    ['a[0]=1 2>/dev/null; echo $?', '127\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
