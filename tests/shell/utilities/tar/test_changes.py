"""tar --owner, --group, --mode, --remove-files, -k."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def listed(options: str) -> str:
    box = Box()
    box.write('/home/user/f', 'a\n')
    return await box.out(f"tar cf t.tar {options} f; tar tvf t.tar | cut -d' ' -f1,2")


async def test_owners_and_modes() -> None:
    assert await listed('--owner=0 --group=0') == '-rw-r--r-- root/root\n'
    assert await listed('--owner=bob:77 --group=g:8') == '-rw-r--r-- bob/g\n'
    assert await listed('--owner=root') == '-rw-r--r-- root/user\n'
    assert await listed('--mode=u+x,o=') == '-rwxr----- user/user\n'
    assert 'nobody: Invalid owner' in await listed('--owner=nobody')


async def test_what_is_stored_is_removed() -> None:
    box = Box()
    assert await box.out('mkdir d; echo a > d/f; tar cf t.tar --remove-files d; ls; tar tf t.tar') == 't.tar\nd/\nd/f\n'


async def test_files_are_kept() -> None:
    box = Box()
    assert await box.out('echo a > f; tar cf t.tar f; tar xkf t.tar') == (
        'tar: f: Cannot open: File exists\ntar: Exiting with failure status due to previous errors\n[2]'
    )
