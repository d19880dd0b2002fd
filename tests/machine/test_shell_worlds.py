"""The shell in a real browser: differences that Python's numbers and strings hide."""

from __future__ import annotations

from tests.machine.browser import Machine

SCRIPT = r"""echo $((0xffffffff & 0xff00ff00)) $((1<<-1)) $((9223372036854775807 + 1))
h=5381; for c in 104 101 108 108 111 104 101 108 108 111 104 101 108 108 111; do h=$((h*33+c)); done; echo $h
OPTIND=0; getopts ab o -a; echo $o $OPTIND
x=$(printf '\377\376'); printf %s "$x" | od -An -tx1
printf '\351' > lat; f="n$(cat lat)"; echo in > "$f"; cat n*; export f; sh -c 'printf %s "$f"' | od -An -tx1
echo ~root ~user; y='a  b'; export Z=$y; sh -c 'echo "$Z"'
f() { [ $1 = 0 ] || f $(($1-1)); }; f 900; echo $?; g() { g; }; (g) 2>/dev/null; echo $?
bash -c 'echo {a..e}'; echo ${#y}; TZ=EST5EDT,M3.2.0,M11.1.0 date -d @1720000000 '+%F %T %Z'
printf '#!/bin/bash\na=(1 2)\necho ${a[0]}\n' > b.sh; chmod +x b.sh; ./b.sh 2>&1; echo $?; bash -c '[[ a == a ]]' 2>&1; echo $?
"""
OUT = (
    '4278255360 -9223372036854775808 -9223372036854775808\n7901449797082631489\na 2\n ff fe\nin\n 6e e9\n/root /home/user\na  b\n0\n2\na b c d e\n4\n'
    '2024-07-03 05:46:40 EDT\n1\n0\n0\n'
)


def test_the_shell_computes_as_natively(machine: Machine) -> None:
    machine.write_file('worlds.sh', SCRIPT)
    machine.run('mkdir -p w && cd w && sh ../worlds.sh > ../worlds.out 2>&1; cd ..')
    assert machine.read_file('worlds.out') == OUT
