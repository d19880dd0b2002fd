"""Which words are patterns."""

from runtime_py.shell.pattern import has_magic
from tests.shell.machine_support import Box


def test_a_bracket_without_its_end_is_no_pattern():
    for text in ['[', '[a', 'a[', '[]', '[!]', '[^', '[[:alpha:', '[\\]', '\\[a]', '\\*', '']:
        assert not has_magic(text)
    for text in ['[a]', '[]]', '[!]]', '[[]', 'x[a-z]', '*', 'a?', '[[:alpha:]', '[[:alpha:]]', '[a*']:
        assert has_magic(text)


async def test_no_folder_is_read_for_it():
    box = Box()
    read: list[str] = []
    readdir = box.system.readdir
    box.system.readdir = lambda path: noted(read, path, readdir)
    assert (
        await box.out('k=0; while [ $k -lt 3 ]; do k=$((k+1)); [ "$k" = 2 ] || echo [ $k; done; echo a[b')
        == '[ 1\n[ 3\na[b\n'
    )
    assert read == []


def noted(read, path, readdir):
    read.append(path)
    return readdir(path)
