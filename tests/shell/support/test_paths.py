"""Parts of paths, as basename and dirname print them."""

from __future__ import annotations

from runtime_py.shell.support.paths import base_name, folder_name, full, join


def test_last_parts() -> None:
    paths = ['/a/b', 'a/b/', 'a', '/', '///', '', '.', 'a//', '..']
    assert [base_name(path) for path in paths] == ['b', 'b', 'a', '/', '/', '', '.', 'a', '..']


def test_folders() -> None:
    paths = ['/a/b', 'a/b/', 'a', '/', '//', '', '/a', '//a', 'a//b', '../b']
    assert [folder_name(path) for path in paths] == ['/a', 'a', '.', '/', '/', '.', '/', '/', 'a', '..']


def test_joined() -> None:
    assert [join('a', 'b'), join('a/', 'b'), join('', 'b'), join('/', 'b')] == ['a/b', 'a/b', 'b', '/b']
    assert [full('/home', 'a/../b'), full('/home', '/x//y/.'), full('/', '..')] == ['/home/b', '/x/y', '/']
