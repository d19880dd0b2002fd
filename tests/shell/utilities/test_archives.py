"""tar, zip and unzip: packed files come out the same, and no member leaves its folder."""

from runtime_py.archive.member import FILE, SYMLINK, Member
from runtime_py.archive.tar_writer import tar_end, tar_member
from runtime_py.archive.zip_writer import ZipWriter
from runtime_py.platform.bytes import concat, encode
from tests.shell.machine_support import Box


def filled() -> Box:
    box = Box()
    box.system.mkdir('/home/user/d', 0o755)
    box.system.mkdir('/home/user/d/empty', 0o700)
    box.system.mkdir('/home/user/d/skipped', 0o755)
    box.write('/home/user/d/a', 'A')
    box.write('/home/user/d/skipped/b', 'B')
    box.write('/home/user/d/' + ''.join(['long' for _ in range(40)]) + 'é', 'long name')
    box.system.chmod('/home/user/d/a', 0o751)
    box.system.utimes('/home/user/d/a', 1000000001, 1000000001)
    box.system.symlink('a', '/home/user/d/link')
    box.system.link('/home/user/d/a', '/home/user/d/hard')
    return box


async def test_tar_there_and_back():
    box = filled()
    for letters in ['', 'z']:
        assert (
            await box.out(f'tar c{letters}f out.tar d; tar t{letters}f out.tar | head -3')
            == 'd/\nd/empty/\nd/skipped/\n'
        )
        assert (
            await box.out(
                f'mkdir x; tar x{letters}f out.tar -C x; diff -r d x/d && ls -ld --time-style=+%s x/d/a | cut -c 1-12; readlink x/d/link; cat x/d/hard; rm -r x'
            )
            == '-rwxr-x--x 2\na\nA'
        )
    assert (
        await box.out('cd d; tar -c -z --exclude=skipped --exclude "long*" . | tar tz')
        == './\n./empty/\n./a\n./link\n./hard\n'
    )
    assert (
        await box.out('tar xf out.tar --strip-components=1 -C d/empty d/skipped; find d/empty')
        == 'd/empty\nd/empty/skipped\nd/empty/skipped/b\n'
    )
    assert await box.out('tar xOf out.tar d/skipped/b') == 'B'
    assert await box.out('tar tvf out.tar d/link | cut -c 1-10,49-') == 'lrwxrwxrwxd/link -> a\n'


async def test_tar_s_options():
    box = filled()
    assert (
        await box.out('mkdir -p p/q; cd p/q; tar cf ../../up.tar ../../d/a; tar tf ../../up.tar')
        == "d/a\ntar: Removing leading `../../' from member names\n"
    )
    assert (
        await box.out(
            'echo 1 > p/one; echo 2 > p/q/two; tar cf c.tar -C p one -C q two -C /home/user/d a; tar tf c.tar; wc -c < c.tar'
        )
        == 'one\ntwo\na\n10240\n'
    )
    assert (
        await box.out('tar rf c.tar d/link; tar tf c.tar; tar cf - --no-recursion d | tar t')
        == 'one\ntwo\na\nd/link\nd/\n'
    )
    assert (
        await box.out(
            "tar tf c.tar --wildcards 't*'; echo two > list; tar cf - -X list -C p . --sort=name --owner=0 | tar t"
        )
        == 'two\n./\n./one\n./q/\n'
    )
    assert (
        await box.out(
            'tar cf m.tar --mtime=@5 d/a; mkdir x; tar xf m.tar -C x; stat -c %Y x/d/a; tar xmf m.tar -C x; test x/d/a -nt d/a && echo newer'
        )
        == '5\nnewer\n'
    )
    assert (
        await box.out(
            'mkfifo p/f; tar cf - p/f | tar tv | cut -c1; tar cf - p/f | tar x -C x; stat -c %F x/p/f; rm x/p/f p/f'
        )
        == 'p\nfifo\n'
    )
    assert (
        await box.out('mkfifo f; (cat m.tar > f &); tar tf f; : > empty; tar tf empty')
        == 'd/a\ntar: This does not look like a tar archive\n[2]'
    )


