"""A method for each system call, which calls its owner. Generated from table.py by `python -m toolchain.syscalls`: don't edit it.

A call costs one function call. System's calls are methods of one class, before which front.py can put others."""
# fmt: off
from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from runtime_py.ipc.termios import Termios
from runtime_py.platform.bytes import Bytes
from runtime_py.resources.limits import Bounds
from runtime_py.resources.reading import MachineReading, ProcessReading
from runtime_py.sys.calls.accounts import AccountCalls
from runtime_py.sys.calls.children import ChildCalls
from runtime_py.sys.calls.datagrams import Arrival, DatagramCalls
from runtime_py.sys.calls.descriptors import DescriptorCalls
from runtime_py.sys.calls.durability import DurabilityCalls
from runtime_py.sys.calls.files import FileCalls
from runtime_py.sys.calls.kernel import KernelCalls
from runtime_py.sys.calls.mounts import MountCalls
from runtime_py.sys.calls.opening import OpeningCalls
from runtime_py.sys.calls.outside import Failure, OutsideCalls
from runtime_py.sys.calls.ports import PortCalls
from runtime_py.sys.calls.process import ProcessCalls
from runtime_py.sys.calls.signals import SignalCalls
from runtime_py.sys.calls.sockets import SocketCalls
from runtime_py.sys.calls.terminals import TerminalCalls
from runtime_py.sys.calls.threads import ThreadCalls
from runtime_py.sys.calls.waiting import WaitingCalls
from runtime_py.sys.calls.watches import WatchCalls
from runtime_py.sys.children import Program, SpawnRequest
from runtime_py.sys.mailboxes import Letter
from runtime_py.sys.processes import ProcessInfo
from runtime_py.sys.usage import Split
from runtime_py.vfs.file_locks import WHOLE_FILE
from runtime_py.vfs.mounting import MountInfo
from runtime_py.vfs.watch import LARGE_CAPACITY


