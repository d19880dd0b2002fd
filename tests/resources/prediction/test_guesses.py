"""Accounts of guesses."""

from runtime_py.resources.prediction.guesses import FILES, MODULES, MOST_OPEN, Guesses


def test_hits_and_misses():
    guesses = Guesses()
    guesses.made(FILES, '/a', 10, 100)
    guesses.made(FILES, '/b', 30, 50)
    assert guesses.hit(FILES, '/a') and not guesses.hit(FILES, '/a')
    assert not guesses.hit(MODULES, '/b')
    assert guesses.missed(FILES, '/b')
    account = guesses.account(FILES)
    assert account.misses == 1 and account.hits < 1
    assert account.cpu_wasted == 30 and account.bytes_wasted == 50
    assert 0.7 < account.waste() < 0.8 and guesses.waste() == account.waste()
    assert 0.4 < account.hit_rate() < 0.5
    assert guesses.account(MODULES).waste() == 0


def test_what_it_really_cost():
    guesses = Guesses()
    guesses.made(FILES, '/a', 100, 1)
    guesses.paid(FILES, '/a', 3)
    guesses.paid(FILES, '/a', 4)
    guesses.paid(FILES, '/unknown', 4)
    guesses.missed(FILES, '/a')
    assert guesses.account(FILES).cpu_wasted == 7


def test_what_was_not_done_does_not_count():
    guesses = Guesses()
    guesses.made(FILES, '/a', 10, 100)
    guesses.dropped(FILES, '/a')
    assert not guesses.hit(FILES, '/a') and guesses.account(FILES).cpu == 0


def test_if_the_visit_ended_now():
    guesses = Guesses()
    guesses.made(FILES, '/a', 10, 100)
    found = guesses.if_all_ended(FILES)
    assert found.misses == 1 and found.cpu_wasted == 10 and found.bytes_wasted == 100
    assert guesses.account(FILES).misses == 0 and guesses.if_all_ended(MODULES).misses == 0


def test_what_nobody_uses_becomes_a_miss():
    guesses = Guesses()
    for k in range(MOST_OPEN):
        assert guesses.made(FILES, str(k), 1, 1) == []
    missed = guesses.made(FILES, 'one more', 1, 1)
    assert [each.thing for each in missed] == ['0']
    assert not guesses.is_open(FILES, '0') and len(guesses.open_of(FILES)) == MOST_OPEN
