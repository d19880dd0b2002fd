"""What a name of a command leads to: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ['nonesuch 2>/dev/null; echo $?', '127\n', 0],
    ['touch f; ./f 2>/dev/null; echo $?', '126\n', 0],
    ['mkdir d; ./d 2>/dev/null; echo $?', '126\n', 0],
    ['PATH=; ls 2>/dev/null; echo $?', '127\n', 0],
    ['PATH=/nonesuch; command -v ls; echo $?; echo builtin', '127\nbuiltin\n', 0],
    ['/nonesuch/x 2>/dev/null; echo $?', '127\n', 0],
    ["'' 2>/dev/null; echo $?", '127\n', 0],
    ['f() { echo f; }; f; unset -f f; f 2>/dev/null; echo $?', 'f\n127\n', 0],
    ['echo() { printf \'mine %s\\n\' "$*"; }; echo a; unset -f echo; echo b', 'mine a\nb\n', 0],
    [
        "type if cd 2>/dev/null | sed 's/shell keyword/KW/'; f() { :; }; type f | head -1",
        'if is a KW\ncd is a shell builtin\nf is a shell function\n',
        0,
    ],
    ["printf '#!/nonesuch\\n' > s; chmod +x s; ./s 2>/dev/null; echo $?", '127\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
