"""/proc over a machine in one worker."""

from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EACCES, EBUSY, EEXIST, EISDIR, ELOOP, ENOENT, ENOTDIR, EPERM
from runtime_py.platform.memory import create
from runtime_py.sys.children import Launch, SpawnRequest
from runtime_py.sys.layout import START
from runtime_py.sys.machine import create_machine
from runtime_py.sys.mount_table import mount_proc
from runtime_py.sys.system import System


def make() -> System:
    launched: list[Launch] = []
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: launched.append(launch))
    system.mkdir('/proc', 0o555)
    mount_proc(system.fs)
    system.mkdir('/home', 0o755)
    system.mkdir('/bin', 0o755)
    system.write_file('/bin/node', encode('#!/usr/bin/terrarium node\n'))
    system.chmod('/bin/node', 0o755)
    return system


def child_of(system: System) -> int:
    return system.spawn(SpawnRequest('/bin/node', ['node', 'a b.js', ''], ['A=1', 'TWO=x=y'], '/home', []))


def text(system: System, path: str) -> str:
    found = system.read_file(path)
    return f'error {-found}' if isinstance(found, int) else decode(found)


def test_a_process_shows_what_it_was_started_with():
    system = make()
    pid = child_of(system)
    assert text(system, f'/proc/{pid}/cmdline') == 'node\0a b.js\0\0'
    assert text(system, f'/proc/{pid}/environ') == 'A=1\0TWO=x=y\0'
    assert text(system, f'/proc/{pid}/comm') == 'node\n'
    assert system.readlink(f'/proc/{pid}/cwd') == '/home'
    assert system.readlink(f'/proc/{pid}/exe') == '/bin/node'
    assert system.readlink(f'/proc/{pid}/root') == '/'
    fields = text(system, f'/proc/{pid}/stat').split(' ')
    assert fields[:5] == [str(pid), '(node)', 'S', str(system.pid), str(system.pid)]
    assert len(fields) == 52
    status = text(system, f'/proc/{pid}/status')
    assert (
        f'Pid:\t{pid}\n' in status and 'Uid:\t1000\t1000\t1000\t1000\n' in status and 'State:\tS (sleeping)\n' in status
    )
    assert text(system, f'/proc/{pid}/maps') != ''
    assert text(system, f'/proc/{pid}/task/{pid}/comm') == 'node\n'


def test_self_is_the_caller():
    system = make()
    assert system.readlink('/proc/self') == str(system.pid)
    assert system.realpath('/proc/self/status') == f'/proc/{system.pid}/status'
    assert system.chdir('/home') == 0
    assert system.realpath('/proc/self/cwd') == '/home'
    assert system.chdir('/proc/self') == 0
    assert system.getcwd() == f'/proc/{system.pid}'
    assert system.readlink('cwd') == f'/proc/{system.pid}'
    assert f'Pid:\t{system.pid}\n' in text(system, 'status')
    assert system.chdir('..') == 0
    assert system.getcwd() == '/proc'


def test_descriptors_are_links():
    system = make()
    fd = system.open('/home/f', 0o102, 0o644)
    reader, writer = system.pipe()
    assert system.readlink(f'/proc/self/fd/{fd}') == '/home/f'
    assert str(system.readlink(f'/proc/self/fd/{reader}')).startswith('pipe:[')
    names = system.readdir('/proc/self/fd')
    assert names == [str(fd), str(reader), str(writer)]
    system.unlink('/home/f')
    assert '(deleted)' in str(system.readlink(f'/proc/self/fd/{fd}'))
    assert system.readlink('/proc/self/fd/99') == -ENOENT


def test_folders_list_what_is_in_them():
    system = make()
    pid = child_of(system)
    names = system.readdir('/proc')
    assert not isinstance(names, int)
    for name in [
        str(pid),
        str(system.pid),
        'self',
        'meminfo',
        'mounts',
        'sys',
        'uptime',
        'version',
        'cpuinfo',
        'loadavg',
    ]:
        assert name in names
    assert system.readdir('/proc/sys') == ['kernel']
    kinds = system.readdir_types(f'/proc/{pid}')
    assert ['cmdline', 1] in kinds and ['fd', 2] in kinds and ['cwd', 3] in kinds
    assert system.readdir('/proc/meminfo') == -ENOTDIR
    assert system.readdir(f'/proc/{pid}/task') == [str(pid)]
    assert 'task' not in system.readdir(f'/proc/{pid}/task/{pid}')
    assert system.readdir(f'/proc/{pid}/task/{pid}/task') == -ENOENT


def test_what_changes_without_telling_can_be_watched():
    system = make()
    fd = system.watch_open()
    assert [system.watch_add(fd, path, False) for path in ['/proc/self/status', '/proc/nope', '/proc/self/cwd']] == [
        1,
        -ENOENT,
        2,
    ]
    system.write_file('/new', encode(''))
    assert system.watch_read(fd) == [['rename', 'new', 2]]  # through the link, to /


def test_the_tree_has_an_end():
    system = make()
    child_of(system)
    left = ['/proc']
    seen = 0
    while len(left) > 0:
        folder = left.pop()
        for entry in system.readdir_types(folder):
            seen += 1
            if entry[1] == 2:
                left.append(f'{folder}/{entry[0]}')
    assert 40 < seen < 500
    assert system.readdir('/proc/99999') == -ENOENT


