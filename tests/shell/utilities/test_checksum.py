"""sha256sum and its kin: digests, checks, and lists that are wrong."""

from __future__ import annotations

from tests.shell.machine_support import Box

EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'


async def test_digests() -> None:
    assert await Box().out("printf abc > f; sha256sum f; printf '' | sha256sum; md5sum < f; sha1sum f") == (
        f'{ABC}  f\n{EMPTY}  -\n900150983cd24fb0d6963f7d28e17f72  -\na9993e364706816aba3e25717850c26c9cd0d89d  f\n'
    )


async def test_a_file_that_is_missing_does_not_hide_the_others() -> None:
    assert await Box().out('printf abc > f; sha256sum none f') == (
        f'{ABC}  f\nsha256sum: none: No such file or directory\n[1]'
    )


async def test_checks() -> None:
    box = Box()
    assert await box.out('printf abc > f; sha256sum f > list; sha256sum -c list') == 'f: OK\n'
    assert await box.out('sha256sum --status -c list; sha256sum --quiet -c list') == ''
    assert await box.out('echo x > f; sha256sum -c list') == (
        'f: FAILED\nsha256sum: WARNING: 1 computed checksum did NOT match\n[1]'
    )
    assert await box.out('sha256sum --status -c list') == '[1]'
    assert await box.out('rm f; sha256sum -c list') == (
        'f: FAILED open or read\nsha256sum: f: No such file or directory\n'
        'sha256sum: WARNING: 1 listed file could not be read\n[1]'
    )


async def test_lists_that_are_none() -> None:
    box = Box()
    assert await box.out('echo nonsense > list; sha256sum -c list') == (
        'sha256sum: list: no properly formatted checksum lines found\n[1]'
    )
    assert await box.out('sha256sum -c none') == 'sha256sum: none: No such file or directory\n[1]'


async def test_names_with_newlines_and_backslashes() -> None:
    box = Box()
    script = "printf abc > 'a\nb'; printf abc > 'a\\b'; sha256sum a*; sha256sum a* > list; sha256sum -c list"
    assert await box.out(script) == f'\\{ABC}  a\\nb\n\\{ABC}  a\\\\b\n\\a\\nb: OK\na\\b: OK\n'
