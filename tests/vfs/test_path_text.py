"""Absolute paths as text."""

from runtime_py.vfs.path_text import normal


def test_normal() -> None:
    for path, wanted in [
        ['/', '/'],
        ['', '/'],
        ['//a///b/', '/a/b'],
        ['/a/./b/.', '/a/b'],
        ['/a/../b', '/b'],
        ['/../..', '/'],
        ['/a/b/../..', '/'],
        ['/...', '/...'],
    ]:
        assert normal(path) == wanted, path
