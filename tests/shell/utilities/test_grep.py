"""grep compared with GNU grep."""

from tests.shell.machine_support import Box


def _box() -> Box:
    box = Box()
    box.write('/home/user/f', 'alpha\nbeta\ngamma\nAlpha beta\n')
    box.write('/home/user/d.js', 'const alpha = 1\n')
    return box


async def test_choosing_lines():
    box = _box()
    assert await box.out('grep alpha f; grep -i alpha f; grep -v a f') == 'alpha\nalpha\nAlpha beta\n[1]'
    assert await box.out('grep -n beta f; grep -c beta f; grep -o "b.t" f') == '2:beta\n4:Alpha beta\n2\nbet\nbet\n'
    assert await box.out('grep -w alph f') == '[1]'
    assert await box.out('grep -x beta f; grep -w beta f') == 'beta\nbeta\nAlpha beta\n'
    assert await box.out('grep -E "^(a|g)" f; grep -e gam -e bet f') == 'alpha\ngamma\nbeta\ngamma\nAlpha beta\n'
    assert await box.out("grep -F 'a.' f") == '[1]'
    assert await box.out('grep -m1 a f; cat f | grep -c .') == 'alpha\n4\n'
    assert await box.out("grep 'beta\ngamma' f") == 'beta\ngamma\nAlpha beta\n'
    assert await box.out("grep -P 'al(?=pha$)' f") == 'alpha\n'


async def test_files():
    box = _box()
    assert await box.out('grep alpha f d.js; grep -l alpha f d.js; grep -L const f d.js; grep -h alpha f d.js') == (
        'f:alpha\nd.js:const alpha = 1\nf\nd.js\nf\nalpha\nconst alpha = 1\n'
    )
    assert await box.out('grep x nope') == 'grep: nope: No such file or directory\n[2]'
    assert await box.out('grep -s x nope') == '[2]'
    assert await box.out('grep -q alpha f nope && echo yes') == 'yes\n'
    assert await box.out('mkdir dir; grep x dir') == 'grep: dir: Is a directory\n[2]'
    assert await box.out('grep -c alpha f d.js') == 'f:1\nd.js:1\n'


async def test_recursive():
    box = _box()
    await box.sh('mkdir -p src/node_modules; cp d.js src/a.js; cp d.js src/a.ts; cp d.js src/node_modules/m.js')
    assert await box.out('grep -rl const src') == 'src/a.js\nsrc/a.ts\nsrc/node_modules/m.js\n'
    assert (
        await box.out('grep -rn const src --include=*.js --exclude-dir=node_modules') == 'src/a.js:1:const alpha = 1\n'
    )
    assert (
        await box.out('cd src; grep -r alpha')
        == 'a.js:const alpha = 1\na.ts:const alpha = 1\nnode_modules/m.js:const alpha = 1\n'
    )


async def test_context():
    box = Box()
    box.write('/home/user/n', '1\n2\n3x\n4\n5\n6\n7x\n8\n')
    assert await box.out('grep -A1 x n') == '3x\n4\n--\n7x\n8\n'
    assert await box.out('grep -n -C1 x n') == '2-2\n3:3x\n4-4\n--\n6-6\n7:7x\n8-8\n'
    assert await box.out('grep -B9 7 n') == '1\n2\n3x\n4\n5\n6\n7x\n'
    assert await box.out('grep -2 3x n') == '1\n2\n3x\n4\n5\n'


async def test_colour_and_binary():
    box = _box()
    assert (
        await box.out('grep --color=always -n gam f')
        == '\x1b[32m\x1b[K3\x1b[m\x1b[K\x1b[36m\x1b[K:\x1b[m\x1b[K\x1b[01;31m\x1b[Kgam\x1b[m\x1b[Kma\n'
    )
    assert (
        await box.out("printf 'a\\0b\\n' > bin; grep a bin; grep -a a bin") == 'a\0b\ngrep: bin: binary file matches\n'
    )
    assert await box.out("grep '[' f") == 'grep: Unmatched [, [^, [:, [., or [=\n[2]'
    assert (
        await box.out('grep')
        == "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n[2]"
    )
