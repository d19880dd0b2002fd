from __future__ import annotations

from runtime_py.shell.support.floats import decoded, shortest


def test_numbers_of_four_and_eight_octets_are_decoded():
    assert decoded([0x3F, 0x80, 0, 0]) == 1.0
    assert decoded([0xC0, 0, 0, 0]) == -2.0
    assert decoded([0x40, 0x09, 0x21, 0xFB, 0x54, 0x44, 0x2D, 0x18]) == 3.141592653589793
    assert decoded([0, 0, 0, 0, 0, 0, 0, 1]) == 5e-324


def test_the_shortest_text_that_means_the_same():
    assert shortest(decoded([0x3D, 0xCC, 0xCC, 0xCD]), 4) == '0.1'
    assert shortest(0.1, 8) == '0.1'
    assert shortest(1 / 3, 8) == '0.3333333333333333'
    assert shortest(5e-324, 8) == '5e-324'
    assert shortest(decoded([0x7F, 0x80, 0, 0]), 4) == 'inf'
    assert shortest(decoded([0x7F, 0xC0, 0, 0]), 4) == 'nan'