def test_files_of_the_machine():
    system = make()
    assert text(system, '/proc/sys/kernel/hostname') == 'terrarium\n'
    assert text(system, '/proc/mounts') == text(system, '/proc/self/mounts')
    assert ' /proc proc ' in text(system, '/proc/mounts')
    assert 'MemTotal:' in text(system, '/proc/meminfo')
    assert 'processor\t: 0\n' in text(system, '/proc/cpuinfo')
    assert float(text(system, '/proc/uptime').split(' ')[0]) >= 0
    assert text(system, '/proc/version').startswith('Linux version ')
    assert text(system, '/proc/nothing') == f'error {ENOENT}'
    assert text(system, '/proc/version/below') == f'error {ENOTDIR}'
    assert text(system, '/proc/self') == f'error {EISDIR}'


def test_open_files_keep_what_they_had_and_leave_nothing():
    system = make()
    fd = system.open('/proc/self/comm', 0)
    buffer = alloc(100)
    assert system.read(fd, buffer, 0, 100) == 7
    assert decode(view(buffer, 0, 7)) == 'kernel\n'
    assert system.read(fd, buffer, 0, 100) == 0
    assert system.close(fd) == 0
    assert system.open('/proc/version', 1) == -EACCES
    assert system.access('/proc/version', 2) == -EACCES
    assert system.access('/proc/version', 4) == 0
    assert system.open('/proc/self/cwd', 0o400000) == -ELOOP
    before = system.machine.heap.free_bytes()
    for _ in range(50):
        system.close(system.open('/proc/version', 0))
    assert system.machine.heap.free_bytes() == before


def test_an_ended_process_is_gone_and_frees_its_memory():
    system = make()
    pid = child_of(system)
    slot = system.processes.find(pid)
    system.processes.finish(slot, 0)
    assert text(system, f'/proc/{pid}/cmdline') == ''
    assert text(system, f'/proc/{pid}/stat').split(' ')[2] == 'Z'
    assert system.reap(pid) == 0
    assert not system.exists(f'/proc/{pid}')
    assert system.processes.get(slot, START) == 0


def test_links_lead_into_it_and_out_of_it_again():
    system = make()
    system.chdir('/home')
    system.write_file('/home/note', encode('a note'))
    system.symlink('/proc/self/cwd', '/here')
    system.symlink('/proc', '/processes')
    system.symlink('../proc/version', '/home/version')
    assert text(system, '/here/note') == 'a note'
    assert text(system, '/proc/self/root/home/note') == 'a note'
    assert text(system, '/proc/self/../../home/note') == 'a note'
    assert text(system, '/processes/self/comm') == text(system, '/proc/self/comm')
    assert text(system, '/home/version').startswith('Linux version')
    assert system.realpath('/here/note') == '/home/note'
    assert system.realpath('/home/version') == '/proc/version'
    assert system.mkdir('/here/made', 0o777) == 0 and system.exists('/home/made')
    assert system.rename('/here/note', '/proc/self/root/home/made/note') == 0
    assert text(system, '/home/made/note') == 'a note'
    assert system.write_file('/here/new', encode('new')) == 3 and text(system, '/home/new') == 'new'


def test_a_circle_through_it_ends():
    system = make()
    system.symlink('/proc/self/root/circle', '/circle')
    assert system.stat('/circle', [0.0 for _ in range(18)]) == -ELOOP
    assert system.open('/circle', 0) == -ELOOP


def test_nothing_in_it_can_be_changed():
    system = make()
    assert system.unlink('/proc/version') == -EPERM
    assert system.unlink('/proc/none') == -ENOENT
    assert system.mkdir('/proc/version', 0o777) == -EEXIST
    assert system.mkdir('/proc/new', 0o777) == -ENOENT
    assert system.rename('/proc/version', '/home/version') == -EPERM
    assert system.write_file('/proc/version', encode('x')) == -EACCES
    assert system.open('/proc/version', 2) == -EACCES
    assert system.open('/proc/new', 0o101) == -ENOENT
    assert system.rmdir('/proc') == -EBUSY
    assert system.rename('/proc', '/other') == -EBUSY
    assert system.chmod('/proc/uptime', 0o777) == -EPERM


def test_an_open_file_is_opened_anew_by_its_descriptor():
    system = make()
    system.write_file('/home/file', encode('one two'))
    fd = system.open('/home/file', 0)
    buffer = alloc(7)
    system.read(fd, buffer, 0, 4)
    again = system.open(f'/proc/self/fd/{fd}', 0)
    assert system.read(again, buffer, 0, 3) == 3 and decode(view(buffer, 0, 3)) == 'one'
    system.unlink('/home/file')
    assert system.readlink(f'/proc/self/fd/{fd}') == '/ (deleted)'
    last = system.open(f'/proc/self/fd/{fd}', 0)
    assert last >= 0 and system.read(last, buffer, 0, 7) == 7 and decode(buffer) == 'one two'
    out = [0.0 for _ in range(18)]
    assert system.stat(f'/proc/self/fd/{fd}', out) == 0 and out[8] == 7
    ends = system.pipe()
    assert system.stat(f'/proc/self/fd/{ends[0]}', out) == 0 and int(out[1]) & 0xF000 == 0x1000
