"""What Tab offers: commands, paths, variables; names that need a backslash."""

from __future__ import annotations

from runtime_py.shell.completion import Completer, Completion, common_prefix, escaped, unescaped, unique
from runtime_py.shell.io import Io
from tests.shell.machine_support import Box


def box_with_files() -> Box:
    box = Box()
    for folder in ['src', 'src/deep', 'a b', '.hidden']:
        box.system.mkdir('/home/user/' + folder, 0o777)
    for name in ['src/main.ts', "it's", 'src.txt', '$x']:
        box.write('/home/user/' + name, '')
    box.system.symlink('/home/user/src', '/home/user/link')
    box.write('/usr/bin/own-program', '')
    return box


async def complete(line: str, box: Box | None = None) -> Completion:
    return await Completer((box or box_with_files()).interpreter(), Io()).complete(line)


async def choices(line: str) -> list[str]:
    """Whole lines."""
    found = await complete(line)
    return [line[: found.start] + choice for choice in found.choices]


async def test_the_first_word_is_a_command() -> None:
    assert await choices('own-') == ['own-program ']
    assert 'while ' in await choices('whi') and 'unset ' in await choices('uns') and 'grep ' in await choices('gre')
    assert await choices('ls; own-') == ['ls; own-program ']
    assert await choices('(own-') == ['(own-program ']
    assert await choices('nonesuch') == []


async def test_other_words_are_paths() -> None:
    assert await choices('cat sr') == ['cat src.txt ', 'cat src/']
    assert await choices('cat src/') == ['cat src/deep/', 'cat src/main.ts ']
    assert await choices('cat none/') == []
    assert await choices('cat l') == ['cat link/']
    assert await choices('cat .h') == ['cat .hidden/']
    assert '.hidden' not in ' '.join(await choices('cat '))
    assert await choices('./s') == ['./src.txt ', './src/']


async def test_words_after_a_redirection_or_a_sign() -> None:
    assert await choices('cat <src/m') == ['cat <src/main.ts ']
    assert await choices('make --file=src.') == ['make --file=src.txt ']
    assert await choices('x=~/sr') == ['x=~/src.txt ', 'x=~/src/']


async def test_the_home_folder_stays_a_tilde() -> None:
    assert await choices('cat ~/src.') == ['cat ~/src.txt ']


async def test_names_get_backslashes() -> None:
    assert await choices('cat a') == ['cat a\\ b/']
    assert await choices('cat a\\ ') == ['cat a\\ b/']
    assert await choices('cat i') == ["cat it\\'s "]
    assert await choices('cat \\$') == ['cat \\$x ']


async def test_variables() -> None:
    box = box_with_files()
    box.env.extend(['LONG_ONE=1', 'LONG_TWO=2'])
    found = await complete('echo $LONG', box)
    assert [found.start, found.choices] == [5, ['$LONG_ONE', '$LONG_TWO']]


def test_texts() -> None:
    assert [common_prefix(['abc', 'abd']), common_prefix(['a']), common_prefix(['a', 'b'])] == ['ab', 'a', '']
    assert unique(['a', 'a', 'b']) == ['a', 'b']
    for text in ['a b', "it's", '$x', '\\', '#', '*?[', 'plain', '']:
        assert unescaped(escaped(text)) == text
    assert unescaped('"a') == 'a'
