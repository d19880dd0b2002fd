"""The number of processors that the browser reports."""

from runtime_py.platform.host import host_navigator


def processor_count() -> int:
    return host_navigator.hardwareConcurrency or 1
