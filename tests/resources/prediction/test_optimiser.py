"""One budget for all caches: what saves more gets more."""

from runtime_py.resources.prediction.optimiser import Cache, Optimiser


def test_what_saves_more_gets_more():
    busy = Cache('busy', 1, 100, 10)
    quiet = Cache('quiet', 1, 100, 40)
    optimiser = Optimiser(60, [busy, quiet])
    for _ in range(40):
        busy.hit(100)
        quiet.hit(1)
        optimiser.step()
    assert busy.size > 50 and 1 <= quiet.size < 5
    assert busy.size + quiet.size <= 60 + 1e-6


def test_one_quiet_minute_is_no_reason():
    one = Cache('one', 0, 100, 50)
    other = Cache('other', 0, 100, 50)
    optimiser = Optimiser(100, [one, other])
    for _ in range(20):
        one.hit(10)
        other.hit(10)
        optimiser.step()
    other.hit(10)
    optimiser.step()
    assert one.size > 40


def test_what_is_full_leaves_the_rest_to_others():
    small = Cache('small', 0, 10, 0)
    large = Cache('large', 0, 100, 0)
    optimiser = Optimiser(80, [small, large])
    for _ in range(60):
        small.hit(1000)
        large.hit(1)
        optimiser.step()
    assert small.size > 9.9 and large.size > 69
