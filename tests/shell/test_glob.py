"""Pathname expansion by itself."""

from __future__ import annotations

from runtime_py.shell.glob import Globber, absolute, split_pattern
from tests.shell.machine_support import Box


def test_patterns() -> None:
    box = Box()
    for name in ['a.py', 'b.py', '.hidden', 'c.txt']:
        box.write('/home/user/' + name, 'x')
    for name in ['d', 'd/e']:
        box.system.mkdir('/home/user/' + name, 0o755)
    box.write('/home/user/d/e/f.py', 'x')
    globber = Globber(box.system)
    for pattern, found in [
        ['*.py', ['a.py', 'b.py']],
        ['[!a].*', ['b.py', 'c.txt']],
        ['.h*', ['.hidden']],
        ['*', ['a.py', 'b.py', 'c.txt', 'd']],
        ['*/', ['d/']],
        ['*/*/*.py', ['d/e/f.py']],
        ['./d/*', ['./d/e']],
        ['/home/user/d/?', ['/home/user/d/e']],
        ['none*', []],
        ['none/*', []],
    ]:
        assert globber.expand(pattern, '/home/user') == found, pattern


def test_paths() -> None:
    assert absolute('a', '/') == '/a' and absolute('a', '/b') == '/b/a' and absolute('/a', '/b') == '/a'
    assert split_pattern('a//b/') == ['a', 'b', ''] and split_pattern('a') == ['a']
