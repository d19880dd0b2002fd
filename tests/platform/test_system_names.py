"""The machine's C library, as `getconf` and Node's reports name it: two numbers, which loaders compare."""

from runtime_py.platform.system_names import GLIBC_VERSION


def test_the_version_has_two_numbers() -> None:
    assert [part.isdigit() for part in GLIBC_VERSION.split('.')] == [True, True]