class FlatCalls:
    process_calls: ProcessCalls
    files_calls: FileCalls
    mounts_calls: MountCalls
    opening_calls: OpeningCalls
    descriptors_calls: DescriptorCalls
    waiting_calls: WaitingCalls
    durability_calls: DurabilityCalls
    watches_calls: WatchCalls
    terminals_calls: TerminalCalls
    sockets_calls: SocketCalls
    outside_calls: OutsideCalls
    datagrams_calls: DatagramCalls
    children_calls: ChildCalls
    signals_calls: SignalCalls
    threads_calls: ThreadCalls
    ports_calls: PortCalls
    accounts_calls: AccountCalls
    kernel_calls: KernelCalls

    def getcwd(self) -> str:
        return self.process_calls.getcwd()

    def chdir(self, path: str) -> int:
        return self.process_calls.chdir(path)

    def folder_of(self, path: str) -> str | int:
        return self.process_calls.folder_of(path)

    def absolute(self, path: str) -> str:
        return self.process_calls.absolute(path)

    def umask(self, mask: int) -> int:
        return self.process_calls.umask(mask)

    def share_state(self) -> None:
        self.process_calls.share_state()

    def refuse_relative_paths(self) -> None:
        self.process_calls.refuse_relative_paths()

    def guard(self) -> None:
        self.process_calls.guard()

    def check_control(self) -> None:
        self.process_calls.check_control()

    def getppid(self) -> int:
        return self.process_calls.getppid()

    def getpgid(self, pid: int) -> int:
        return self.process_calls.getpgid(pid)

    def setpgid(self, pid: int, pgid: int) -> int:
        return self.process_calls.setpgid(pid, pgid)

    def getsid(self, pid: int) -> int:
        return self.process_calls.getsid(pid)

    def getpriority(self, pid: int) -> int:
        return self.process_calls.getpriority(pid)

    def setpriority(self, pid: int, nice: int) -> int:
        return self.process_calls.setpriority(pid, nice)

    def open_files_limits(self) -> list[int]:
        return self.process_calls.open_files_limits()

    def lift_own_limit(self) -> None:
        self.process_calls.lift_own_limit()

    def set_title(self, text: str) -> None:
        self.process_calls.set_title(text)

    def new_pid(self) -> int:
        return self.process_calls.new_pid()

    def list_processes(self) -> list[ProcessInfo]:
        return self.process_calls.list_processes()

    def exit(self, code: int) -> None:
        self.process_calls.exit(code)

    def die(self, number: int) -> None:
        self.process_calls.die(number)

    def stat(self, path: str, out: Any) -> int:
        return self.files_calls.stat(path, out)

    def lstat(self, path: str, out: Any) -> int:
        return self.files_calls.lstat(path, out)

    def exists(self, path: str) -> bool:
        return self.files_calls.exists(path)

    def presence(self, path: str) -> int:
        return self.files_calls.presence(path)

    def mode_of(self, path: str) -> int:
        return self.files_calls.mode_of(path)

    def access(self, path: str, mode: int) -> int:
        return self.files_calls.access(path, mode)

    def chmod(self, path: str, mode: int) -> int:
        return self.files_calls.chmod(path, mode)

    def chown(self, path: str, uid: int, gid: int) -> int:
        return self.files_calls.chown(path, uid, gid)

    def lchown(self, path: str, uid: int, gid: int) -> int:
        return self.files_calls.lchown(path, uid, gid)

    def utimes(self, path: str, atime_s: float, mtime_s: float) -> int:
        return self.files_calls.utimes(path, atime_s, mtime_s)

    def lutimes(self, path: str, atime_s: float, mtime_s: float) -> int:
        return self.files_calls.lutimes(path, atime_s, mtime_s)

    def utimens(self, path: str, follow: bool, atime: list, mtime: list) -> int:
        return self.files_calls.utimens(path, follow, atime, mtime)

    def truncate(self, path: str, length: float) -> int:
        return self.files_calls.truncate(path, length)

    def statfs(self, path: str, out: Any) -> int:
        return self.files_calls.statfs(path, out)

    def mkdir(self, path: str, mode: int) -> int:
        return self.files_calls.mkdir(path, mode)

    def mknod(self, path: str, mode: int, rdev: int) -> int:
        return self.files_calls.mknod(path, mode, rdev)

    def mkdtemp(self, prefix: str) -> str | int:
        return self.files_calls.mkdtemp(prefix)

    def rmdir(self, path: str) -> int:
        return self.files_calls.rmdir(path)

    def unlink(self, path: str) -> int:
        return self.files_calls.unlink(path)

    def symlink(self, target: str, path: str) -> int:
        return self.files_calls.symlink(target, path)

    def link(self, old_path: str, new_path: str) -> int:
        return self.files_calls.link(old_path, new_path)

    def rename(self, old_path: str, new_path: str) -> int:
        return self.files_calls.rename(old_path, new_path)

    def rename_all(self, moves: list[list[str]]) -> int:
        return self.files_calls.rename_all(moves)

    def readlink(self, path: str) -> str | int:
        return self.files_calls.readlink(path)

    def realpath(self, path: str) -> str | int:
        return self.files_calls.realpath(path)

    def readdir(self, path: str) -> list[str] | int:
        return self.files_calls.readdir(path)

    def readdir_sorted(self, path: str) -> list[str] | int:
        return self.files_calls.readdir_sorted(path)

    def readdir_types(self, path: str) -> list[list] | int:
        return self.files_calls.readdir_types(path)

    def read_file(self, path: str, scratch: Bytes | None = None) -> Bytes | int:
        return self.files_calls.read_file(path, scratch)

    def try_copy(self, old_path: str, new_path: str, bits: int) -> bool:
        return self.files_calls.try_copy(old_path, new_path, bits)

    def file_changes(self) -> int:
        return self.files_calls.file_changes()

    def mounts(self) -> list[MountInfo]:
        return self.mounts_calls.mounts()

    def mount_memory(self, source: str, path: str, mode: int, is_read_only: bool, most_bytes: float) -> int:
        return self.mounts_calls.mount_memory(source, path, mode, is_read_only, most_bytes)

    def remount(self, path: str, is_read_only: bool | None, most_bytes: float = -1) -> int:
        return self.mounts_calls.remount(path, is_read_only, most_bytes)

    def unmount(self, path: str) -> int:
        return self.mounts_calls.unmount(path)

    def open(self, path: str, flags: int, mode: int = 0o666) -> int:
        return self.opening_calls.open(path, flags, mode)

    def open_wait(self, path: str, flags: int, mode: int = 0o666) -> int:
        return self.opening_calls.open_wait(path, flags, mode)

    def write_file(self, path: str, data: Bytes, mode: int = 0o666) -> int:
        return self.opening_calls.write_file(path, data, mode)

    def close(self, fd: int) -> int:
        return self.descriptors_calls.close(fd)

    def dup(self, fd: int) -> int:
        return self.descriptors_calls.dup(fd)

    def dup2(self, old: int, target: int) -> int:
        return self.descriptors_calls.dup2(old, target)

    def adopt(self, fd: int) -> int:
        return self.descriptors_calls.adopt(fd)

    def disown(self, fd: int) -> int:
        return self.descriptors_calls.disown(fd)

    def set_cloexec(self, fd: int, on: bool) -> int:
        return self.descriptors_calls.set_cloexec(fd, on)

    def get_flags(self, fd: int) -> int:
        return self.descriptors_calls.get_flags(fd)

    def set_flags(self, fd: int, flags: int) -> int:
        return self.descriptors_calls.set_flags(fd, flags)

    def fd_kind(self, fd: int) -> int:
        return self.descriptors_calls.fd_kind(fd)

    def isatty(self, fd: int) -> bool:
        return self.descriptors_calls.isatty(fd)

    def pipe(self) -> list[int]:
        return self.descriptors_calls.pipe()

    def read(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        return self.descriptors_calls.read(fd, buffer, start, length, position)

    def read_wait(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        return self.descriptors_calls.read_wait(fd, buffer, start, length, position)

    def write(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        return self.descriptors_calls.write(fd, buffer, start, length, position)

    def write_wait(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        return self.descriptors_calls.write_wait(fd, buffer, start, length, position)

    def seek(self, fd: int, offset: float, whence: int) -> float:
        return self.descriptors_calls.seek(fd, offset, whence)

    def poll(self, fd: int) -> int:
        return self.descriptors_calls.poll(fd)

    def read_queue(self, fd: int) -> int:
        return self.descriptors_calls.read_queue(fd)

    def write_queue(self, fd: int) -> int:
        return self.descriptors_calls.write_queue(fd)

    def is_hung_up(self, fd: int) -> bool:
        return self.descriptors_calls.is_hung_up(fd)

    def is_joined(self, fd: int) -> bool:
        return self.descriptors_calls.is_joined(fd)

    def flock(self, fd: int, operation: int, number: int = WHOLE_FILE) -> int:
        return self.descriptors_calls.flock(fd, operation, number)

    def is_lock_held(self, fd: int, number: int, kind: int) -> int:
        return self.descriptors_calls.is_lock_held(fd, number, kind)

    def fstat(self, fd: int, out: Any) -> int:
        return self.descriptors_calls.fstat(fd, out)

    def fchmod(self, fd: int, mode: int) -> int:
        return self.descriptors_calls.fchmod(fd, mode)

    def fchown(self, fd: int, uid: int, gid: int) -> int:
        return self.descriptors_calls.fchown(fd, uid, gid)

    def futimes(self, fd: int, atime_s: float, mtime_s: float) -> int:
        return self.descriptors_calls.futimes(fd, atime_s, mtime_s)

    def ftruncate(self, fd: int, length: float) -> int:
        return self.descriptors_calls.ftruncate(fd, length)

    def read_async(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> Coroutine[Any, Any, int]:
        return self.waiting_calls.read_async(fd, buffer, start, length, position)

    def write_async(self, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> Coroutine[Any, Any, int]:
        return self.waiting_calls.write_async(fd, buffer, start, length, position)

    def ready(self, fd: int, events: int) -> Coroutine[Any, Any, None]:
        return self.waiting_calls.ready(fd, events)

    def joined(self, fd: int) -> Coroutine[Any, Any, None]:
        return self.waiting_calls.joined(fd)

    def flock_async(self, fd: int, operation: int, timeout_ms: float = -1) -> Coroutine[Any, Any, int]:
        return self.waiting_calls.flock_async(fd, operation, timeout_ms)

    def wait_child(self, pid: int) -> Coroutine[Any, Any, int]:
        return self.waiting_calls.wait_child(pid)

    def fsync(self, fd: int) -> int:
        return self.durability_calls.fsync(fd)

    def fsync_async(self, fd: int) -> Coroutine[Any, Any, int]:
        return self.durability_calls.fsync_async(fd)

    def watch(self, path: str, recursive: bool) -> int:
        return self.watches_calls.watch(path, recursive)

    def watch_open(self, capacity: int = LARGE_CAPACITY) -> int:
        return self.watches_calls.watch_open(capacity)

    def watch_add(self, fd: int, path: str, recursive: bool) -> int:
        return self.watches_calls.watch_add(fd, path, recursive)

    def watch_remove(self, fd: int, number: int) -> int:
        return self.watches_calls.watch_remove(fd, number)

    def watch_read(self, fd: int) -> list[list] | int:
        return self.watches_calls.watch_read(fd)

    def tty_number(self, fd: int) -> int:
        return self.terminals_calls.tty_number(fd)

    def take_terminal(self, pid: int, fd: int) -> int:
        return self.terminals_calls.take_terminal(pid, fd)

    def tcgetattr(self, fd: int) -> Termios | None:
        return self.terminals_calls.tcgetattr(fd)

    def tcsetattr(self, fd: int, termios: Termios) -> int:
        return self.terminals_calls.tcsetattr(fd, termios)

    def set_raw(self, fd: int, on: bool) -> int:
        return self.terminals_calls.set_raw(fd, on)

    def tcgetpgrp(self, fd: int) -> int:
        return self.terminals_calls.tcgetpgrp(fd)

    def tcsetpgrp(self, fd: int, pgid: int) -> int:
        return self.terminals_calls.tcsetpgrp(fd, pgid)

    def get_winsize(self, fd: int) -> list[int]:
        return self.terminals_calls.get_winsize(fd)

    def set_winsize(self, fd: int, cols: int, rows: int) -> int:
        return self.terminals_calls.set_winsize(fd, cols, rows)

    def socket_bind(self, host: str, port: int, only_v6: bool = False) -> int:
        return self.sockets_calls.socket_bind(host, port, only_v6)

    def listen(self, fd: int, backlog: int) -> int:
        return self.sockets_calls.listen(fd, backlog)

    def socket_listen(self, host: str, port: int, backlog: int) -> int:
        return self.sockets_calls.socket_listen(host, port, backlog)

    def accept(self, fd: int) -> int:
        return self.sockets_calls.accept(fd)

    def socketpair(self) -> list[int]:
        return self.sockets_calls.socketpair()

    def write_carrying(self, fd: int, data: Bytes, start: int, length: int, carried: int) -> int:
        return self.sockets_calls.write_carrying(fd, data, start, length, carried)

    def take_carried(self, fd: int) -> int:
        return self.sockets_calls.take_carried(fd)

    def shutdown(self, fd: int) -> int:
        return self.sockets_calls.shutdown(fd)

    def reset(self, fd: int) -> int:
        return self.sockets_calls.reset(fd)

    def unix_bind(self, path: str) -> int:
        return self.sockets_calls.unix_bind(path)

    def unix_connect(self, path: str, bound: int = -1) -> int:
        return self.sockets_calls.unix_connect(path, bound)

    def socket_connect(self, host: str, port: int, bound: int = -1) -> int:
        return self.outside_calls.socket_connect(host, port, bound)

    def sockname(self, fd: int) -> list:
        return self.outside_calls.sockname(fd)

    def is_unix_socket(self, fd: int) -> bool:
        return self.outside_calls.is_unix_socket(fd)

    def peername(self, fd: int) -> list | int:
        return self.outside_calls.peername(fd)

    def outside_listen(self) -> int:
        return self.outside_calls.outside_listen()

    def outside_address(self, name: str) -> str | int:
        return self.outside_calls.outside_address(name)

    def outside_name(self, address: str) -> str:
        return self.outside_calls.outside_name(address)

    def is_outside(self, fd: int) -> bool:
        return self.outside_calls.is_outside(fd)

    def outside_target(self, fd: int) -> list:
        return self.outside_calls.outside_target(fd)

    def charge_request(self, fd: int, host: str) -> str:
        return self.outside_calls.charge_request(fd, host)

    def fail(self, fd: int, code: str, message: str) -> int:
        return self.outside_calls.fail(fd, code, message)

    def failure(self, fd: int) -> Failure | None:
        return self.outside_calls.failure(fd)

    def datagram_socket(self, six: bool) -> int:
        return self.datagrams_calls.datagram_socket(six)

    def datagram_set_flag(self, fd: int, flag: int, on: bool) -> int:
        return self.datagrams_calls.datagram_set_flag(fd, flag, on)

    def datagram_bind(self, fd: int, address: list[int], port: int) -> int:
        return self.datagrams_calls.datagram_bind(fd, address, port)

    def datagram_connect(self, fd: int, address: list[int], port: int) -> int:
        return self.datagrams_calls.datagram_connect(fd, address, port)

    def datagram_disconnect(self, fd: int) -> int:
        return self.datagrams_calls.datagram_disconnect(fd)

    def datagram_send(self, fd: int, data: Bytes, address: list[int] | None, port: int) -> int:
        return self.datagrams_calls.datagram_send(fd, data, address, port)

    def datagram_receive(self, fd: int, buffer: Bytes) -> Arrival | int:
        return self.datagrams_calls.datagram_receive(fd, buffer)

    def datagram_name(self, fd: int) -> list:
        return self.datagrams_calls.datagram_name(fd)

    def datagram_peer(self, fd: int) -> list:
        return self.datagrams_calls.datagram_peer(fd)

    def datagram_buffer(self, fd: int, receive: bool, size: int) -> int:
        return self.datagrams_calls.datagram_buffer(fd, receive, size)

    def datagram_join(self, fd: int, group: list[int], source: list[int], device: list[int]) -> int:
        return self.datagrams_calls.datagram_join(fd, group, source, device)

    def datagram_leave(self, fd: int, group: list[int], source: list[int]) -> int:
        return self.datagrams_calls.datagram_leave(fd, group, source)

    def resolve_program(self, file: str, argv: list[str], env: list[str], cwd: str = '') -> Program:
        return self.children_calls.resolve_program(file, argv, env, cwd)

    def spawn(self, request: SpawnRequest) -> int:
        return self.children_calls.spawn(request)

    def spawn_service(self, applet: str, argument: str, fds: list[int]) -> int:
        return self.children_calls.spawn_service(applet, argument, fds)

    def poll_child(self, pid: int) -> int:
        return self.children_calls.poll_child(pid)

    def wait_child_wait(self, pid: int, timeout_ms: float) -> int:
        return self.children_calls.wait_child_wait(pid, timeout_ms)

    def reap(self, pid: int) -> int:
        return self.children_calls.reap(pid)

    def children(self) -> list[int]:
        return self.children_calls.children()

    def kill(self, pid: int, number: int, together: bool = False) -> int:
        return self.signals_calls.kill(pid, number, together)

    def begin(self) -> None:
        self.signals_calls.begin()

    def set_signal_handled(self, number: int, on: bool) -> None:
        self.signals_calls.set_signal_handled(number, on)

    def set_signal_ignored(self, number: int, on: bool) -> None:
        self.signals_calls.set_signal_ignored(number, on)

    def is_signal_ignored(self, number: int) -> bool:
        return self.signals_calls.is_signal_ignored(number)

    def take_signals(self) -> list[int]:
        return self.signals_calls.take_signals()

    def came_to_group(self, number: int) -> bool:
        return self.signals_calls.came_to_group(number)

    def next_thread_number(self) -> int:
        return self.threads_calls.next_thread_number()

    def make_thread(self, number: int, keeps_files: bool) -> int:
        return self.threads_calls.make_thread(number, keeps_files)

    def start_thread(self, slot: int, start: Any) -> None:
        self.threads_calls.start_thread(slot, start)

    def end_thread(self, slot: int, code: int) -> None:
        self.threads_calls.end_thread(slot, code)

    def exit_thread(self, code: int) -> None:
        self.threads_calls.exit_thread(code)

    def thread_has_ended(self, slot: int) -> bool:
        return self.threads_calls.thread_has_ended(slot)

    def limit_thread(self, slot: int, octets: float) -> None:
        self.threads_calls.limit_thread(slot, octets)

    def forget_thread(self, slot: int) -> int:
        return self.threads_calls.forget_thread(slot)

    def set_loop_start(self, start: float) -> None:
        self.threads_calls.set_loop_start(start)

    def set_loop_idle(self, idle: float, since: float) -> None:
        self.threads_calls.set_loop_idle(idle, since)

    def loop_times(self, slot: int) -> list[float]:
        return self.threads_calls.loop_times(slot)

    def set_busy(self, total: float, since: float) -> None:
        self.threads_calls.set_busy(total, since)

    def make_port(self, owner: int) -> int:
        return self.ports_calls.make_port(owner)

    def make_channel(self, owner: int, peer_owner: int) -> list[int]:
        return self.ports_calls.make_channel(owner, peer_owner)

    def next_object_number(self) -> int:
        return self.ports_calls.next_object_number()

    def with_ports(self, call: Callable[[Any], Any]) -> Any:
        return self.ports_calls.with_ports(call)

    def take_mail(self) -> list[int]:
        return self.ports_calls.take_mail()

    def post_letter(self, port: int, letter: Letter) -> bool:
        return self.ports_calls.post_letter(port, letter)

    def measure_turns(self) -> None:
        self.accounts_calls.measure_turns()

    def cpu_of_thread(self, slot: int) -> Split:
        return self.accounts_calls.cpu_of_thread(slot)

    def heap_of_thread(self, slot: int) -> float:
        return self.accounts_calls.heap_of_thread(slot)

    def cpu_of_process(self) -> Split:
        return self.accounts_calls.cpu_of_process()

    def cpu_of_children(self) -> Split:
        return self.accounts_calls.cpu_of_children()

    def own_reading(self) -> ProcessReading:
        return self.accounts_calls.own_reading()

    def reading(self, slot: int) -> ProcessReading:
        return self.accounts_calls.reading(slot)

    def resources(self) -> MachineReading:
        return self.accounts_calls.resources()

    def machine_cpu(self) -> Split:
        return self.accounts_calls.machine_cpu()

    def machine_idle(self) -> float:
        return self.accounts_calls.machine_idle()

    def memory_total(self) -> float:
        return self.accounts_calls.memory_total()

    def memory_used(self) -> float:
        return self.accounts_calls.memory_used()

    def get_limits(self, pid: int, place: int) -> Bounds | int:
        return self.accounts_calls.get_limits(pid, place)

    def set_limits(self, pid: int, place: int, soft: float, hard: float) -> int:
        return self.accounts_calls.set_limits(pid, place, soft, hard)

    def set_priority_of(self, pid: int, nice: int) -> int:
        return self.accounts_calls.set_priority_of(pid, nice)

    def outlive_file_size(self) -> None:
        self.accounts_calls.outlive_file_size()

    def note_buffers(self, buffers: float, modules: float) -> None:
        self.accounts_calls.note_buffers(buffers, modules)

    def memory_limit(self) -> float:
        return self.accounts_calls.memory_limit()

    def wait_for_memory(self) -> None:
        self.accounts_calls.wait_for_memory()

    def estimate_heap(self, size: float) -> None:
        self.accounts_calls.estimate_heap(size)

    def load_averages(self) -> list[float]:
        return self.accounts_calls.load_averages()

    def ask_kernel(self, op: str, *args: object) -> Coroutine[Any, Any, object]:
        return self.kernel_calls.ask_kernel(op, *args)
