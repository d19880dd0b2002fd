from runtime_py.platform.civil import civil_from_days, days_from_civil


def test_known_days():
    for year, month, day, days in [
        (1970, 1, 1, 0),
        (1969, 12, 31, -1),
        (2000, 2, 29, 11016),
        (2000, 3, 1, 11017),
        (1900, 3, 1, -25508),
        (2026, 11, 30, 20787),
        (1, 1, 1, -719162),
    ]:
        assert days_from_civil(year, month, day) == days
        assert civil_from_days(days) == [year, month, day]


def test_each_day_follows_the_one_before():
    for days in range(-150000, 150000, 97):
        year, month, day = civil_from_days(days)
        assert days_from_civil(year, month, day) == days and 1 <= month <= 12 and 1 <= day <= 31
