"""cd, pwd, umask, alias, hash, times: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ["mkdir a; cd a; pwd | sed 's|.*/||'; cd ..; cd a/../a; pwd | sed 's|.*/||'", 'a\na\n', 0],
    ['cd /nonesuch 2>/dev/null; echo $?', '2\n', 0],
    ["mkdir a b; cd a; cd ../b; cd - | sed 's|.*/||'; pwd | sed 's|.*/||'", 'a\nb\n', 0],
    ["mkdir -p a/b; ln -s a/b l; cd l; pwd | sed 's|.*/||'; pwd -P | sed 's|.*/a|a|'; cd ..; ls", 'l\na/b\na\nl\n', 0],
    ["mkdir -p a/b; ln -s a/b l; cd -P l; pwd | sed 's|.*/a|a|'; cd ..; ls", 'a/b\nb\n', 0],
    ["mkdir -p d/x; CDPATH=d; cd x >/dev/null; pwd | sed 's|.*/d|d|'", 'd/x\n', 0],
    ['HOME=/; cd; pwd', '/\n', 0],
    ['unset HOME; cd 2>/dev/null; echo $?', '0\n', 0],
    ['touch f; cd f 2>/dev/null; echo $?', '2\n', 0],
    ['umask 027; umask; umask -S; touch f; ls -l f | cut -c1-10', '0027\nu=rwx,g=rx,o=\n-rw-r-----\n', 0],
    ['umask u=rwx,g=rx,o=; umask', '0027\n', 0],
    ['umask g+w; umask', '0002\n', 0],
    ['umask 9 2>/dev/null; echo $?', '2\n', 0],
    ['umask x 2>/dev/null; echo $?', '2\n', 0],
    ["alias a='echo hello'; alias a; unalias a; alias a 2>/dev/null; echo $?", "a='echo hello'\n1\n", 0],
    ['unalias nothing 2>/dev/null; echo $?', '1\n', 0],
    ['alias a=b c=d; unalias -a; alias', '', 0],
    ['hash; echo $?', '0\n', 0],
    ["times | wc -l | tr -d ' '", '2\n', 0],
    ['mkdir a; cd a; rmdir ../a; pwd >/dev/null; echo $?', '0\n', 0],
    ["cd ''; echo $?", '0\n', 0],
    ["mkdir ./-d; cd -- -d; pwd | sed 's|.*/||'", '-d\n', 0],
    ['OLDPWD=/; cd -', '/\n', 0],
    ['cd . ; echo $? "$([ "$OLDPWD" = "$PWD" ] && echo same)"', '0 same\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
