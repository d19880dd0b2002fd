"""The shell as `jsh`: marks for programs that read its output, restrictions, its start file; and prompts in every
shell."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from tests.shell.process_support import Machines, Terminal

ENDS = '\x07'


def mark(text: str) -> str:
    return f'\x1b]654;{text}\x07'


async def shell(argv: list[str], files: list[list[str]]) -> Terminal:
    machines = Machines()
    for path, text in files:
        machines.system.write_file(path, encode(text), 0o644)
    return machines.terminal(argv)


def marks_in(shown: str) -> list[str]:
    return [part.split(ENDS)[0] for part in shown.split('\x1b]654;')[1:]]


async def until_prompt(terminal: Terminal, typed: str) -> str:
    """The text shown up to the next prompt's mark."""
    terminal.type(typed)
    return await terminal.expect(mark('prompt'))


async def test_marks():
    terminal = await shell(['jsh', '--osc'], [])
    shown = await terminal.expect(mark('prompt'))
    assert marks_in(shown) == ['interactive', 'prompt']
    assert (await terminal.expect('❯\x1b[0m ')).endswith('\r\n\x1b[36m~\x1b[0m\r\n\x1b[35m❯\x1b[0m ')
    assert marks_in(await until_prompt(terminal, 'echo one; (exit 3)\r')) == ['exit=3:3', 'prompt']
    assert marks_in(await until_prompt(terminal, '\x03')) == ['prompt']
    assert marks_in(await until_prompt(terminal, '\r')) == ['prompt']
    assert marks_in(await until_prompt(terminal, 'nope\r')) == ['exit=127:127', 'prompt']
    assert marks_in(await until_prompt(terminal, 'if\rtrue; then echo )\r')) == ['exit=2:2', 'prompt']
    terminal.type('sleep 100\r')
    await terminal.settle()
    assert marks_in(await until_prompt(terminal, '\x03')) == ['exit=130:130', 'prompt']
    assert marks_in(await until_prompt(terminal, '\x03echo after\r')) == ['prompt']
    assert 'after' in await terminal.expect(mark('exit=0:0'))
    await terminal.expect(mark('prompt'))
    terminal.type('exit 4\r')
    assert await terminal.end() == 4


async def test_no_marks_are_asked_for():
    terminal = await shell(['/bin/jsh'], [['/home/user/.jshrc', 'PS1="[in] "; alias hi="echo hello"\n']])
    await terminal.expect('[in] ')
    terminal.type('hi\r')
    assert (await terminal.expect('[in] ')).endswith(
        '\x1b[?2004lhello\r\n\x1b[?2004h[in] '
    ) and '\x1b]' not in terminal.shown
    terminal.type('exit\r')
    assert await terminal.end() == 0


async def test_start_file_in_the_original_s_home():
    terminal = await shell(['jsh', '--osc'], [['/home/.jshrc', 'PS1="shared> "\n']])
    await terminal.expect('shared> ')
    terminal.type('\x04')
    assert await terminal.end() == 0


async def test_restrictions():
    terminal = await shell(
        ['jsh', '--osc', '--no-redirects', '--allow-commands', 'echo, ls,cat,xargs'],
        [['/home/user/.jshrc', 'cd /tmp; echo x > made\n']],
    )
    await terminal.expect(mark('prompt'))
    assert 'jsh: rm: restricted: this command is not allowed' in await until_prompt(terminal, 'rm made\r')
    for typed in [
        'cd /\r',
        '/bin/rm made\r',
        'echo a | xargs rm\r',
        '(rm made)\r',
        'echo $(rm made)\r',
        'eval rm made\r',
    ]:
        assert 'not allowed' in await until_prompt(terminal, typed)
    assert 'new: restricted: cannot redirect output' in await until_prompt(terminal, 'echo a > new\r')
    assert 'new: restricted' in await until_prompt(terminal, 'echo a >> new\r')
    assert 'lx\r\n' in await until_prompt(terminal, 'cat < made 2>&1\r')
    assert 'lmade\r\n' in await until_prompt(terminal, 'ls\r')


async def test_options_of_scripts():
    machines = Machines()
    assert await machines.sh('echo $0; rm x', '', 'jsh') == "jsh\nrm: cannot remove 'x': No such file or directory\n[1]"
    assert await machines.sh(
        'jsh --allow-commands=echo -c "echo a; ls"; echo $?; jsh --no-redirects -c "echo a > f"; jsh -c "echo b"; sh --osc -c :'
    ) == (
        'a\njsh: ls: restricted: this command is not allowed\n126\njsh: 1: f: restricted: cannot redirect output\nb\nsh: 0: Illegal option --osc\n[2]'
    )


async def test_prompts():
    """As in bash."""
    terminal = await shell(['sh'], [])
    await terminal.expect('$ ')
    terminal.type("N=7; PS1='<$?|$N|$(echo sub; exit 9)|`echo back`|\\w|$((N+1))|\\\\|\\101|\\s> '\r")
    assert (await terminal.expect('|sh> ')).endswith('<0|7|sub|back|~|8|\\|A|sh> ')
    terminal.type('(exit 5)\r')
    assert (await terminal.expect('|sh> ')).endswith('<5|7|sub|back|~|8|\\|A|sh> ')
    terminal.type("PS1='\\w= '; PROMPT_COMMAND='echo last $?; X=${X}x'\r")
    assert (await terminal.expect('~= ')).endswith('last 0\r\n\x1b[?2004h~= ')
    terminal.type('(exit 6)\r')
    assert (await terminal.expect('~= ')).endswith('last 6\r\n\x1b[?2004h~= ')
    terminal.type('echo $? $X\r')
    assert 'l6 xx\r\n' in await terminal.expect('~= ')
    terminal.type("PROMPT_COMMAND=; PS1='${N:?gone}'\r")
    await terminal.expect('\x1b[?2004h7')
    terminal.type('cd /tmp; mkdir "a\\$(echo b)"; cd a*; PS1="\\w> "\r')
    assert (await terminal.expect('b)> ')).endswith('/tmp/a$(echo b)> ')
