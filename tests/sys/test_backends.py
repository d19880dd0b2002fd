"""Which backend answers the names of a mount, and calls whose path goes there and back."""

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EBUSY, ELOOP, EXDEV
from runtime_py.sys.backends import NoBackend, backend_of
from runtime_py.sys.procfs import ProcFs
from runtime_py.sys.system import System
from runtime_py.vfs.backend import FOLDER, PROC, Crossing
from runtime_py.vfs.mounts import FIRST_DEVICE
from tests.sys.test_procfs import make


def device_of(system: System, path: str) -> float:
    out = [0.0 for _ in range(18)]
    assert system.stat(path, out) == 0
    return out[0]


def test_proc_is_answered_by_the_process_table():
    system = make()
    backend = backend_of(system.context, Crossing(PROC, FIRST_DEVICE, ''))
    assert isinstance(backend, ProcFs)
    try:
        backend_of(system.context, Crossing(FOLDER, FIRST_DEVICE, ''))
        raise AssertionError('a folder has no backend')
    except NoBackend as error:
        assert str(error) == str(FOLDER)


def test_a_mount_has_one_device_number():
    system = make()
    assert device_of(system, '/proc') == FIRST_DEVICE
    assert device_of(system, '/proc/self/stat') == FIRST_DEVICE
    assert device_of(system, '/home') == 1


def test_links_lead_in_and_out():
    system = make()
    system.write_file('/home/file', encode('text'))
    system.symlink('/proc/self/root/home/file', '/home/round')
    found = system.read_file('/home/round')
    assert not isinstance(found, int) and decode(found) == 'text'
    assert system.realpath('/home/round') == '/home/file'
    system.symlink('/proc/self/root/home/endless', '/home/endless')
    assert system.presence('/home/endless') == -ELOOP


def test_names_stay_in_their_mount():
    system = make()
    system.write_file('/home/file', encode('text'))
    assert system.rename_all([['/home/file', '/proc/file']]) == -EXDEV
    assert system.exists('/home/file')
    assert system.unmount('/proc') == -EBUSY
    assert [mount.path for mount in system.mounts()] == ['/', '/proc']
