"""bash's history: expansion as in bash itself, what is recorded, and its file."""

from __future__ import annotations

from runtime_py.shell.bash.beyond import Beyond
from runtime_py.shell.bash.history import BashHistory, joined
from runtime_py.shell.bash.history_expansion import HistoryExpansion, HistoryProblem
from runtime_py.shell.bash.history_words import words_of
from runtime_py.shell.main import make_state
from tests.shell.bash.history_facts import CASES, LINES
from tests.shell.machine_support import Box


def expanded(text: str) -> str:
    expansion = HistoryExpansion()
    expansion.lines = LINES
    expansion.extglob = False
    try:
        return expansion.expand(text).text
    except HistoryProblem:
        return 'failed'


def test_designators() -> None:
    wrong = [f'{fact[0]}: {expanded(fact[0])}, expected {fact[1]}' for fact in CASES if expanded(fact[0]) != fact[1]]
    assert wrong == []


def test_a_substitution_is_repeated() -> None:
    expansion = HistoryExpansion()
    expansion.lines = ['echo a a']
    assert expansion.expand('!!:s/a/b/').text == 'echo b a'
    assert expansion.expand('!!:&').text == 'echo b a'
    assert expansion.expand('!!:g&').text == 'echo b b'
    assert expansion.expand('echo').changed is False
    assert expansion.expand('!!:p').only_shown is True


def test_words() -> None:
    assert words_of('a "b c"; d>e 2>&1 f\\ g $(h i) <(j k) && (l)') == [
        'a',
        '"b c"',
        ';',
        'd',
        '>',
        'e',
        '2>&1',
        'f\\ g',
        '$(h i)',
        '<(j k)',
        '&&',
        '(',
        'l',
        ')',
    ]


def test_lines_of_a_command_are_joined() -> None:
    assert joined('for i in 1', 'do', False) == 'for i in 1; do'
    assert joined('for i in 1; do', 'echo', False) == 'for i in 1; do echo'
    assert joined('echo a \\', 'b', False) == 'echo a b'
    assert joined("echo 'a", "b'", True) == "echo 'a\nb'"
    assert joined('cat << E', 'x', False) == 'cat << E\nx'
    assert joined('f() {', '  a', False) == 'f() { a'
    assert joined('true &&', 'false', False) == 'true && false'


def kept(box: Box, variables: list[list[str]]) -> BashHistory:
    state = make_state(box.system, 'bash', box.env)
    state.beyond = Beyond()
    state.options.set('history', True)
    for name, value in variables:
        state.set(name, value)
    return BashHistory(box.system, state)


def test_what_is_recorded() -> None:
    for control, expected in [
        ['', [' a', 'b', 'b', 'c', 'b']],
        ['ignorespace', ['b', 'b', 'c', 'b']],
        ['ignoreboth', ['b', 'c', 'b']],
        ['erasedups', [' a', 'c', 'b']],
    ]:
        history = kept(Box(), [['HISTCONTROL', control]])
        for line in [' a', 'b', 'b', 'c', 'b']:
            history.record(line)
        assert history.lines == expected
    history = kept(Box(), [['HISTIGNORE', 'ls*:&:x'], ['HISTSIZE', '2']])
    for line in ['ls -l', 'a', 'a', 'x', 'b', 'c']:
        history.record(line)
    assert history.lines == ['b', 'c'] and history.first == 2


def test_its_file() -> None:
    box = Box()
    path = '/home/user/.bash_history'
    history = kept(box, [['HISTFILE', path]])
    history.load()
    for line in ['one', 'a\nb']:
        history.record(line)
        history.save()
    assert box.read(path).startswith('one\n#') and box.read(path).endswith('\na\nb\n')
    history.record('three')
    history.save()
    again = kept(box, [['HISTFILE', path]])
    again.load()
    assert again.lines == ['one', 'a\nb', 'three'] and again.times[0] == 0 and again.times[2] > 0


def test_the_former_shell_s_file_is_taken_over() -> None:
    box = Box()
    box.write('/home/user/.sh_history', 'a\nb\\nc\n')
    history = kept(box, [['HISTFILE', '/home/user/.bash_history']])
    history.load()
    assert history.lines == ['a', 'b\nc'] and box.read('/home/user/.bash_history').endswith('b\nc\n')
