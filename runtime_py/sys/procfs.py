"""/proc: the process table as files (proc(5)). Contents are made when a file is opened; none of it is in the file
system.

The backend of the mount on /proc (vfs/backend.py); proc_text.py makes the texts of its files. Must not know the caller's descriptors, or programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.bytes import Bytes, encode
from runtime_py.platform.errno import EISDIR, ELOOP, ENOENT, ENOTDIR
from runtime_py.sys.layout import FD_TABLE
from runtime_py.sys.mount_table import PROC
from runtime_py.sys.proc_text import ENTRIES, MACHINE_FILES, PROCESS_FILES
from runtime_py.sys.table_texts import cwd_of, start_of, table_of
from runtime_py.vfs.backend import N_FILE, N_FOLDER, N_LINK, N_NONE, N_OUTSIDE, PROC_MAGIC, Backend, Node
from runtime_py.vfs.flags import O_ACCMODE, O_RDONLY, O_WRONLY
from runtime_py.vfs.layout import GID, S_IFDIR, S_IFLNK, S_IFREG, UID

_SELF = ['self', 'thread-self']
_LINKS_IN_PROCESS = ['cwd', 'exe', 'root']
_MOST_LINKS = 40


class ProcNode(Node):
    """A file has a function that makes its text, a folder has names; `slot` is that of its process."""

    def __init__(self, kind: int, error: int = 0) -> None:
        super().__init__(kind, error)
        self.slot = 0
        self.path = PROC
        self.names: list[str] = []
        self.text: Callable[[], str] = lambda: ''


class ProcFs(Backend):
    """`system` is that of the caller: /proc/self is its process. `device` is the mount's st_dev."""

    def __init__(self, system: Any, device: int) -> None:
        super().__init__()
        self.system = system
        self.device = device

    # the tree

    def find(self, rest: str, follow: bool) -> ProcNode:
        """The node of a path below /proc. Links are followed, the last one only with `follow`; links to open files
        never are."""
        parts = rest.split('/')
        wants_folder = parts[-1] == ''
        done: list[str] = []
        links = 0
        k = 0
        node = self._node(done)
        while k < len(parts):
            name = parts[k]
            k += 1
            if name == '' or name == '.':
                continue
            if name == '..' and len(done) == 0:
                return _outside(['', *parts[k:]])
            tried = done[:-1] if name == '..' else [*done, name]
            node = self._node(tried)
            if node.error != 0:
                return node
            if node.kind == N_LINK and (k < len(parts) or follow):
                links += 1
                if links > _MOST_LINKS:
                    return ProcNode(N_NONE, ELOOP)
                if node.description > 0 and k == len(parts):
                    return node
                if node.target.startswith('/'):
                    return _outside([node.target, *parts[k:]])
                parts = [*node.target.split('/'), *parts[k:]]
                k = 0
                node = self._node(done)
                continue
            done = tried
        return ProcNode(N_NONE, ENOTDIR) if wants_folder and node.kind == N_FILE else node

    def _node(self, parts: list[str]) -> ProcNode:
        node = self._make(parts)
        node.path = '/'.join([PROC, *parts])
        return node

    def _make(self, parts: list[str]) -> ProcNode:
        if len(parts) == 0:
            return self._folder(
                0, [*[str(process.pid) for process in table_of(self.system)], *_SELF, *self._machine_names('')]
            )
        if len(parts) == 1 and parts[0] in _SELF:
            return self._link(0, str(self.system.pid))
        if parts[0].isdigit():
            slot = self.system.processes.find(int(parts[0]))
            return ProcNode(N_NONE, ENOENT) if slot < 0 else self._in_process(slot, parts[1:], False)
        name = '/'.join(parts)
        for file in MACHINE_FILES:
            if file.path == name:
                return self._file(0, file.make)
        if name == 'mounts':
            return self._link(0, 'self/mounts')
        below = self._machine_names(name + '/')
        return self._folder(0, below) if len(below) > 0 else ProcNode(N_NONE, self._missing(parts))

    def _missing(self, parts: list[str]) -> int:
        """ENOTDIR below a file."""
        for k in range(1, len(parts)):
            if '/'.join(parts[:k]) in [file.path for file in MACHINE_FILES]:
                return ENOTDIR
        return ENOENT

    def _machine_names(self, prefix: str) -> list[str]:
        """The names directly below a folder of the machine's files."""
        found: list[str] = ['mounts'] if prefix == '' else []
        for file in MACHINE_FILES:
            if file.path.startswith(prefix):
                name = file.path[len(prefix) :].split('/')[0]
                if name not in found:
                    found.append(name)
        return found

    def _in_process(self, slot: int, parts: list[str], in_task: bool) -> ProcNode:
        """`in_task`: below PID/task/PID, which repeats everything but `task`."""
        if len(parts) == 0:
            return self._folder(
                slot, [*[file.name for file in PROCESS_FILES], *([] if in_task else ['task']), 'fd', *_LINKS_IN_PROCESS]
            )
        name = parts[0]
        if name == 'task' and in_task:
            return ProcNode(N_NONE, ENOENT)
        if name == 'task' and len(parts) > 1:
            return (
                self._in_process(slot, parts[2:], True)
                if parts[1] == str(self.system.processes.pid_of(slot))
                else ProcNode(N_NONE, ENOENT)
            )
        if name == 'fd':
            return self._in_fds(slot, parts[1:])
        if len(parts) > 1:
            return ProcNode(N_NONE, ENOTDIR if name in [file.name for file in PROCESS_FILES] else ENOENT)
        if name == 'task':
            return self._folder(slot, [str(self.system.processes.pid_of(slot))])
        if name in _LINKS_IN_PROCESS:
            return self._link(slot, self._link_target(slot, name))
        for file in PROCESS_FILES:
            if file.name == name:
                return self._process_file(slot, file.make)
        return ProcNode(N_NONE, ENOENT)

    def _link_target(self, slot: int, name: str) -> str:
        if name == 'root':
            return '/'
        return start_of(self.system, slot).path if name == 'exe' else cwd_of(self.system, slot)

    def _in_fds(self, slot: int, parts: list[str]) -> ProcNode:
        """Descriptors are those of a process that may close them meanwhile."""
        self.system.machine.lock()
        try:
            return self._in_fds_locked(slot, parts)
        finally:
            self.system.machine.unlock()

    def _in_fds_locked(self, slot: int, parts: list[str]) -> ProcNode:
        # a part of a pipeline may run in its shell's worker with a descriptor table of its own
        table = self.system.table if slot == self.system.slot else self.system.processes.get(slot, FD_TABLE)
        if len(parts) == 0:
            return self._folder(
                slot, [str(entry[0]) for entry in self.system.machine.tables.entries(table)] if table != 0 else []
            )
        description = self.system.machine.tables.get(table, int(parts[0])) if parts[0].isdigit() and table != 0 else -1
        if description <= 0 or len(parts) > 1:
            return ProcNode(N_NONE, ENOENT)
        node = self._link(slot, self.system.machine.name_of_description(description))
        node.description = description
        return node

    # making nodes

    def _folder(self, slot: int, names: list[str]) -> ProcNode:
        node = ProcNode(N_FOLDER)
        node.slot = slot
        node.names = names
        return node

    def _link(self, slot: int, target: str) -> ProcNode:
        node = ProcNode(N_LINK)
        node.slot = slot
        node.target = target
        return node

    def _file(self, slot: int, make: Callable[[Any], str]) -> ProcNode:
        node = ProcNode(N_FILE)
        node.slot = slot
        node.text = lambda: make(self.system)
        return node

    def _process_file(self, slot: int, make: Callable[[Any, int], str]) -> ProcNode:
        node = ProcNode(N_FILE)
        node.slot = slot
        node.text = lambda: make(self.system, slot)
        return node

    # calls

    def stat(self, node: ProcNode, out: Any) -> int:
        mode = S_IFREG | 0o444
        if node.kind == N_FOLDER:
            mode = S_IFDIR | 0o555
        elif node.kind == N_LINK:
            mode = S_IFLNK | (0o777 if node.description == 0 else self._rights(node.description))
        now = self.system.processes.started_of(node.slot)
        fields = [
            self.device,
            mode,
            len(node.names) + 2 if node.kind == N_FOLDER else 1,
            UID,
            GID,
            0,
            1024,
            ino_of(node.path),
            0,
            0,
        ]
        for k in range(10):
            out[k] = fields[k]
        for k in range(10, 18, 2):
            out[k] = now // 1000
            out[k + 1] = (now % 1000) * 1000000 // 1
        return 0

    def _rights(self, description: int) -> int:
        """Of a link in `fd`: for what the file is open."""
        access = self.system.machine.descriptions.flags(description) & O_ACCMODE
        return (0 if access == O_WRONLY else 0o500) | (0 if access == O_RDONLY else 0o300)

    def statfs(self, out: Any) -> int:
        """type bsize blocks bfree bavail files ffree: nothing is stored here."""
        out[0] = PROC_MAGIC
        out[1] = 4096
        for k in range(2, 7):
            out[k] = 0
        return 0

    def entries(self, node: ProcNode) -> list[list] | int:
        """[name, UV_DIRENT_*] of a folder."""
        if node.kind != N_FOLDER:
            return -ENOTDIR
        return [[name, ENTRIES[self._child_kind(node, name)]] for name in node.names]

    def _child_kind(self, node: ProcNode, name: str) -> int:
        return self.find(f'{node.path[len(PROC) :]}/{name}', False).kind

    def content(self, node: ProcNode) -> Bytes | int:
        """The present content of a file; -errno for anything else."""
        return encode(node.text()) if node.kind == N_FILE else -EISDIR


def _outside(parts: list[str]) -> ProcNode:
    node = ProcNode(N_OUTSIDE)
    node.target = '/'.join(parts)
    return node


def ino_of(path: str) -> int:
    """A number that depends only on the path (FNV-1a)."""
    found = 2166136261
    for octet in encode(path):
        found = ((found ^ octet) * 403) % 4294967296
    return found
