"""Commands at the prompt: several lines, and history expansion."""

from __future__ import annotations

from tests.shell.prompt_support import shell, typed


async def test_expansion_at_the_prompt() -> None:
    terminal = await shell([], ['bash', '--norc'])
    assert await typed(terminal, 'echo one two') == 'one two\n'
    assert await typed(terminal, 'echo !$') == 'echo two\ntwo\n'
    assert await typed(terminal, '^two^three') == 'echo three\nthree\n'
    assert await typed(terminal, '!nope') == 'bash: !nope: event not found\n'
    assert await typed(terminal, '!echo:p') == 'echo three\n'
    assert await typed(terminal, 'fc -ln 1') == '\t echo one two\n\t echo two\n\t echo three\n\t echo three\n'
    assert await typed(terminal, 'set +H') == ''
    assert await typed(terminal, 'echo !!') == '!!\n'


async def test_a_command_of_several_lines_is_one_entry() -> None:
    terminal = await shell([], ['bash', '--norc'])
    terminal.type('for i in 1 2\rdo echo $i\rdone\r')
    await terminal.expect('2\r\n')
    await terminal.expect('$ ')
    assert await typed(terminal, 'history') == '    1  for i in 1 2; do echo $i; done\n    2  history\n'
    assert await typed(terminal, 'shopt -s histverify') == ''
    terminal.type('!!\r')
    assert (await terminal.expect('shopt -s histverify')).endswith('shopt -s histverify')
