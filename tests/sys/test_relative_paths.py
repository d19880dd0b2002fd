"""Relative paths: up to Linux's limit of 4095 bytes each, from any working folder; and a working folder is an inode,
not a path."""

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EBADF, EINVAL, ENAMETOOLONG, ENOENT
from runtime_py.platform.memory import create
from runtime_py.sys.context import RelativePath
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System


def make() -> System:
    return System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)


def dots(bytes_: int) -> str:
    return ''.join(['./' for _ in range(bytes_ // 2)])


def test_a_path_may_have_4095_bytes():
    system = make()
    assert system.presence('/' + dots(4094)) == 0
    assert system.presence('//' + dots(4094)) == -ENAMETOOLONG
    assert system.presence(''.join(['é' for _ in range(2048)])) == -ENAMETOOLONG
    assert system.mkdir(dots(4096) + 'x', 0o755) == -ENAMETOOLONG


def test_a_relative_path_may_lead_further_than_an_absolute_one():
    system = make()
    name = ''.join(['n' for _ in range(250)])
    for _ in range(40):
        assert system.mkdir(name, 0o755) == 0
        assert system.chdir(name) == 0
    assert len(system.getcwd()) == 40 * 251
    fd = system.open('file', 0o102, 0o644)
    assert fd >= 0
    assert system.presence('../' + name + '/file') == 0
    assert system.presence(system.getcwd() + '/file') == -ENAMETOOLONG


def test_what_is_not_kept_cannot_be_synced():
    system = make()
    assert system.fsync(system.pipe()[1]) == -EINVAL
    assert system.fsync(55) == -EBADF


def test_a_process_goes_along_with_its_working_folder():
    system = make()
    other = System(system.machine, 0, '/', lambda launch: None)
    system.mkdir('/a', 0o755)
    system.mkdir('/a/b', 0o755)
    system.chdir('/a/b')
    system.close(system.open('f', 0o102, 0o644))
    other.rename('/a', '/moved')
    assert system.getcwd() == '/moved/b'
    assert system.presence('f') == 0
    other.mkdir('/a', 0o755)
    other.mkdir('/a/b', 0o755)
    assert system.presence('f') == 0
    other.unlink('/moved/b/f')
    other.rmdir('/moved/b')
    assert system.presence('.') == -ENOENT
    assert system.mkdir('x', 0o755) == -ENOENT
    system.chdir('/a')
    assert system.getcwd() == '/a'


def test_a_worker_of_many_folders_refuses_relative_paths():
    system = make()
    system.mkdir('/a', 0o755)
    system.chdir('/a')
    system.refuse_relative_paths()
    refused = ''
    try:
        system.write_file('f', encode('x'))
    except RelativePath as mistake:
        refused = mistake.path
    assert refused == 'f' and not system.exists('/a/f')
    assert system.write_file('/a/f', encode('x')) >= 0 and not system.exists('')
