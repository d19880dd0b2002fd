"""The file system against a real temporary folder: for all of hypothesis's operations, both return the same (CPython
only).

Root may do everything on Linux: when run as root, the real calls are made as user 1000, who owns all files in the
machine."""

import errno
import os
import shutil
import stat
import tempfile

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from runtime_py.platform.memory import create
from runtime_py.vfs.copying import LARGEST_COPY
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap

NAMES = st.sampled_from(['a', 'b', 'c', 'ä€', 'long-' * 20])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(lambda names: '/' + '/'.join(names)) | st.sampled_from(
    ['/', '/a/', '/a/..', '/a/../b', '/./a', '//a//b', '/a/.']
)
DATA = st.binary(max_size=40) | st.integers(1, 20000).map(lambda n: bytes(n % 251 for _ in range(n)))
# no link leads to the root or outside: from there '..' would leave the temporary folder
MODES = st.sampled_from(
    [0o777, 0o755, 0o700, 0o600, 0o500, 0o400, 0o300, 0o200, 0o100, 0, 0o1777, 0o2755, 0o4755, 0o644, 0o066]
)
USER = 1000
TARGETS = st.sampled_from(['a', 'b', 'c/a', 'a/b', 'missing'])


def as_user(call):
    if os.getuid() != 0:
        return call()
    os.setegid(USER)
    os.seteuid(USER)
    try:
        return call()
    finally:
        os.seteuid(0)
        os.setegid(0)


