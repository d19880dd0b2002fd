"""Programmable completion at the prompt."""

from __future__ import annotations

from runtime_py.shell.bash.programmed import place_in
from tests.shell.process_support import Terminal
from tests.shell.prompt_support import PROMPT, shell, typed


def test_words_before_the_cursor() -> None:
    for line, words, start in [
        ['git ch', ['git', 'ch'], 4],
        ['a; git ', ['git', ''], 7],
        ['x=$(npm run b', ['npm', 'run', 'b'], 12],
        ['git log --format=sh', ['git', 'log', '--format', '=', 'sh'], 17],
        ["cat 'a b", ['cat', "'a b"], 4],
        ['cat a\\ b', ['cat', 'a\\ b'], 4],
    ]:
        found = place_in(str(line))
        assert found.words == words and found.start == start


async def shows(terminal: Terminal, keys: str, line: str) -> None:
    terminal.type(keys + '\r')
    await terminal.expect(f'l{line}\r\n')
    await terminal.expect(PROMPT)


async def test_a_specification_completes() -> None:
    terminal = await shell([], ['bash', '--norc'])
    assert await typed(terminal, 'complete -W "start status" svc; svc() { echo "<$*>"; }') == ''
    await shows(terminal, 'svc st\tr\t', '<start>')
    assert (
        await typed(
            terminal, 'f() { COMPREPLY=($(compgen -W "one two" -- "$2")); compopt -o nospace; }; complete -F f g'
        )
        == ''
    )
    assert await typed(terminal, 'g() { echo "[$*]"; }') == ''
    await shows(terminal, 'g o\tx', '[onex]')
    assert await typed(terminal, 'd() { complete -W later "$1"; return 124; }; complete -D -F d') == ''
    await shows(terminal, 'echo la\t', 'later')
