"""The elements of arrays, and the order of keys."""

from __future__ import annotations

from runtime_py.shell.bash.arrays import Elements, listed


def test_indices_are_in_order() -> None:
    found = Elements(False)
    for key in ['5', '2', '10', '3']:
        found.set(key, 'v' + key)
    assert found.keys() == ['2', '3', '5', '10'] and found.values() == ['v2', 'v3', 'v5', 'v10']
    assert found.next_index() == 11
    found.delete('10')
    assert found.next_index() == 6 and found.size() == 3
    found.set('6', 'x')
    assert found.keys() == ['2', '3', '5', '6']


def test_a_list() -> None:
    assert listed(['a', 'b']).keys() == ['0', '1'] and listed([]).size() == 0 and listed([]).next_index() == 0


def test_keys_are_in_the_order_of_bash() -> None:
    """declare -A m; for k in ...; do m[$k]=; done; echo "${!m[@]}" """
    found = Elements(True)
    for key in ['one', 'two', 'three', 'four', 'five', 'k v', 'é']:
        found.set(key, '')
    assert found.keys() == EXPECTED


def test_a_copy_is_apart() -> None:
    first = listed(['a'])
    second = first.copy()
    second.set('0', 'b')
    assert first.get('0') == 'a' and second.get('0') == 'b' and second.get('7') is None


EXPECTED = ['four', 'two', 'k v', 'three', 'one', 'five', 'é']
