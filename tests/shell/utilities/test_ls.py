"""ls compared with GNU ls."""

from tests.shell.machine_support import Box


async def _box() -> Box:
    box = Box()
    await box.sh('echo 12345 > b.txt; echo x > .hidden; echo > a; ')
    box.system.mkdir('/home/user/dir', 0o755)
    box.write('/home/user/dir/inner', '')
    box.system.symlink('b.txt', '/home/user/link')
    return box


async def test_names():
    box = await _box()
    assert await box.out('ls') == 'a\nb.txt\ndir\nlink\n'
    assert await box.out('ls -a') == '.\n..\n.hidden\na\nb.txt\ndir\nlink\n'
    assert await box.out('ls -A -r') == 'link\ndir\nb.txt\na\n.hidden\n'
    assert await box.out('ls -F') == 'a\nb.txt\ndir/\nlink@\n'
    assert await box.out('ls -d dir a') == 'a\ndir\n'
    assert await box.out('ls -S -1 a b.txt') == 'b.txt\na\n'
    assert await box.out('ls a dir') == 'a\n\ndir:\ninner\n'
    assert await box.out('ls -R dir') == 'dir:\ninner\n'


async def test_errors():
    box = await _box()
    assert await box.out('ls nope a') == "a\nls: cannot access 'nope': No such file or directory\n[2]"
    assert await box.out('ls -@') == "ls: invalid option -- '@'\nTry 'ls --help' for more information.\n[2]"


async def test_long():
    box = await _box()
    box.system.utimes('/home/user/b.txt', 0, 951782400)
    out = await box.out('ls -l --time-style=full-iso b.txt')
    assert out.startswith('-rw-r--r-- 1 ')
    assert ' 6 2000-02-29 00:00:00.000000000 +0000 b.txt\n' in out
    assert '-> b.txt\n' in await box.out('ls -l link')
    assert ' Feb 29  2000 b.txt\n' in await box.out('ls -l b.txt')


async def test_columns():
    box = Box()
    await box.sh('for n in 1 2 3 4 5 6 7; do echo > file$n; done')
    assert await box.out('ls -C -w 24') == 'file1  file4  file7\nfile2  file5\nfile3  file6\n'
    assert await box.out('ls -x -w 24') == 'file1  file2  file3\nfile4  file5  file6\nfile7\n'


async def test_names_that_look_like_others():
    box = Box()
    box.write('/home/user/a\u202egpj.exe', '')
    box.write('/home/user/plain', '')
    assert await box.out('ls --quoting-style=shell-escape') == "'a'$'\\342\\200\\256''gpj.exe'\nplain\n"
    assert await box.out('ls -q') == 'a?gpj.exe\nplain\n'
    assert (
        await box.out('rm "$(printf \'b\\342\\200\\256\')"')
        == "rm: cannot remove 'b'$'\\342\\200\\256': No such file or directory\n[1]"
    )
