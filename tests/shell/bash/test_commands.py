"""Menus of select."""

from __future__ import annotations

from runtime_py.shell.bash.commands import menu


def test_menus() -> None:
    assert menu(['a', 'b'], 80) == '1) a\n2) b\n'
    many = menu([str(number) for number in range(1, 31)], 80)
    assert many.split('\n')[0] == '1) 1\t 4) 4\t 7) 7\t10) 10\t13) 13\t16) 16\t19) 19\t22) 22\t25) 25\t28) 28'
