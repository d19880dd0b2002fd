"""Starting processes and hearing of their end."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EACCES, ECHILD, ENOENT
from tests.sys.call_support import Box, put, text_of


def test_a_program_is_resolved() -> None:
    box = Box()
    found = box.system.resolve_program('x', ['x', 'a'], ['PATH=/none:/bin'])
    assert found.error == 0 and found.argv[-1] == 'a' and found.path == '/bin/x'
    assert box.system.resolve_program('none', ['none'], ['PATH=/bin']).error == ENOENT
    box.system.write_file('/bin/plain', encode('x'), 0o644)
    assert box.system.resolve_program('/bin/plain', ['plain'], []).error == EACCES


def test_a_child_from_its_start_to_its_end() -> None:
    box = Box()
    system = box.system
    ends = system.pipe()
    pid = box.spawn([ends[0]])
    assert pid > 0 and box.launched[0].slot == box.machine.processes.find(pid) and system.children() == [pid]
    child = box.child(pid)
    put(system, ends[1], 'given')
    assert text_of(child, 0) == 'given' and child.getcwd() == '/tmp'
    assert system.poll_child(pid) == -1 and system.wait_child_wait(pid, 1) == -1
    box.finish(pid, 5)
    assert system.poll_child(pid) == 5 and system.wait_child_wait(pid, 1000) == 5 and system.reap(pid) == 5
    assert system.children() == [] and system.poll_child(pid) == -ECHILD


def test_a_service_of_the_machine() -> None:
    box = Box()
    assert box.system.spawn_service('network', '', []) > 0 and len(box.launched) == 1
