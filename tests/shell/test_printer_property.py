"""Parse, print, parse: each script of the other tests gives the same tree twice, so the tree holds everything in a
script."""

from __future__ import annotations

import pytest

from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Part, Word
from runtime_py.shell.parser import parse
from runtime_py.shell.scanner import ShellSyntaxError
from tests.shell.arithmetic_facts import CASES as ARITHMETIC
from tests.shell.bash.scripts_facts import CASES as BASH_SCRIPTS
from tests.shell.bash_facts import SUPPORTED
from tests.shell.command_facts import CASES as COMMANDS
from tests.shell.grammar_facts import CASES as GRAMMAR
from tests.shell.language_facts import CASES as LANGUAGE
from tests.shell.leaving_facts import CASES as LEAVING
from tests.shell.number_facts import CASES as NUMBERS
from tests.shell.printer import print_tree
from tests.shell.quoting_facts import CASES as QUOTING
from tests.shell.script_facts import CASES as SCRIPTS
from tests.shell.variable_facts import CASES as VARIABLES
from tests.shell.zone_facts import CASES as ZONES

GROUPS = {
    'language': LANGUAGE,
    'arithmetic': ARITHMETIC,
    'commands': COMMANDS,
    'grammar': GRAMMAR,
    'leaving': LEAVING,
    'numbers': NUMBERS,
    'quoting': QUOTING,
    'scripts': SCRIPTS,
    'variables': VARIABLES,
    'zones': ZONES,
    'bash': SUPPORTED,
    'bash scripts': BASH_SCRIPTS,
}
# The position of a script in its file, and its own text, don't belong to its meaning.
PLACES = ('line', 'text', 'texts', 'source', 'delimiter', 'marker', 'document', 'strips_tabs')


def shape(node: object) -> object:
    """The tree as lists and strings, for comparison."""
    if isinstance(node, list):
        return [shape(each) for each in node]
    if not hasattr(node, '__dict__'):
        return node
    hidden = PLACES if not isinstance(node, Part) else ('line',)
    return [
        type(node).__name__,
        *[(name, shape(value)) for name, value in sorted(vars(node).items()) if name not in hidden],
    ]


def tree_of(script: str, bash: bool) -> object:
    """None if the text isn't a valid script: some cases test that."""
    try:
        return parse(script, Map(), bash)
    except ShellSyntaxError:
        return None


@pytest.mark.parametrize('group', GROUPS)
def test_what_is_printed_parses_to_the_same_tree(group: str) -> None:
    compared = 0
    for case in GROUPS[group]:
        tree = tree_of(case[0], group.startswith('bash'))
        if tree is not None:
            text = print_tree(tree)
            assert shape(tree_of(text, group.startswith('bash'))) == shape(tree), f'{case[0]}\n---- printed:\n{text}'
            compared += 1
    assert compared > len(GROUPS[group]) // 2


@pytest.mark.parametrize(
    'script',
    [
        'a \'x y\' \\$ "q $x ${y:-d \\"e\\"} `z`" ${#n} ${n##*/} ${n%\'}\'}',
        "cat <<A <<'B' | tr a b\n$x \\$y\nA\nraw $x\nB\n",
        'f() { a; } >x 2>&1; f &\ng',
        '! a | b && c || d',
        'case $x in a|b) c;; (*) ;; esac',
        'for i do echo $i; done; for i in; do :; done',
        'while a; do b; done <x; until c; do d; done',
        'if a; then b; elif c; then d; else e; fi',
        'x=$( (a; b) ) y+=z export q=$x',
        'echo $((1 + (x << 2))) "$(cat <<E\nin\nE\n)"',
        "echo $'it\\'s' ''",
        'a=$(case x in x) echo y;; esac)',
    ],
)
def test_forms_that_are_easily_lost(script: str) -> None:
    tree = tree_of(script, False)
    assert tree is not None
    assert shape(tree_of(print_tree(tree), False)) == shape(tree), print_tree(tree)


@pytest.mark.parametrize(
    'script',
    [
        '[[ $x == a* && ( -f y || ! $z =~ ^(a b|c)$ ) ]] && echo "q"',
        '((x += 1, y = x * 2)); for ((i=0; i<3; i++)); do echo $i; done; for ((;;)); do break; done',
        'a=(1 "2 3" [5]=x [y]+=z); a[1+2]+=3; declare -A m=([a]=b) n=4 x[3]=4; local -a q+=(r)',
        'echo ${a[@]:1:2} ${!a[@]} ${!x*} "${!x@}" ${x@Q} ${#a[@]} ${a["x y"]} ${!x:-3} ${a[i]/b/c}',
        'cat <(echo a) > >(cat); while read x; do :; done < <(ls | wc)',
        'select x in a "b c"; do echo $x; done; select y; do :; done',
        'exec {fd}>f; cat <<< "$x"; a &>b; c &>>d; time -p e',
        'case $x in a) b;& c) d;;& e) f;; esac',
    ],
)
def test_forms_of_bash(script: str) -> None:
    tree = tree_of(script, True)
    assert tree is not None
    assert shape(tree_of(print_tree(tree), True)) == shape(tree), print_tree(tree)


def test_the_comparison_sees_what_is_quoted() -> None:
    assert shape(tree_of('echo a', False)) != shape(tree_of("echo 'a'", False))
    assert isinstance(tree_of('echo a', False).items[0].pipelines[0].commands[0].words[0], Word)
