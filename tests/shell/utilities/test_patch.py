"""patch in both worlds; test_patch_property.py compares it with GNU patch."""

from tests.shell.machine_support import Box

TEXT = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n'
PATCH = '--- a/file\n+++ b/file\n@@ -2,5 +2,5 @@\n two\n three\n-four\n+FOUR\n five\n six\n'


async def patched(text: str, patch: str, options: str) -> list[object]:
    """Output, status, and the file afterwards."""
    box = Box()
    box.write('/home/user/file', text)
    box.write('/home/user/p', patch)
    ran = await box.sh(f'patch {options} < p')
    return [ran.out + ran.err, ran.status, await box.out('cat file')]


async def test_exact_moved_and_fuzzy() -> None:
    assert await patched(TEXT, PATCH, '-p1') == ['patching file file\n', 0, TEXT.replace('four', 'FOUR')]
    assert await patched('zero\n' + TEXT, PATCH, '-p1') == [
        'patching file file\nHunk #1 succeeded at 3 (offset 1 line).\n',
        0,
        'zero\n' + TEXT.replace('four', 'FOUR'),
    ]
    assert await patched(TEXT.replace('two', '2'), PATCH, '-p1') == [
        'patching file file\nHunk #1 succeeded at 2 with fuzz 1.\n',
        0,
        TEXT.replace('two', '2').replace('four', 'FOUR'),
    ]
    assert await patched(TEXT.replace('four', 'FOUR'), PATCH, '-p1 -R') == ['patching file file\n', 0, TEXT]


async def test_what_fails_is_kept() -> None:
    box = Box()
    box.write('/home/user/file', 'else\n')
    box.write('/home/user/p', PATCH)
    ran = await box.sh('patch -p1 < p')
    assert (
        ran.out
        == 'patching file file\nHunk #1 FAILED at 2.\n1 out of 1 hunk FAILED -- saving rejects to file file.rej\n'
    )
    assert await box.out('cat file file.orig file.rej; ls') == 'else\nelse\n' + PATCH + 'file\nfile.orig\nfile.rej\np\n'


async def test_files_come_and_go() -> None:
    box = Box()
    box.write('/home/user/p', '--- /dev/null\n+++ b/x/y/made\n@@ -0,0 +1 @@\n+it\n')
    assert (
        await box.out('patch -p1 < p; cat x/y/made; patch -p1 -R < p; ls')
        == 'patching file x/y/made\nit\npatching file x/y/made\np\n'
    )


async def test_git_renames_and_modes() -> None:
    box = Box()
    box.write('/home/user/file', TEXT)
    box.write(
        '/home/user/p',
        'diff --git a/file b/other\nold mode 100644\nnew mode 100755\nsimilarity index 100%\nrename from file\nrename to other\n',
    )
    assert await box.out('patch -p1 < p; ls; stat -c %a other') == 'patching file file\nother\np\n755\n'


async def test_hostile_names() -> None:
    for name in ['../file', '/home/file', 'x/../../file']:
        found = await patched(TEXT, PATCH.replace('a/file', name).replace('b/file', name), '-p0 -f')
        said = str(found[0])
        assert [said[len(said) - 59 :], found[1], found[2]] == [
            'No file to patch.  Skipping patch.\n1 out of 1 hunk ignored\n',
            1,
            TEXT,
        ]