async def test_tar_says_what_is_wrong():
    box = filled()
    assert await box.out('tar xf nope') == 'tar: nope: Cannot open: No such file or directory\n[2]'
    assert (
        await box.out('tar cf out.tar nope; tar tf out.tar')
        == 'tar: nope: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n'
    )
    assert (
        await box.out('tar czf out.tgz d; head -c 100 out.tgz > cut.tgz; tar xf cut.tgz')
        == "tar: the archive is damaged: it can't be unpacked\n[2]"
    )
    assert (
        await box.out('tar cf out.tar d; tar xf out.tar other')
        == 'tar: other: Not found in archive\ntar: Exiting with failure status due to previous errors\n[2]'
    )
    assert await box.out('tar xf out.tar -C nope') == 'tar: nope: Cannot open: No such file or directory\n[2]'
    assert await box.out('tar cJf out.tar d') == 'tar: only gzip compression is supported\n[2]'


async def test_tar_stays_in_its_folder():
    box = filled()
    box.system.mkdir('/home/user/x', 0o755)
    good = tar_member(Member('good', FILE, 0o644, encode('good'), ''))
    for path in ['../out', 'a/../../out', '/../out']:
        box.system.write_file(
            '/home/user/evil.tar',
            concat([tar_member(Member(path, FILE, 0o644, encode('evil'), '')), good, tar_end()]),
            0o644,
        )
        assert (
            await box.out('tar xf evil.tar -C x; ls x; rm x/good')
            == f"good\ntar: {path}: Member name contains '..'\ntar: Exiting with failure status due to previous errors\n"
        )
    box.system.write_file(
        '/home/user/evil.tar',
        concat([tar_member(Member('/home/user/out', FILE, 0o644, encode('evil'), '')), tar_end()]),
        0o644,
    )
    assert (
        await box.out('tar xf evil.tar -C x; find x -type f; rm -r x/home')
        == "x/home/user/out\ntar: Removing leading `/' from member names\n"
    )
    through = [
        tar_member(Member('l', SYMLINK, 0o777, encode(''), '/home/user')),
        tar_member(Member('l/out', FILE, 0o644, encode('evil'), '')),
        tar_end(),
    ]
    box.system.write_file('/home/user/evil.tar', concat(through), 0o644)
    await box.out('tar xf evil.tar -C x')
    assert not box.system.exists('/home/user/out')
    box.system.write_file('/home/user/evil.tar', concat([through[1], tar_end()]), 0o644)
    assert (
        await box.out('rm -r x/l; ln -s /home/user x/l; tar xf evil.tar -C x')
        == 'tar: refused: l is a link, and files are not written through links\n[2]'
    )
    assert not box.system.exists('/home/user/out')


async def test_zip_there_and_back():
    box = filled()
    assert await box.out('cd d; zip -ry ../out . -x "long*"') == ''.join(
        [f'  adding: {name} (stored 0%)\n' for name in ['empty/', 'skipped/', 'skipped/b', 'a', 'link', 'hard']]
    )
    assert (
        await box.out('unzip -q out.zip -d x; rm d/long*; diff -r d x && stat -c %a x/a x/empty; readlink x/link')
        == '751\n700\na\n'
    )
    assert await box.out('unzip out x/nope') == 'caution: filename not matched:  x/nope\n[11]'
    assert await box.out('echo new > a; zip -q out.zip a; unzip -p out.zip a') == 'new\n'
    assert await box.out('echo other > a; unzip -qn out.zip a; cat a; unzip -qo out.zip a; cat a') == 'other\nnew\n'
    assert (
        await box.out('unzip -t out.zip a')
        == 'Archive:  out.zip\n    testing: a                        OK\nNo errors detected in compressed data of out.zip.\n'
    )


