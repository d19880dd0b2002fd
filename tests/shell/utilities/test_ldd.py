"""ldd, as install scripts and loaders of native packages run it."""

from tests.shell.machine_support import Box


async def test_ldd():
    box = Box()
    box.write('/home/user/f', 'x')
    assert 'GNU C Library' in await box.out('ldd --version')
    assert 'musl' not in await box.out('ldd --version; cat /usr/bin/ldd 2>/dev/null')
    assert await box.out('ldd f') == '\tnot a dynamic executable\n[1]'
    assert await box.out('ldd nope') == 'ldd: nope: No such file or directory\n[1]'
    assert await box.out('ldd') == "ldd: missing file arguments\nTry `ldd --help' for more information.\n[1]"
