"""test and [: the same as in dash, which test_dash_property.py confirms."""

from __future__ import annotations

from tests.shell.machine_support import same_as_native

CASES = [
    ['test; echo $?', '1\n', 0],
    ["test ''; echo $?; test x; echo $?; test -n; echo $?; test !; echo $?", '1\n0\n0\n0\n', 0],
    ['[ ]; echo $?; [ x ]; echo $?', '1\n0\n', 0],
    ['[ x 2>/dev/null; echo $?', '2\n', 0],
    ['test a = a; echo $?; test a = b; echo $?; test a != b; echo $?', '0\n1\n0\n', 0],
    ['test 1 -eq 01; echo $?; test 2 -gt 10; echo $?; test -1 -lt 0; echo $?', '0\n1\n0\n', 0],
    ['test a -eq 1 2>/dev/null; echo $?', '2\n', 0],
    ["test '' -eq 0 2>/dev/null; echo $?", '2\n', 0],
    ["test ' 1 ' -eq 1; echo $?", '0\n', 0],
    ["test ! x; echo $?; test ! ''; echo $?; test ! ! x; echo $?", '1\n0\n0\n', 0],
    ["test a -a ''; echo $?; test a -o ''; echo $?; test '' -o a -a ''; echo $?", '1\n0\n1\n', 0],
    ["test \\( a \\); echo $?; test \\( '' \\); echo $?; test \\( a = b -o c \\) ; echo $?", '0\n1\n0\n', 0],
    ['test -f = -f; echo $?; test ! = x; echo $?; test \\( = \\(; echo $?', '0\n1\n0\n', 0],
    [
        'touch f; mkdir d; ln -s f l; ln -s none b; for o in e f d L h s r w x; do for n in f d l b none; do test -$o $n; printf %s $?; done; echo " $o"; done',
        '00011 e\n01011 f\n10111 d\n11001 L\n11001 h\n10111 s\n00011 r\n00011 w\n10111 x\n',
        0,
    ],
    [
        'ln -s a x; touch a; ln a h; test a -ef h; echo $?; test a -ef x; echo $?; touch c; test a -ef c; echo $?',
        '0\n0\n1\n',
        0,
    ],
    ['test -t 0; echo $?; test -t 99; echo $?', '1\n1\n', 0],
    ['test -q x 2>/dev/null; echo $?', '2\n', 0],
    [
        'test a b 2>/dev/null; echo $?; test a b c 2>/dev/null; echo $?; test a = b c 2>/dev/null; echo $?',
        '2\n2\n2\n',
        0,
    ],
    [
        'touch f; chmod u+s f; test -u f; echo $?; test -g f; echo $?; test -k f; echo $?; test -O f; echo $?; test -G f; echo $?',
        '0\n1\n1\n0\n0\n',
        0,
    ],
    ["test a '<' b; echo $?; test b '>' a; echo $?; test a '>' b; echo $?", '0\n0\n1\n', 0],
    ["test -z ''; echo $?; test -z x; echo $?; test -z = -z; echo $?", '0\n1\n0\n', 0],
]


async def test_a_script_prints_what_it_prints_in_dash(fact):
    await same_as_native(fact)
