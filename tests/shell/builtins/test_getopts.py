"""getopts: options of a script or a function: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    [
        'set -- -a -b v -c; while getopts ab:c o; do echo "$o [$OPTARG] $OPTIND"; done; echo $OPTIND',
        'a [] 2\nb [v] 4\nc [] 5\n5\n',
        0,
    ],
    [
        'set -- -ab v x; while getopts ab: o; do echo "$o [$OPTARG]"; done; shift $((OPTIND-1)); echo "$*"',
        'a []\nb [v]\nx\n',
        0,
    ],
    [
        'set -- -bv -- -a; while getopts ab: o; do echo "$o [$OPTARG]"; done; shift $((OPTIND-1)); echo "$*"',
        'b [v]\n-a\n',
        0,
    ],
    ['set -- -x; getopts a o; echo "$? $o [$OPTARG]"', '0 ? []\n', 0],
    ['set -- -x; getopts :a o; echo "$? $o [$OPTARG]"', '0 ? [x]\n', 0],
    ['set -- -b; getopts :b: o; echo "$? $o [$OPTARG]"', '0 : [b]\n', 0],
    ['set -- -b; getopts b: o 2>/dev/null; echo "$? $o [$OPTARG]"', '0 ? []\n', 0],
    ['getopts a o; echo "$? $o $OPTIND"', '1 ? 1\n', 0],
    ['getopts a o -a x; echo "$? $o $OPTIND"; getopts a o -a x; echo "$? $o $OPTIND"', '0 a 2\n1 ? 2\n', 0],
    ['set -- a -b; getopts b o; echo "$? $o $OPTIND"', '1 ? 1\n', 0],
    ['set -- - -a; getopts a o; echo "$? $OPTIND"', '1 1\n', 0],
    ['set -- -a; getopts a o; getopts a o; OPTIND=1; getopts a o; echo "$? $o"', '0 a\n', 0],
    [
        'f() { while getopts xy: o "$@"; do echo "$o=$OPTARG"; done; }; f -x -y 1; OPTIND=1; f -y2 -x',
        'x=\ny=1\ny=2\nx=\n',
        0,
    ],
    ['getopts; echo $?', '2\n', 0],
    ['getopts a 2>/dev/null; echo $?', '2\n', 0],
    ['set -- -aaa; while getopts a o; do echo "$o $OPTIND"; done', 'a 2\na 2\na 2\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
