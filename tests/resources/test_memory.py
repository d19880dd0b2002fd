"""The largest program is ended when all together have too much memory."""

from runtime_py.resources.memory import UNKNOWN, one_to_end, share_of_programs, total
from runtime_py.resources.reading import ProcessReading


def program(pid: int, heap: float, buffers: float) -> ProcessReading:
    found = ProcessReading(pid, 1, f'program {pid}', 'script')
    found.heap = heap
    found.buffers = buffers
    return found


def test_the_largest_is_ended_and_never_the_kernel():
    readings = [program(1, 500, 0), program(2, 100, 0), program(3, 50, 300), program(4, 200, 0)]
    assert total(readings) == 1150
    assert one_to_end(readings, 1150) is None
    found = one_to_end(readings, 1149)
    assert found is not None and found.pid == 3
    assert one_to_end([program(1, 500, 0)], 10) is None


def test_arrays_count_once_and_shared_memory_not_at_all():
    found = program(2, 500, 400)
    found.shared = 2000
    assert found.memory() == 2900
    assert total([found]) == 900
    found.heap_is_measured = True
    assert found.memory() == 2500
    assert total([found]) == 500


def test_where_the_browser_tells_no_size_nobody_is_ended():
    assert one_to_end([program(2, 1e15, 0)], share_of_programs(UNKNOWN)) is None
    assert share_of_programs(8589934592.0) == 4294967296
