"""Numbers in their fields, as C's printf fills them."""

from runtime_py.shell.support.number_field import signed


def test_signs_and_blanks() -> None:
    assert signed('', 0, False, '7', True) == '7' and signed('', 0, True, '7', True) == '-7'
    assert (
        signed('+', 0, False, '7', True) == '+7'
        and signed(' ', 0, False, '7', True) == ' 7'
        and signed('+ ', 0, False, '7', True) == '+7'
    )
    assert signed('', 4, True, '7', True) == '  -7' and signed('-', 4, True, '7', True) == '-7  '


def test_zeros_stand_behind_the_sign() -> None:
    assert signed('0', 4, True, '7', True) == '-007' and signed('0+', 4, False, '7', True) == '+007'
    assert signed('0', 4, True, '7', False) == '  -7' and signed('0-', 4, True, '7', True) == '-7  '
