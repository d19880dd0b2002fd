"""System calls of the host, with System's interface: to compare our npm with the native one on real folders. CPython
only."""

import asyncio
import errno
import fcntl
import os
import shutil
import socket
import subprocess


class HostSystem:
    """Only the calls that npm uses. Output written to descriptors 1 and 2 is collected in `output`."""

    def __init__(self, cwd: str) -> None:
        self.cwd = cwd
        self.output = b''
        self.columns = 0
        self.reactor = NoReactor()
        self._children: dict[int, subprocess.Popen] = {}
        self._sockets: dict[int, socket.socket] = {}

    def _at(self, path: str) -> str:
        return os.path.join(self.cwd, path)

    def _try(self, call, *arguments):
        try:
            found = call(*arguments)
            return 0 if found is None else found
        except OSError as error:
            return -(error.errno or 5)

    def getcwd(self) -> str:
        return self.cwd

    def read_file(self, path):
        return self._try(self._read, path)

    def _read(self, path):
        with open(self._at(path), 'rb') as file:
            return bytearray(file.read())

    def write_file(self, path, data, mode=0o666):
        return self._try(self._write, path, data, mode)

    def _write(self, path, data, mode):
        descriptor = os.open(self._at(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, 'wb') as file:
            file.write(bytes(data))

    def readdir(self, path):
        return self._try(lambda: sorted(os.listdir(self._at(path))))

    def readdir_types(self, path):
        return self._try(self._readdir_types, path)

    def _readdir_types(self, path):
        out = []
        for entry in os.scandir(self._at(path)):
            kind = 3 if entry.is_symlink() else 2 if entry.is_dir() else 1
            out.append([entry.name, kind])
        return sorted(out)

    def stat(self, path, out):
        def fill():
            found = os.stat(self._at(path))
            out[0:3] = [found.st_dev, found.st_mode, found.st_nlink]
            out[8] = found.st_size
            out[12] = found.st_mtime

        return self._try(fill)

    def access(self, path, mode):
        return 0 if os.access(self._at(path), mode) else -errno.EACCES

    def exists(self, path):
        return os.path.exists(self._at(path))

    def realpath(self, path):
        return self._try(lambda: os.path.realpath(self._at(path), strict=True))

    def mkdir(self, path, mode):
        return self._try(os.mkdir, self._at(path), mode)

    def rmdir(self, path):
        return self._try(os.rmdir, self._at(path))

    def unlink(self, path):
        return self._try(os.unlink, self._at(path))

    def rename(self, a, b):
        return self._try(os.rename, self._at(a), self._at(b))

    def rename_all(self, moves):
        """The host has no such call: renames one after the other."""
        for source, target in moves:
            if os.path.lexists(self._at(target)):
                return -errno.EEXIST
            result = self.rename(source, target)
            if result < 0:
                return result
        return 0

    def open(self, path, flags, mode=0):
        return self._try(os.open, self._at(path), flags, mode)

    def flock(self, fd, operation):
        return self._try(fcntl.flock, fd, operation)

    def symlink(self, target, path):
        return self._try(os.symlink, target, self._at(path))

    def readlink(self, path):
        return self._try(os.readlink, self._at(path))

    def chmod(self, path, mode):
        return self._try(os.chmod, self._at(path), mode)

    def isatty(self, fd):
        return self.columns > 0

    def get_winsize(self, fd):
        return [self.columns, 24]

    def outside_address(self, name):
        return self._try(socket.gethostbyname, name)

    def socket_connect(self, address, port):
        return self._try(self._connect, address, port)

    def _connect(self, address, port):
        made = socket.create_connection((address, port))
        self._sockets[made.fileno()] = made
        return made.fileno()

    def write(self, fd, data, start, length):
        self._sockets[fd].sendall(bytes(data[start : start + length]))
        return length

    def read(self, fd, buffer, start, length):
        """Blocks: one request at a time is enough here."""
        data = self._sockets[fd].recv(length)
        buffer[start : start + len(data)] = data
        return len(data)

    def is_outside(self, fd):
        return False  # there is no network worker between the host and its network

    def failure(self, fd):
        return None

    async def write_async(self, fd, data, start, length, position=-1):
        self.output += bytes(data[start : start + length])
        return length

    async def read_async(self, fd, buffer, start, length, position=-1):
        data = await asyncio.get_running_loop().run_in_executor(None, os.read, fd, length)
        buffer[start : start + len(data)] = data
        return len(data)

    def pipe(self):
        return list(os.pipe())

    def close(self, fd):
        if fd in self._sockets:
            self._sockets.pop(fd).close()
        else:
            os.close(fd)

    def set_cloexec(self, fd, on):
        os.set_inheritable(fd, not on)

    def set_signal_handled(self, number, on):
        """Does nothing: the host's own handling suffices."""

    def spawn(self, request):
        environment = dict(pair.split('=', 1) for pair in request.env)
        own = request.fds[1] < 3  # our own output, which is `output` here
        child = subprocess.Popen(
            request.argv,
            executable=shutil.which(request.file),
            cwd=request.cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if own else request.fds[1],
            stderr=subprocess.STDOUT,
        )
        self._children[child.pid] = child
        return child.pid

    async def wait_child(self, pid):
        child = self._children.pop(pid)
        output, _ = await asyncio.get_running_loop().run_in_executor(None, child.communicate)
        self.output += output or b''
        return child.returncode if child.returncode >= 0 else -child.returncode << 8

    def reap(self, pid):
        return 0


class NoReactor:
    def on_signal(self, callback):
        """Does nothing: the tests get no signals."""
