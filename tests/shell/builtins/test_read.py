"""read: lines into variables: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ['echo \'a b  c\' | { read x y; echo "[$x][$y]"; }', '[a][b  c]\n', 0],
    ['printf \'a\\\\\\nb c\\n\' | { read x y; echo "[$x][$y]"; }', '[ab][c]\n', 0],
    ['printf \'a\\\\\\nb c\\n\' | { read -r x y; echo "[$x][$y]"; read -r x; echo "[$x]"; }', '[a\\][]\n[b c]\n', 0],
    ['printf \'no newline\' | { read x; echo "$? [$x]"; }', '1 [no newline]\n', 0],
    ['echo \' a:b : c:\' | { IFS=: read x y z; echo "[$x][$y][$z]"; }', '[ a][b ][ c]\n', 0],
    ['echo \'a::b\' | { IFS=: read x y z; echo "[$x][$y][$z]"; }', '[a][][b]\n', 0],
    ['echo \'a  b\' | { IFS= read x; echo "[$x]"; }', '[a  b]\n', 0],
    ['echo \'  a b  \' | { read x; echo "[$x]"; }', '[a b]\n', 0],
    ['echo \'a:b:\' | { IFS=: read x y; echo "[$x][$y]"; }', '[a][b]\n', 0],
    ['echo \'a:b::\' | { IFS=: read x y; echo "[$x][$y]"; }', '[a][b::]\n', 0],
    ['echo \'a\\ b\' | { read x y; echo "[$x][$y]"; }', '[a b][]\n', 0],
    ['echo x | { read 1a; echo $?; }', '2\n', 0],
    ['readonly r=1; echo x | { read r; echo $?; }; echo "$r"', '2\n1\n', 0],
    ['printf \'1\\n2\\n\' | while read x; do echo "<$x>"; done', '<1>\n<2>\n', 0],
    ['printf \'a\\nb\\n\' > f; exec 3<f; read x <&3; read y <&3; read z <&3; echo "$? $x $y [$z]"', '1 a b []\n', 0],
    ['printf \'\\t a \\t b \\t\\n\' | { read x y; echo "[$x][$y]"; }', '[a][b]\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
