"""A use withdraws where it doesn't pay, and comes back (test_withdrawal_property.py has what holds always)."""

from runtime_py.resources.prediction.withdrawal import Withdrawal


def test_it_withdraws_and_comes_back():
    control = Withdrawal()
    for _ in range(8):
        control.take(False)
    assert not control.works
    for _ in range(7):
        control.take(True)
    assert not control.works
    for _ in range(8):
        control.take(True)
    assert control.works


def test_a_few_mistakes_are_no_reason():
    control = Withdrawal()
    for k in range(60):
        control.take(k % 3 > 0)
        assert control.works