class Comparison(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.root = tempfile.mkdtemp()
        os.chown(self.root, USER, USER)
        os.chmod(self.root, 0o755)
        memory = create(1 << 22, 1 << 28)
        format_memory(memory)
        self.fs = FileSystem(memory, Heap(memory))
        self.open_files = []

    def teardown(self):
        if hasattr(self, 'root'):
            for fd, description, _ in self.open_files:
                os.close(fd)
                self.fs.close(description)
            shutil.rmtree(self.root)

    def real(self, path):
        return self.root + path

    def both(self, ours, theirs):
        """Runs the real call and compares: the same errno, or none."""
        try:
            expected = as_user(theirs)
        except OSError as error:
            assert ours == -error.errno, f'{ours} but Linux says {-error.errno} {errno.errorcode[error.errno]}'
            return None
        assert not isinstance(ours, int) or ours >= 0, f'{ours} {errno.errorcode[-ours]} but Linux says yes'
        return expected

    @rule(path=PATHS)
    def mkdir(self, path):
        self.both(self.fs.mkdir(path, 0o755), lambda: os.mkdir(self.real(path), 0o755))

    @rule(path=PATHS, data=DATA)
    def write_file(self, path, data):
        def theirs():
            with open(self.real(path), 'wb') as file:
                file.write(data)

        self.both(self.fs.write_file(path, data, 0o644), theirs)

    @rule(path=PATHS)
    def read_file(self, path):
        def theirs():
            with open(self.real(path), 'rb') as file:
                return file.read()

        ours = self.fs.read_file(path)
        expected = self.both(ours, theirs)
        if expected is not None:
            assert bytes(ours) == expected

    @rule(source=PATHS, destination=PATHS)
    def copy(self, source, destination):
        def theirs():
            with open(self.real(source), 'rb') as file:
                found = os.fstat(file.fileno())
                if found.st_size > LARGEST_COPY:
                    raise OSError(errno.EFBIG, source)
                mode = found.st_mode & 0o777
                fd = os.open(self.real(destination), os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
                os.fchmod(fd, mode)
                os.write(fd, file.read())
                os.close(fd)

        try:
            as_user(theirs)
        except OSError:
            assert not self.fs.try_copy(source, destination, 0o777)
        else:
            assert self.fs.try_copy(source, destination, 0o777)

    @rule(path=PATHS)
    def unlink(self, path):
        self.both(self.fs.unlink(path), lambda: os.unlink(self.real(path)))

    @rule(path=PATHS.filter(lambda path: path != '/'))
    def rmdir(self, path):
        self.both(self.fs.rmdir(path), lambda: os.rmdir(self.real(path)))

    @rule(source=PATHS.filter(lambda path: path != '/'), destination=PATHS.filter(lambda path: path != '/'))
    def rename(self, source, destination):
        self.both(self.fs.rename(source, destination), lambda: os.rename(self.real(source), self.real(destination)))

    @rule(source=PATHS, destination=PATHS)
    def link(self, source, destination):
        self.both(
            self.fs.link(source, destination),
            lambda: os.link(self.real(source), self.real(destination), follow_symlinks=False),
        )

    @rule(path=PATHS, text=TARGETS)
    def symlink(self, path, text):
        self.both(self.fs.symlink(text, path), lambda: os.symlink(text, self.real(path)))

    @rule(path=PATHS, length=st.integers(0, 30000))
    def truncate(self, path, length):
        self.both(self.fs.truncate(path, length), lambda: os.truncate(self.real(path), length))

    @rule(path=PATHS)
    def stat(self, path):
        for ours, theirs in ((self.fs.stat, os.stat), (self.fs.lstat, os.lstat)):
            out = [0.0] * 18
            found = self.both(ours(path, out), lambda call=theirs: call(self.real(path)))
            if found is not None:
                assert oct(int(out[1])) == oct(found.st_mode)
                if not stat.S_ISDIR(found.st_mode):
                    assert (out[2], out[8]) == (found.st_nlink, found.st_size)

    @rule(path=PATHS, mode=MODES)
    def chmod(self, path, mode):
        self.both(self.fs.chmod(path, mode), lambda: os.chmod(self.real(path), mode))

    @rule(path=PATHS, mode=st.sampled_from([os.R_OK, os.W_OK, os.X_OK, os.R_OK | os.W_OK, os.F_OK]))
    def access(self, path, mode):
        def theirs():
            if not os.access(self.real(path), mode, effective_ids=True):
                os.stat(self.real(path))
                raise PermissionError(errno.EACCES, path)

        self.both(self.fs.access(path, mode), theirs)

    @rule(path=PATHS, atime=st.integers(-(10**9), 10**10), mtime=st.integers(-(10**18), 10**19))
    def utimens(self, path, atime, mtime):
        times = [mtime // 10**9, mtime % 10**9]
        result = self.both(
            self.fs.utimens(path, True, [atime, 5], times),
            lambda: os.utime(self.real(path), ns=(atime * 10**9 + 5, mtime)) or True,
        )
        if result:
            out = [0.0] * 18
            if self.fs.stat(path, out) == 0:
                found = os.stat(self.real(path))
                assert [out[10] * 10**9 + out[11], out[12] * 10**9 + out[13]] == [found.st_atime_ns, found.st_mtime_ns]

    @rule(path=PATHS)
    def readlink(self, path):
        ours = self.fs.readlink(path)
        expected = self.both(ours, lambda: os.readlink(self.real(path)))
        if expected is not None:
            assert ours == expected

    @rule(path=PATHS)
    def readdir(self, path):
        ours = self.fs.readdir(path)
        expected = self.both(ours, lambda: os.listdir(self.real(path)))
        if expected is not None:
            assert sorted(ours) == sorted(expected)

    @rule(path=PATHS)
    def realpath(self, path):
        ours = self.fs.realpath(path)
        expected = self.both(ours, lambda: os.stat(self.real(path)) and os.path.realpath(self.real(path), strict=True))
        if expected is not None:
            assert (self.root + ours if ours != '/' else self.root) == expected

    @rule(
        path=PATHS,
        flags=st.sampled_from(
            [
                os.O_RDWR,
                os.O_RDWR | os.O_CREAT,
                os.O_RDWR | os.O_CREAT | os.O_EXCL,
                os.O_RDWR | os.O_APPEND,
                os.O_RDONLY | os.O_DIRECTORY,
                os.O_RDONLY | os.O_NOFOLLOW,
                os.O_RDONLY | os.O_TRUNC,
                os.O_PATH,
                os.O_PATH | os.O_NOFOLLOW,
                os.O_RDWR | os.O_TRUNC,
                os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW,
            ]
        ),
    )
    def open(self, path, flags):
        ours = self.fs.open(path, flags, 0o644)
        fd = self.both(ours, lambda: os.open(self.real(path), flags, 0o644))
        if fd is not None:
            self.open_files.append((fd, ours, flags))

    @rule(data=DATA, position=st.integers(-1, 9000), which=st.integers(0, 5))
    def write(self, data, position, which):
        if self.open_files:
            fd, description, flags = self.open_files[which % len(self.open_files)]
            if flags & os.O_DIRECTORY or not data:
                return
            if position < 0 or flags & os.O_APPEND:
                self.both(self.fs.write(description, data, 0, len(data), -1), lambda: os.write(fd, data))
            else:
                self.both(
                    self.fs.write(description, data, 0, len(data), position), lambda: os.pwrite(fd, data, position)
                )

    @rule(length=st.integers(1, 9000), which=st.integers(0, 5))
    def read(self, length, which):
        if self.open_files:
            fd, description, _ = self.open_files[which % len(self.open_files)]
            if stat.S_ISDIR(os.fstat(fd).st_mode):
                return  # refused only by the real system
            buffer = bytearray(length)
            count = self.fs.read(description, buffer, 0, length, 0)
            expected = self.both(count, lambda: os.pread(fd, length, 0))
            assert expected is None or bytes(buffer[:count]) == expected

    @rule(length=st.integers(0, 3000000), which=st.integers(0, 5))
    def ftruncate(self, length, which):
        if self.open_files:
            fd, description, _ = self.open_files[which % len(self.open_files)]
            self.both(self.fs.ftruncate(description, length), lambda: os.ftruncate(fd, length))

    @rule(offset=st.integers(-9000, 9000), whence=st.integers(0, 2), which=st.integers(0, 5))
    def seek(self, offset, whence, which):
        if self.open_files:
            fd, description, _ = self.open_files[which % len(self.open_files)]
            if not stat.S_ISDIR(os.fstat(fd).st_mode):
                ours = self.fs.seek(description, offset, whence)
                expected = self.both(ours, lambda: os.lseek(fd, offset, whence))
                if expected is not None:
                    assert ours == expected

    @rule(which=st.integers(0, 5))
    def fstat(self, which):
        if self.open_files:
            fd, description, flags = self.open_files[which % len(self.open_files)]
            out = [0.0] * 18
            self.fs.fstat(description, out)
            found = os.fstat(fd)
            assert oct(int(out[1])) == oct(found.st_mode)
            if not stat.S_ISDIR(found.st_mode):
                assert (out[2], out[8]) == (found.st_nlink, found.st_size)

    @rule(which=st.integers(0, 5))
    def close(self, which):
        if self.open_files:
            fd, description, _ = self.open_files.pop(which % len(self.open_files))
            os.close(fd)
            self.fs.close(description)

    @invariant()
    def the_lock_is_free(self):
        if hasattr(self, 'fs'):
            assert self.fs.memory.i32[1] == 0


Comparison.TestCase.settings = settings(max_examples=170, stateful_step_count=60)
TestComparison = Comparison.TestCase
