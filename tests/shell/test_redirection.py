"""Redirections and here-documents: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ['echo a > f; echo b >> f; cat f', 'a\nb\n', 0],
    ['echo a > f; cat < f > g; cat g', 'a\n', 0],
    ['echo err >&2 2>/dev/null; echo $?', '0\n', 0],
    ['{ echo out; echo err >&2; } > f 2>&1; cat f', 'out\nerr\n', 0],
    ["{ echo out; echo err >&2; } 2>&1 > f | sed 's/^/[/'; cat f", '[err\nout\n', 0],
    ['cat < none 2>/dev/null; echo $?', '2\n', 0],
    ['< none 2>/dev/null; echo $?', '2\n', 0],
    ["> f; wc -c < f | tr -d ' '", '0\n', 0],
    ['echo a >&5 2>/dev/null; echo $?', '2\n', 0],
    ['exec 5>f; echo a >&5; exec 5>&-; cat f; echo b >&5 2>/dev/null; echo $?', 'a\n2\n', 0],
    ['exec 4<<E\nline\nE\ncat <&4', 'line\n', 0],
    ['echo hi 1<>f; cat f', 'hi\n', 0],
    ['printf 12345 > f; printf ab 1<>f; cat f', 'ab345', 0],
    ['mkdir d; echo x > d 2>/dev/null; echo $?', '2\n', 0],
    ['x=f; echo a > "$x.$x"; cat f.f', 'a\n', 0],
    ["x='a b'; echo q > $x; ls", 'a b\n', 0],
    ['echo a 3>&1 >&3 3>&-', 'a\n', 0],
    ['cat <<E\n$((1+1)) $(echo b) ${x-c}\nE', '2 b c\n', 0],
    ["cat <<-'E'\n\t$x\n\tE", '$x\n', 0],
    ['f() { echo in; } > f; f; cat f', 'in\n', 0],
    ['if true; then echo a; fi > f; cat f', 'a\n', 0],
    ["(echo a; echo b) > f; cat f | wc -l | tr -d ' '", '2\n', 0],
    [': > a > b; ls', 'a\nb\n', 0],
    ['echo a > f; echo b > f < none 2>/dev/null; echo $?; cat f', '2\n', 0],
    ['echo x >&-; echo $?', '1\n', 0],
    ['exec 3<&0 4>&1; echo a >&4', 'a\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
