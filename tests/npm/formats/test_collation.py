"""The order of names, from ICU."""

from runtime_py.npm.formats.collation import locale_compare, sorted_names


def test_order_of_names():
    expected = ['a', 'A', 'a_b', 'a-b', 'ab', 'aB', 'ab-c', 'abC', 'B', 'b1', 'b10', 'e', 'f', 'z', 'Z']
    assert sorted_names(list(reversed(expected))) == expected
    assert sorted_names(['b', '@z/a', '@a/b', 'a', '_', '.']) == ['_', '.', '@a/b', '@z/a', 'a', 'b']
    assert locale_compare('a', 'a') == 0
    assert locale_compare('', 'a') == -1
