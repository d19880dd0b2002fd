"""Calls on the process itself: folder, mask, groups, priority, end."""

from __future__ import annotations

from runtime_py.platform.errno import EACCES, EINVAL, ENOENT, ENOTDIR, EPERM, ESRCH
from runtime_py.sys.layout import CONTROL, DYING, DYING_STATUS
from tests.sys.call_support import Box


def test_the_working_folder() -> None:
    system = Box().system
    assert system.getcwd() == '/' and system.chdir('/tmp') == 0 and system.getcwd() == '/tmp'
    assert system.absolute('a/../b') == '/tmp/a/../b' and system.absolute('/c') == '/c' and system.absolute('') == ''
    assert system.chdir('/none') == -ENOENT and system.chdir('/bin/x') == -ENOTDIR
    system.symlink('/tmp', '/link')
    assert system.folder_of('/link') == '/tmp' and system.folder_of('/none') == -ENOENT


def test_the_mask() -> None:
    system = Box().system
    before = system.umask(0o27)
    assert system.umask(-1) == 0o27 and system.umask(before) == 0o27
    system.umask(0o77)
    system.mkdir('/tmp/d', 0o777)
    assert system.mode_of('/tmp/d') & 0o777 == 0o700


def test_groups_and_sessions() -> None:
    box = Box()
    pid = box.spawn([])
    child = box.child(pid)
    assert child.getppid() == box.system.pid and child.getpgid(0) == pid and child.getsid(0) == box.system.getsid(0)
    assert child.setpgid(0, 0) == 0 and box.system.getpgid(pid) == pid
    assert box.system.getpgid(9999) == -ESRCH and box.system.setpgid(pid, 4242) == -EPERM
    assert box.system.setpgid(pid, -1) == -EINVAL and box.system.setpgid(pid, box.system.getpgid(0)) == 0


def test_priorities_only_fall() -> None:
    system = Box().system
    assert system.getpriority(0) == 20 and system.setpriority(0, 5) == 0 and system.getpriority(0) == 25
    assert system.setpriority(0, 1) == -EACCES and system.getpriority(9999) == -ESRCH


def test_limits_titles_and_lists() -> None:
    box = Box()
    assert len(box.system.open_files_limits()) == 2
    pid = box.spawn([])
    box.child(pid).set_title('a new title')
    assert [each.command for each in box.system.list_processes() if each.pid == pid] == ['a new title']
    assert box.system.new_pid() != box.system.new_pid()


def test_the_end() -> None:
    box = Box()
    pid = box.spawn([])
    slot = box.machine.processes.find(pid)
    child = box.child(pid)
    child.context.check_control = lambda: None  # a worker would be suspended there until it is terminated
    child.exit(7)
    assert box.machine.processes.get(slot, CONTROL) == DYING and box.machine.processes.get(slot, DYING_STATUS) == 7
    child.die(15)
    assert box.machine.processes.get(slot, DYING_STATUS) == 7