async def test_zip_s_options():
    box = filled()
    assert await box.out('zip new.zip nope; ls new.zip') == (
        "\tzip warning: name not matched: nope\n\nzip error: Nothing to do! (new.zip)\nls: cannot access 'new.zip': No such file or directory\n[2]"
    )
    await box.sh('zip -qr z.zip d')
    assert await box.out('zip -d z.zip "d/long*" d/hard d/link; unzip -Z1 z.zip') == (
        f'deleting: d/{"".join(["long" for _ in range(40)])}é\ndeleting: d/link\ndeleting: d/hard\nd/\nd/empty/\nd/skipped/\nd/skipped/b\nd/a\n'
    )
    assert await box.out('zip -d z.zip nope') == '\nzip error: Nothing to do! (z.zip)\n[12]'
    assert (
        await box.out(
            'zip -T z.zip; echo d/a | zip -q -@ s.zip; unzip -Z1 s.zip; zip -qr i.zip d -i "*/b"; unzip -Z1 i.zip'
        )
        == 'test of z.zip OK\nd/a\nd/skipped/b\n'
    )
    assert await box.out('mkdir m; printf %500s > m/x; zip -rm m.zip m; ls m') == (
        "  adding: m/ (stored 0%)\n  adding: m/x (deflated 98%)\nls: cannot access 'm': No such file or directory\n[2]"
    )


async def test_unzip_asks_before_it_replaces():
    box = filled()
    await box.sh(
        'zip -q z.zip d/a d/skipped/b; mkdir o; cd o; unzip -q ../z.zip; echo mine > d/a; echo mine > d/skipped/b'
    )
    question = 'replace d/a? [y]es, [n]o, [A]ll, [N]one, [r]ename: '
    end = 'replace d/skipped/b? [y]es, [n]o, [A]ll, [N]one, [r]ename: '
    none = ' NULL\n(EOF or read error, treating as "[N]one" ...)\n'
    assert (
        await box.out('cd o; printf "n\n" | unzip ../z.zip; cat d/a')
        == f'Archive:  ../z.zip\nmine\n{question}{end}{none}'
    )
    assert (
        await box.out('cd o; printf "y\n" | unzip -q ../z.zip; cat d/a d/skipped/b') == f'Amine\n{question}{end}{none}'
    )
    assert await box.out('cd o; printf "r\nother\nA\n" | unzip ../z.zip; cat other d/skipped/b') == (
        f'Archive:  ../z.zip\n extracting: other                   \n extracting: d/skipped/b             \nAB{question}new name: {end}'
    )
    assert (
        await box.out('cd o; touch -d @1 d/a; echo mine > d/skipped/b; unzip -uoq ../z.zip; cat d/a d/skipped/b')
        == 'Amine\n'
    )


async def test_unzip_says_what_does_not_match_and_where_it_cannot_go():
    box = filled()
    await box.sh('zip -q z.zip d/a')
    assert await box.out('unzip -Z1 z.zip d/a nope') == 'd/a\ncaution: filename not matched:  nope\n[11]'
    assert (
        await box.out('unzip -q z.zip -d not/there')
        == 'unzip: cannot create extraction directory: not/there: No such file or directory\n[2]'
    )
    assert await box.out('tar cf d.tar d/skipped; mkdir x; cd x; echo > d; tar xf ../d.tar; cat d/skipped/b') == 'B'


async def test_unzip_refuses_what_is_wrong():
    box = filled()
    writer = ZipWriter()
    box.system.write_file(
        '/home/user/evil.zip',
        concat([writer.add(Member('../out', FILE, 0o644, encode('evil'), '')), writer.end()]),
        0o644,
    )
    assert (
        await box.out('unzip -q evil.zip -d x; echo $?; cat x/out')
        == '1\nevilwarning:  stripped the path outside of the folder from ../out\n'
    )
    assert not box.system.exists('/home/user/out')
    writer = ZipWriter(0)
    data = concat([writer.add(Member('a', FILE, 0o644, encode('content'), '')), writer.end()])
    data[34] = data[34] ^ 1
    box.system.write_file('/home/user/bad.zip', data, 0o644)
    assert await box.out('unzip -q bad.zip -d x') == 'unzip: bad.zip: the archive is damaged: a is damaged\n[3]'
    box.system.write_file('/home/user/cut.zip', data[0:60], 0o644)
    assert (
        await box.out('unzip -q cut.zip -d x')
        == 'unzip: cut.zip: the archive is damaged: it has no directory: it is truncated, or not a zip archive\n[3]'
    )
