"""Prompts: escapes, expansions, and prompts that are wrong."""

from __future__ import annotations

from runtime_py.shell.io import Io
from runtime_py.shell.prompt import prompt_shown, prompt_text, short_path
from tests.shell.machine_support import Box


async def shown(template: str, cwd: str = '/home/user/dir', name: str = 'sh') -> str:
    box = Box()
    box.shell_name = name
    box.env.append('X=1')
    interpreter = box.interpreter()
    interpreter.state.cwd = cwd
    return await prompt_shown(interpreter, template, Io())


async def test_folders() -> None:
    for cwd, whole, last in [
        ['/home/user', '~', '~'],
        ['/home/user/a/b', '~/a/b', 'b'],
        ['/home/username', '/home/username', 'username'],
        ['/', '/', '/'],
        ['/tmp', '/tmp', 'tmp'],
    ]:
        assert [await shown('\\w', cwd), await shown('\\W', cwd)] == [whole, last]


async def test_names_and_signs() -> None:
    assert await shown('\\u@\\h \\s\\$ ') == 'user@terrarium sh$ '
    assert await shown('\\s', '/', '/bin/bash') == 'bash'
    assert await shown('a\\nb\\r\\a\\e[0m\\[\\]\\\\') == 'a\nb\r\x07\x1b[0m\\'
    assert await shown('\\101\\060 \\q \\') == 'A0 \\q \\'
    assert await shown('\\j \\l') == '0 0'


async def test_times() -> None:
    assert len(await shown('\\t')) == 8 and (await shown('\\t')).count(':') == 2
    assert await shown('\\D{year %%}') == 'year %'
    assert await shown('\\D{open') == '\\D{open'


async def test_expansions() -> None:
    assert await shown('$X ${X}2 $((X + 1)) $(echo in) `echo back`> ') == '1 12 2 in back> '
    assert await shown('\\$X') == '$X' and await shown('\'$X\' "$X"') == '\'1\' "1"'


async def test_values_are_not_expanded_again() -> None:
    assert await shown('\\w$X', '/tmp/$X`echo no`') == '/tmp/$X`echo no`1'


async def test_controls_in_a_folder_s_name_are_not_drawn() -> None:
    assert '\x1b' not in await shown('\\w', '/tmp/\x1b[2Jx')


async def test_a_prompt_that_cannot_be_expanded_is_shown_as_it_is() -> None:
    assert await shown('${X:?} ') == '1 '
    assert await shown('$(( > ') == '$(( > '
    assert await shown('${bad text} ') == '${bad text} '


async def test_a_prompt_does_not_change_the_status() -> None:
    box = Box()
    box.env.append('PS1=$(false)> ')
    interpreter = box.interpreter()
    interpreter.state.status = 5
    assert await prompt_text(interpreter, 'PS1', Io()) == '> '
    assert interpreter.state.status == 5


async def test_the_default_shows_the_folder() -> None:
    interpreter = Box().interpreter()
    assert '~' in await prompt_text(interpreter, 'PS1', Io())
    assert await prompt_text(interpreter, 'PS2', Io()) == '> '
    interpreter.state.cwd = '/usr'
    assert short_path(interpreter) == '/usr'
