"""A utility's input: chunks, lines, the first octets, and errors of files and of the standard input."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EBADF, EISDIR, ENOENT
from runtime_py.platform.text import repeat
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input, change_lines, read_first_of
from tests.shell.machine_support import Box
from tests.shell.support.context_support import context_with, written


async def texts(context: Context, name: str, end: int = 10) -> list[str]:
    source = Input(context, name)
    found = await source.all_lines(end)
    source.close()
    assert source.error == 0
    return found


async def test_lines_of_a_file_and_of_the_standard_input() -> None:
    for text, lines, at_end in [
        ['', [], True],
        ['\n', [''], True],
        ['a\nb\n', ['a', 'b'], True],
        ['a\n\nb', ['a', '', 'b'], False],
        ['no end', ['no end'], False],
    ]:
        context = context_with(text)
        context.system.write_file('/tmp/f', encode(str(text)))
        for name in ['/tmp/f', '-']:
            source = Input(context, name)
            assert await source.all_lines() == lines
            assert source.newline_at_end == at_end
            source.close()


async def test_lines_longer_than_a_chunk() -> None:
    line = repeat('x', 70000)
    context = context_with(f'{line}\n{line}y\nshort')
    assert await texts(context, '-') == [line, line + 'y', 'short']


async def test_another_end_of_lines() -> None:
    assert await texts(context_with('a\nb\0c\0'), '-', 0) == ['a\nb', 'c']


async def test_octets_that_are_no_utf_8_are_kept() -> None:
    context = context_with('')
    data = encode('\u00e9\n')
    context.system.write_file('/tmp/f', data[0:1])
    source = Input(context, '/tmp/f')
    assert await source.read_all() == data[0:1]
    source.close()


async def test_the_first_octets_leave_the_rest_to_others() -> None:
    context = context_with('abcdef')
    source = Input(context, '-')
    assert decode(await source.read_first(2)) == 'ab'
    assert decode(await source.read_first(3)) == 'cde'
    assert decode(await source.read_first(0)) == ''
    assert decode(await source.read_first(9)) == 'f'


async def test_errors() -> None:
    context = context_with('')
    for name, error in [['none', ENOENT], ['/tmp', EISDIR]]:
        source = Input(context, name)
        assert len(await source.read()) == 0 and source.error == error
        assert await source.lines() == []
        source.close()
    context.stdin = 99
    source = Input(context, '-')
    assert len(await source.read()) == 0 and source.error == EBADF


async def test_a_standard_input_that_cannot_be_read_is_an_error() -> None:
    box = Box()
    assert await box.out('cat <&-') == 'cat: -: Bad file descriptor\n[1]'
    assert await box.out('cat < .') == 'cat: -: Is a directory\n[1]'
    assert await box.out('printf "" | cat; cat < /tmp/.in') == ''


async def test_the_first_octets_of_several_files() -> None:
    context = context_with('standard')
    context.system.write_file('/tmp/a', encode('abc'))
    context.system.write_file('/tmp/b', encode('def'))
    status, data = await read_first_of(context, ['/tmp/a', '/tmp/none', '/tmp/b'], 5)
    assert [status, decode(data)] == [1, 'abcde']
    status, data = await read_first_of(context, [], 4)
    assert [status, decode(data)] == [0, 'stan']


async def test_lines_are_changed_one_by_one() -> None:
    for text, expected in [['a\nb\n', '<a>\n<b>\n'], ['a\nb', '<a>\n<b>'], ['', ''], ['\n', '<>\n']]:
        context = context_with(text)
        assert await change_lines(context, [], lambda line: f'<{line}>') == 0
        assert await written(context) == [expected, '']


async def test_a_file_that_is_missing_does_not_hide_the_others() -> None:
    context = context_with('in\n')
    context.system.write_file('/tmp/f', encode('f\n'))
    assert await change_lines(context, ['none', '/tmp/f', '-'], lambda line: line) == 1
    assert await written(context) == ['f\nin\n', 'utility: none: No such file or directory\n']
