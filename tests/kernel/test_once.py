"""Each thing is told once, and only so many."""

from runtime_py.kernel.once import Once, OncePerProcess


def test_each_key_is_new_once_up_to_the_bound() -> None:
    once = Once(2)
    assert [once.is_new(key) for key in ['a', 'a', 'b', 'c', 'b']] == [True, False, True, False, False]


def test_each_process_has_its_own_until_it_ends() -> None:
    once = OncePerProcess(5)
    assert once.is_new(2, 'a') and once.is_new(3, 'a') and not once.is_new(2, 'a')
    once.ended(2)
    assert once.is_new(2, 'a') and not once.is_new(3, 'a')
