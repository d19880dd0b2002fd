"""cp, mv, rm, mkdir, rmdir compared with coreutils."""

from tests.shell.machine_support import Box


async def test_cp():
    box = Box()
    box.write('/home/user/a', 'A')
    assert await box.out('cp a b; cat b') == 'A'
    assert await box.out('mkdir d; cp a b d; ls d') == 'a\nb\n'
    assert await box.out('cp d e') == "cp: -r not specified; omitting directory 'd'\n[1]"
    assert await box.out('cp -r d e; ls e; cp -r d e; ls e') == 'a\nb\na\nb\nd\n'
    assert await box.out('cp a a') == "cp: 'a' and 'a' are the same file\n[1]"
    assert await box.out('cp nope b') == "cp: cannot stat 'nope': No such file or directory\n[1]"
    assert await box.out('cp -r d d/x') == "cp: cannot copy a directory, 'd', into itself, 'd/x'\n[1]"
    assert await box.out('cp a b nope') == "cp: target 'nope': No such file or directory\n[1]"
    assert (
        await box.out('cp a')
        == "cp: missing destination file operand after 'a'\nTry 'cp --help' for more information.\n[1]"
    )


async def test_cp_keeps_what_was_asked():
    box = Box()
    box.write('/home/user/a', 'A')
    box.system.chmod('/home/user/a', 0o751)
    box.system.utimes('/home/user/a', 5, 7)
    box.system.symlink('a', '/home/user/l')
    assert await box.out('cp -p a b; ls -l --time-style=+%s b') == '-rwxr-x--x 1 ' + (
        await box.out('ls -l --time-style=+%s a')
    )[13:].replace(' a\n', ' b\n')
    assert (
        await box.out('cp l copy; cp -P l link; ls -F copy link; cp -a l again; ls -F again')
        == 'copy*\nlink@\nagain@\n'
    )


async def test_mv():
    box = Box()
    box.write('/home/user/a', 'A')
    assert await box.out('mkdir -p x/y; mv a b; mv b x; ls x; mv x/b x/y/c; cat x/y/c') == 'b\ny\nA'
    assert await box.out('mv nope z') == "mv: cannot stat 'nope': No such file or directory\n[1]"
    assert await box.out('mv x x/y') == "mv: cannot move 'x' to a subdirectory of itself, 'x/y/x'\n[1]"
    assert await box.out('echo 1 > f; mv f x -v') == "renamed 'f' -> 'x/f'\n"


async def test_rm():
    box = Box()
    assert await box.out('mkdir -p d/e; echo > d/e/f; rm d') == "rm: cannot remove 'd': Is a directory\n[1]"
    assert await box.out('rm nope') == "rm: cannot remove 'nope': No such file or directory\n[1]"
    assert await box.out('rm -f nope; rm -rf d; ls') == ''
    assert (
        await box.out('rm -rf /')
        == "rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\n[1]"
    )
    assert await box.out('rm') == "rm: missing operand\nTry 'rm --help' for more information.\n[1]"
    box.write('/home/user/q', '')
    result = await box.sh('rm -i q', 'n\n')
    assert result.err == "rm: remove regular file 'q'? "
    assert box.system.exists('/home/user/q')


async def test_mkdir_and_rmdir():
    box = Box()
    assert await box.out('mkdir a; mkdir a') == "mkdir: cannot create directory 'a': File exists\n[1]"
    assert (await box.out('mkdir -p a/b/c a; mkdir -m 700 p; ls -ld p')).startswith('drwx------ ')
    assert await box.out('mkdir x/y') == "mkdir: cannot create directory 'x/y': No such file or directory\n[1]"
    assert await box.out('rmdir a') == "rmdir: failed to remove 'a': Directory not empty\n[1]"
    assert await box.out('rmdir -p a/b/c; ls') == 'p\n'


async def test_truncate():
    box = Box()
    assert (
        await box.out('truncate -s 10 f; wc -c f; truncate -s +1K f; stat -c %s f; truncate -s -34 f; stat -c %s f')
        == '10 f\n1034\n1000\n'
    )
    assert (
        await box.out('for s in "<500" ">800" /300 %256; do truncate -s "$s" f; stat -c %s f; done')
        == '500\n800\n600\n768\n'
    )
    assert await box.out('truncate -c -s 1 nope; ls nope') == "ls: cannot access 'nope': No such file or directory\n[2]"
    assert await box.out('truncate -r f g; stat -c %s g; truncate -s x g') == "768\ntruncate: Invalid number: 'x'\n[1]"
    assert (
        await box.out('truncate g')
        == "truncate: you must specify either '--size' or '--reference'\nTry 'truncate --help' for more information.\n[1]"
    )
    assert await box.out('printf abc > h; truncate -s 5 h; od -An -c h') == '   a   b   c  \\0  \\0\n'


async def test_install_and_unlink():
    box = Box()
    assert (
        await box.out(
            'echo x > f; install f g; stat -c %a g; install -m 600 f g; stat -c %a g; install -d -m 750 a/b; stat -c %a a a/b'
        )
        == '755\n600\n755\n750\n'
    )
    assert (
        await box.out('install -Dm644 f d/e/h; cat d/e/h; install -v f g a; install -t a -m u=rx f; stat -c %a a/f')
        == "x\n'f' -> 'a/f'\n'g' -> 'a/g'\n500\n"
    )
    assert (
        await box.out('install f nope/x')
        == "install: cannot create regular file 'nope/x': No such file or directory\n[1]"
    )
    assert (
        await box.out('install a x; install -m 9 f g')
        == "install: omitting directory 'a'\ninstall: invalid mode '9'\n[1]"
    )
    assert (
        await box.out('install -o root f g')
        == "install: cannot change ownership to 'root': Operation not permitted\n[1]"
    )
    assert (
        await box.out('unlink g; ls; unlink g') == "a\nd\nf\nunlink: cannot unlink 'g': No such file or directory\n[1]"
    )
    assert await box.out('unlink') == "unlink: missing operand\nTry 'unlink --help' for more information.\n[1]"
