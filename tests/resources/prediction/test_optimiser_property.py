"""Invariants of the division, for any caches and any hits."""

from hypothesis import given
from hypothesis import strategies as st

from runtime_py.resources.prediction.optimiser import Cache, Optimiser

SIZES = st.floats(0, 1000)
CACHES = st.lists(st.tuples(SIZES, SIZES, SIZES), min_size=1, max_size=6)
HITS = st.lists(st.lists(st.floats(0, 1e6), min_size=6, max_size=6), min_size=1, max_size=12)


@given(CACHES, st.floats(0, 5000), HITS)
def test_bounds_and_budget_are_kept(caches, budget, hits):
    made = [Cache(str(k), least, most, size) for k, (least, most, size) in enumerate(caches)]
    optimiser = Optimiser(budget, made)
    for row in hits:
        for cache, ms in zip(made, row, strict=False):
            cache.hit(ms)
        optimiser.step()
        least = sum(cache.least for cache in made)
        assert sum(cache.size for cache in made) <= max(budget, least) + 1e-6
        assert all(cache.least - 1e-6 <= cache.size <= cache.most + 1e-6 for cache in made)


@given(st.floats(1, 1000), st.floats(10, 1000))
def test_equal_worth_gets_equal_shares_in_the_end(saved, budget):
    made = [Cache('a', 0, 1e6, 0), Cache('b', 0, 1e6, budget)]
    optimiser = Optimiser(budget, made)
    for _ in range(80):
        for cache in made:
            cache.hit(saved)
        optimiser.step()
    assert abs(made[0].size - made[1].size) < budget * 1e-3
