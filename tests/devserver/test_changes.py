"""Which file events are changes: those after which the content is another."""

from __future__ import annotations

from runtime_py.devserver.changes import ADDED, CHANGED, REMOVED, SAME, Digests, digest_of
from runtime_py.platform.bytes import alloc, encode


def test_a_file_s_life() -> None:
    digests = Digests()
    seen = [digests.look('/a', content) for content in [encode('1'), encode('1'), encode('2'), None, None, encode('2')]]
    assert seen == [ADDED, SAME, CHANGED, REMOVED, SAME, ADDED]


def test_files_are_told_apart() -> None:
    digests = Digests()
    digests.note('/a', encode('1'))
    assert [digests.is_known('/a'), digests.is_known('/b')] == [True, False]
    assert digests.look('/b', encode('1')) == ADDED
    assert digests.look('/a', encode('1')) == SAME


def test_an_empty_file_exists() -> None:
    digests = Digests()
    assert digests.look('/a', alloc(0)) == ADDED
    assert digests.look('/a', alloc(0)) == SAME
    assert digests.look('/a', None) == REMOVED


def test_a_noted_content_is_no_change_afterwards() -> None:
    digests = Digests()
    digests.look('/a', encode('1'))
    assert digests.note('/a', encode('2')) == digest_of(encode('2'))
    assert digests.look('/a', encode('2')) == SAME


def test_a_digest_is_half_of_sha_256() -> None:
    assert digest_of(alloc(0)) == 'e3b0c44298fc1c149afbf4c8996fb924'
