"""head, tail, wc, sort, uniq, cat compared with coreutils."""

from tests.shell.machine_support import Box


async def test_head():
    box = Box()
    box.write('/home/user/n', '1\n2\n3\n4\n5\n')
    assert await box.out('head -n 2 n; head -3 n; head -n -4 n; head -c 3 n') == '1\n2\n1\n2\n3\n1\n1\n2'
    assert await box.out('cat n | head -n1') == '1\n'
    assert await box.out('head -n 1 n n') == '==> n <==\n1\n\n==> n <==\n1\n'
    assert await box.out('head nope') == "head: cannot open 'nope' for reading: No such file or directory\n[1]"
    assert await box.out('head -n x n') == "head: invalid number of lines: 'x'\n[1]"
    assert await box.out("printf 'a\\nb' | head -n -1") == 'a\n'


async def test_tail():
    box = Box()
    box.write('/home/user/n', '1\n2\n3\n4\n5\n')
    assert await box.out('tail -n 2 n; tail -1 n; tail -n +4 n; tail -c 2 n; tail -c +9 n') == '4\n5\n5\n4\n5\n5\n5\n'
    assert await box.out("printf 'a\\nb' | tail -n 1") == 'b'
    assert await box.out('tail -n 0 n; tail -n 99 n') == '1\n2\n3\n4\n5\n'


async def test_wc():
    box = Box()
    box.write('/home/user/f', 'one two\nthree\n')
    assert await box.out('wc f; wc -l f; wc -w < f; wc -lc f') == ' 2  3 14 f\n2 f\n3\n 2 14 f\n'
    assert await box.out('cat f | wc') == '      2       3      14\n'
    assert await box.out('wc -l f f') == ' 2 f\n 2 f\n 4 total\n'
    assert await box.out("printf 'a\u00e9b' | wc -m; printf 'a\u00e9b' | wc -c") == '3\n4\n'
    assert await box.out('wc nope') == 'wc: nope: No such file or directory\n[1]'


async def test_sort():
    box = Box()
    box.write('/home/user/f', 'b 10\na 9\nc 100\na 9\n')
    assert await box.out('sort f') == 'a 9\na 9\nb 10\nc 100\n'
    assert await box.out('sort -u f') == 'a 9\nb 10\nc 100\n'
    assert await box.out('sort -k2 -n f') == 'a 9\na 9\nb 10\nc 100\n'
    assert await box.out('sort -k2,2nr f') == 'c 100\nb 10\na 9\na 9\n'
    assert await box.out("printf '1K\\n900\\n2M\\n1.5K\\n' | sort -h") == '900\n1K\n1.5K\n2M\n'
    assert await box.out("printf 'x:3\\ny:1\\nz:2\\n' | sort -t: -k2") == 'y:1\nz:2\nx:3\n'
    assert await box.out("printf 'B\\na\\nC\\n' | sort; printf 'B\\na\\nC\\n' | sort -f") == 'B\nC\na\na\nB\nC\n'
    assert await box.out("printf 'v10\\nv9\\nv1\\n' | sort -V") == 'v1\nv9\nv10\n'
    assert await box.out('sort -o f f; cat f') == 'a 9\na 9\nb 10\nc 100\n'
    assert await box.out("printf 'b\\na\\n' | sort -c") == 'sort: -:2: disorder: a\n[1]'
    assert await box.out('sort nope') == 'sort: cannot read: nope: No such file or directory\n[2]'


async def test_uniq():
    box = Box()
    box.write('/home/user/f', 'a\na\nb\nc\nc\nc\n')
    assert (
        await box.out('uniq f; uniq -c f; uniq -d f; uniq -u f')
        == 'a\nb\nc\n      2 a\n      1 b\n      3 c\na\nc\nb\n'
    )
    assert (
        await box.out("printf 'A\\na\\n' | uniq -i; printf '1 x\\n2 x\\n' | uniq -f1; uniq f g; cat g")
        == 'A\n1 x\na\nb\nc\n'
    )


async def test_octets_that_are_not_utf8_go_through():
    box = Box()
    assert (
        await box.out("printf 'b\\377\\na\\376\\n' > f; sort f | uniq > g; printf 'a\\376\\nb\\377\\n' > h; wc -c g h")
        == ' 6 g\n 6 h\n12 total\n'
    )
    one = box.system.read_file('/home/user/g')
    two = box.system.read_file('/home/user/h')
    assert not isinstance(one, int) and not isinstance(two, int)
    assert [octet for octet in one] == [octet for octet in two]
