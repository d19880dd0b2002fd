"""Copying and removing trees: what goes wrong is reported, and the rest continues."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.shell.context import Context
from runtime_py.shell.support.file_tree import Copier, CopyOptions, Remover, confirm
from tests.shell.support.context_support import context_with, written


def tree(stdin: str = '') -> Context:
    context = context_with(stdin)
    system = context.system
    for folder in ['d', 'd/e']:
        system.mkdir('/home/user/' + folder, 0o755)
    for name in ['f', 'd/a', 'd/e/b']:
        system.write_file('/home/user/' + name, encode(name), 0o640)
    system.symlink('a', '/home/user/d/l')
    return context


def text(context: Context, name: str) -> str:
    data = context.system.read_file('/home/user/' + name)
    return 'none' if isinstance(data, int) else decode(data)


def recursive() -> CopyOptions:
    options = CopyOptions()
    options.recursive = True
    options.follow = False
    return options


async def errors_of(context: Context) -> str:
    return (await written(context))[1].replace('utility: ', '')


async def test_a_tree_is_copied() -> None:
    context = tree()
    assert await Copier(context, recursive()).copy('d', 'new', True)
    assert [text(context, name) for name in ['new/a', 'new/e/b', 'new/l']] == ['d/a', 'd/e/b', 'd/a']
    assert context.system.readlink('/home/user/new/l') == 'a'
    assert context.system.mode_of('/home/user/new/a') & 0o777 == 0o640


async def test_what_is_not_copied() -> None:
    for source, target, options, message in [
        ['none', 'x', recursive(), "cannot stat 'none': No such file or directory"],
        ['f', 'f', CopyOptions(), "'f' and 'f' are the same file"],
        ['f', 'd/../f', CopyOptions(), "'f' and 'd/../f' are the same file"],
        ['d', 'x', CopyOptions(), "-r not specified; omitting directory 'd'"],
        ['f', 'd', CopyOptions(), "cannot overwrite directory 'd' with non-directory"],
        ['d', 'f', recursive(), "cannot overwrite non-directory 'f' with directory 'd'"],
        ['d', 'd/e/x', recursive(), "cannot copy a directory, 'd', into itself, 'd/e/x'"],
        ['f', 'none/x', CopyOptions(), "cannot create regular file 'none/x': No such file or directory"],
    ]:
        context = tree()
        assert not await Copier(context, options).copy(str(source), str(target), True)
        assert await errors_of(context) == f'{message}\n'
        assert text(context, 'f') == 'f'


async def test_a_file_that_cannot_be_copied_does_not_hide_the_others() -> None:
    context = tree()
    context.system.mkdir('/home/user/new', 0o755)
    context.system.mkdir('/home/user/new/a', 0o755)
    assert not await Copier(context, recursive()).copy('d', 'new', True)
    assert await errors_of(context) == "cannot overwrite directory 'new/a' with non-directory\n"
    assert text(context, 'new/e/b') == 'd/e/b'


async def test_existing_files() -> None:
    for answer, expected in [['y\n', 'd/a'], ['n\n', 'f'], ['', 'f']]:
        context = tree(answer)
        options = CopyOptions()
        options.interactive = True
        assert await Copier(context, options).copy('d/a', 'f')
        assert text(context, 'f') == expected
        assert await errors_of(context) == "overwrite 'f'? "
    context = tree()
    options = CopyOptions()
    options.no_clobber = True
    assert await Copier(context, options).copy('d/a', 'f') and text(context, 'f') == 'f'


async def test_hard_links_are_kept() -> None:
    context = tree()
    context.system.link('/home/user/d/a', '/home/user/d/second')
    options = recursive()
    options.keeps_links = True
    assert await Copier(context, options).copy('d', 'new', True)
    context.system.write_file('/home/user/new/a', encode('changed'))
    assert text(context, 'new/second') == 'changed'


async def test_links_instead_of_copies() -> None:
    context = tree()
    options = CopyOptions()
    options.link = True
    assert await Copier(context, options).copy('f', 'hard')
    options.link = False
    options.symbolic = True
    assert await Copier(context, options).copy('f', 'soft')
    assert context.system.readlink('/home/user/soft') == 'f'
    context.system.write_file('/home/user/f', encode('changed'))
    assert [text(context, 'hard'), text(context, 'soft')] == ['changed', 'changed']


async def test_a_tree_is_removed() -> None:
    context = tree()
    remover = Remover(context)
    assert not await remover.remove('d', True)
    assert await errors_of(context) == "cannot remove 'd': Is a directory\n"
    remover.recursive = True
    assert await remover.remove('d', True)
    assert not context.system.exists('/home/user/d') and text(context, 'f') == 'f'


async def test_links_are_removed_not_what_they_lead_to() -> None:
    context = tree()
    context.system.symlink('/home/user/d', '/home/user/to')
    remover = Remover(context)
    remover.recursive = True
    assert await remover.remove('to', True)
    assert text(context, 'd/e/b') == 'd/e/b'


async def test_what_is_not_removed() -> None:
    context = tree()
    remover = Remover(context)
    remover.recursive = True
    assert not await remover.remove('none')
    assert not await remover.remove('d/.')
    assert not await remover.remove('..')
    assert await errors_of(context) == (
        "cannot remove 'none': No such file or directory\n"
        "refusing to remove '.' or '..' directory: skipping 'd/.'\n"
        "refusing to remove '.' or '..' directory: skipping '..'\n"
    )
    remover.force = True
    assert await remover.remove('none')
    remover.recursive = False
    remover.empty_folders = True
    assert not await remover.remove('d')  # it isn't empty
    assert await errors_of(context) != '' and text(context, 'd/a') == 'd/a'


async def test_each_removal_may_be_asked() -> None:
    context = tree('y\ny\nn\n')
    remover = Remover(context)
    remover.recursive = True
    remover.interactive = True
    await remover.remove('d/e')
    assert context.system.exists('/home/user/d/e') and text(context, 'd/e/b') == 'none'
    assert await errors_of(context) == (
        "descend into directory 'd/e'? remove regular file 'd/e/b'? remove directory 'd/e'? "
    )


async def test_only_a_yes_confirms() -> None:
    for answer, expected in [
        ['y\n', True],
        ['Yes\n', True],
        ['n\n', False],
        ['\n', False],
        ['', False],
        [' y\n', False],
    ]:
        assert await confirm(context_with(str(answer)), 'sure?') == expected
