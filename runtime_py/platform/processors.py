"""The number of processors and the size of the memory that the browser reports."""

from runtime_py.platform.host import host_navigator

_GIBIBYTE = 1073741824


def processor_count() -> int:
    return host_navigator.hardwareConcurrency or 1


def memory_of_computer() -> float:
    """Bytes, rounded by the browser; 0 where it doesn't say (only Chromium does)."""
    return (host_navigator.deviceMemory or 0) * _GIBIBYTE
