"""Guesses cost no more than their budget, whatever the order."""

from runtime_py.resources.prediction.budget import BYTES, BYTES_PER_MS, CPU_MS, CPU_SHARE, Budget


def test_no_more_than_there_is():
    budget = Budget()
    spent = 0.0
    for k in range(1000):
        cost = float(k * 37 % 400)
        if budget.take(cost, 1):
            spent += cost
    assert spent <= CPU_MS
    before = spent
    budget.idle(10000)
    while budget.take(10, 0):
        spent += 10
    assert spent <= CPU_MS + 10000 * CPU_SHARE and spent > before


def test_both_must_be_there():
    budget = Budget()
    assert not budget.take(1, BYTES + 1) and not budget.take(CPU_MS + 1, 1)
    assert not budget.take(-1, 0)
    assert budget.take(1, BYTES) and not budget.take(1, 1)
    budget.idle(1)
    assert budget.take(0, BYTES_PER_MS)
    budget.idle(-5)
    assert not budget.take(0, 1)


def test_it_does_not_grow_for_ever():
    budget = Budget()
    budget.idle(1e12)
    assert not budget.take(CPU_MS * 2, 0) and budget.take(CPU_MS, BYTES)
