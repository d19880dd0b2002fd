"""Files .env are read as `util.parseEnv` reads them, and expanded as dotenv-expand does. Vite gives the same values."""

from __future__ import annotations

from runtime_py.devserver.env_files import expand, parse_env
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map

FILE = r"""
# comment
A="a\"b" tail
B='q' junk
C="x\ny\rz"
D=  spaced # c
E=a#b
export F=1
G: yaml
H-I=2
K=`b"t`
L=
M="multi
line" # c
N='un
O=fine
P = "p"
Q=\$x
 R=r
S=a=b
T="#h"
U=u "q"
=nokey
V
W="last"""


def test_as_node_reads_it() -> None:
    found = parse_env(FILE)
    assert stringify(found) == stringify(
        Map(
            [
                ['A', 'a\\'],
                ['B', 'q'],
                ['C', 'x\ny\\rz'],
                ['D', 'spaced'],
                ['E', 'a'],
                ['F', '1'],
                ['H-I', '2'],
                ['K', 'b"t'],
                ['L', ''],
                ['M', 'multi\nline'],
                ['N', "'un"],
                ['O', 'fine'],
                ['P', 'p'],
                ['Q', '\\$x'],
                ['R', 'r'],
                ['S', 'a=b'],
                ['T', '#h'],
                ['U', 'u "q"'],
                ['W', '"last'],
            ]
        )
    )


def expanded(*pairs: list[str]) -> list[str]:
    return list(expand(Map(list(pairs)), Map([['OUTSIDE', 'o'], ['WINS', 'process']])).values())


def test_references() -> None:
    assert expanded(['A', 'a'], ['B', '$A-${A}b'], ['C', '${B}c']) == ['a', 'a-ab', 'a-abc']
    assert expanded(['A', '[$B]'], ['B', 'later']) == ['[later]', 'later']
    assert expanded(['A', '\\$B'], ['B', 'b']) == ['$B', 'b']
    assert expanded(['A', '$'], ['B', '$1 ${} x$'], ['C', '$OUTSIDE'], ['WINS', 'file']) == [
        '$',
        '$1 ${} x$',
        'o',
        'process',
    ]


def test_defaults() -> None:
    assert expanded(['A', '${NO:-d}'], ['B', '${NO-d}'], ['C', '${A:+set}${NO:+not}']) == ['d', 'd', 'set']
    assert expanded(['A', '${NO:-$B}'], ['B', 'b']) == ['b', 'b']


def test_values_that_refer_to_themselves_end() -> None:
    assert expanded(['A', '${A}x'], ['B', '$B']) == ['x', '']
    assert expanded(['A', '$B'], ['B', '$A']) == ['', '']
