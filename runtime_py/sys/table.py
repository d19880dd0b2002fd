"""The table of system calls: programs' only way into the machine, like xv6's syscalls[].

A row has the name of a call, who performs it (`owner`: a module of sys/calls/), its arguments and result, and its properties:
`blocks` NEVER, WORKER (the calling worker sleeps) or LATER (a coroutine); `resources` that it may use up; `permissions` that a process
needs. A result that is a number is >= 0 or -errno. docs/SYSCALLS.md is generated from it; front.py can put accounting, policy or a transport before it.
Must not know what a call does."""
from __future__ import annotations

NEVER = ''
WORKER = 'worker'
LATER = 'later'

# resources
DESCRIPTORS = 'descriptors'
SPACE = 'space'             # of files
MEMORY = 'memory'           # of pipes, sockets, queues, messages
INPUT = 'input'             # octets that are read: the result, or its length
OUTPUT = 'output'           # octets that are written: the result
PROCESSES = 'processes'
THREADS = 'threads'

# permissions
READ = 'read'
WRITE = 'write'
EXECUTE = 'execute'
CONNECT = 'connect'
LISTEN = 'listen'
SIGNAL = 'signal'
MOUNT = 'mount'
KERNEL = 'kernel'           # a request to the kernel worker, whose first argument names the operation

PATHS = ['path', 'old_path', 'new_path', 'prefix']


class Call:
    """`takes`: the arguments in order, with their defaults. Names have the same meaning everywhere: PATHS and `moves` are paths, relative ones below the working
    folder; `fd` is a descriptor; `host` and `port`, `address` and `port` a place to connect to or to listen at."""

    def __init__(self, owner: str, name: str, takes: str, gives: str, blocks: str, resources: list[str], permissions: list[str], about: str) -> None:
        self.owner = owner
        self.name = name
        self.takes = takes
        self.gives = gives
        self.blocks = blocks
        self.resources = resources
        self.permissions = permissions
        self.about = about

    def names(self) -> list[str]:
        """The names of the arguments."""
        return [part.split('=')[0] for part in self.takes.split(', ')] if self.takes != '' else []

    def place(self, argument: str) -> int:
        """The position of an argument, -1 if the call doesn't have it."""
        names = self.names()
        return names.index(argument) if argument in names else -1

    def paths(self, given: list) -> list[str]:
        """The paths among these arguments, as they were given: they may be relative."""
        found: list[str] = []
        for place, name in enumerate(self.names()):
            if place < len(given) and name in PATHS:
                found.append(given[place])
            elif place < len(given) and name == 'moves':
                for move in given[place]:
                    found.extend(move)
        return found


# fmt: off
TABLE = [
    # the state of a process: its folder, umask, ids, end
    Call('process', 'getcwd', '', 'path', NEVER, [], [], 'the working folder'),
    Call('process', 'chdir', 'path', '0', NEVER, [], [READ], 'another working folder'),
    Call('process', 'folder_of', 'path', 'path or -errno', NEVER, [], [READ], 'the real path of what may become a working folder'),
    Call('process', 'absolute', 'path', 'path', NEVER, [], [], 'the path below the working folder; an empty one stays empty'),
    Call('process', 'umask', 'mask', 'the mask before', NEVER, [], [], 'a negative mask only asks'),
    Call('process', 'share_state', '', 'nothing', NEVER, [], [], 'tells the other threads the working folder and the umask'),
    Call('process', 'refuse_relative_paths', '', 'nothing', NEVER, [], [], 'a relative path raises RelativePath from now on'),
    Call('process', 'guard', '', 'nothing', NEVER, [], [], 'this worker parks at its next lock when it is stopped or to be ended'),
    Call('process', 'check_control', '', 'nothing', WORKER, [], [], 'parks while the process is stopped, for ever when it is dying'),
    Call('process', 'getppid', '', 'pid', NEVER, [], [], 'of the parent'),
    Call('process', 'getpgid', 'pid', 'pgid', NEVER, [], [], 'pid 0 is our own'),
    Call('process', 'setpgid', 'pid, pgid', '0', NEVER, [], [], 'pgid 0 makes a group of its own'),
    Call('process', 'getsid', 'pid', 'sid', NEVER, [], [], 'the session'),
    Call('process', 'getpriority', 'pid', 'nice + 20', NEVER, [], [], 'as the system call gives it'),
    Call('process', 'setpriority', 'pid, nice', '0', NEVER, [], [], 'upwards only (EACCES)'),
    Call('process', 'open_files_limits', '', '[soft, hard]', NEVER, [], [], 'how many descriptors it may have'),
    Call('process', 'lift_own_limit', '', 'nothing', NEVER, [DESCRIPTORS], [], 'for a shell, whose own descriptors its programs do not see'),
    Call('process', 'set_title', 'text', 'nothing', NEVER, [], [], 'what ps shows instead of the command line'),
    Call('process', 'new_pid', '', 'pid', NEVER, [], [], 'one that no process has'),
    Call('process', 'list_processes', '', 'ProcessInfo list', NEVER, [], [], 'the rows of ps'),
    Call('process', 'exit', 'code', 'nothing', WORKER, [], [], 'ends the process; never returns in a worker'),
    Call('process', 'die', 'number', 'nothing', WORKER, [], [], 'ends the process as a signal does'),

    # names and attributes of files
    Call('files', 'stat', 'path, out', '0', NEVER, [], [READ], 'fills 18 floats (rooms/sys.md); links are followed'),
    Call('files', 'lstat', 'path, out', '0', NEVER, [], [READ], 'as stat, of a link itself'),
    Call('files', 'exists', 'path', 'bool', NEVER, [], [READ], 'whether the path leads to something'),
    Call('files', 'presence', 'path', '0', NEVER, [], [READ], '0, or why there is nothing'),
    Call('files', 'mode_of', 'path', 'st_mode', NEVER, [], [READ], 'of what the path leads to'),
    Call('files', 'access', 'path, mode', '0', NEVER, [], [READ], 'R_OK 4, W_OK 2, X_OK 1'),
    Call('files', 'chmod', 'path, mode', '0', NEVER, [], [WRITE], 'permission bits'),
    Call('files', 'chown', 'path, uid, gid', '0', NEVER, [], [WRITE], 'owner and group'),
    Call('files', 'lchown', 'path, uid, gid', '0', NEVER, [], [WRITE], 'of a link itself'),
    Call('files', 'utimes', 'path, atime_s, mtime_s', '0', NEVER, [], [WRITE], 'times in seconds'),
    Call('files', 'lutimes', 'path, atime_s, mtime_s', '0', NEVER, [], [WRITE], 'of a link itself'),
    Call('files', 'utimens', 'path, follow, atime, mtime', '0', NEVER, [], [WRITE], 'times as [seconds, nanoseconds]'),
    Call('files', 'truncate', 'path, length', '0', NEVER, [SPACE], [WRITE], 'cuts or lengthens'),
    Call('files', 'statfs', 'path, out', '0', NEVER, [], [READ], 'fills 7 floats: type bsize blocks bfree bavail files ffree'),
    Call('files', 'mkdir', 'path, mode', '0', NEVER, [SPACE], [WRITE], 'a folder'),
    Call('files', 'mknod', 'path, mode, rdev', '0', NEVER, [SPACE], [WRITE], 'a FIFO, a socket, a device'),
    Call('files', 'mkdtemp', 'prefix', 'path or -errno', NEVER, [SPACE], [WRITE], 'a folder named with six characters more'),
    Call('files', 'rmdir', 'path', '0', NEVER, [], [WRITE], 'removes an empty folder'),
    Call('files', 'unlink', 'path', '0', NEVER, [], [WRITE], 'removes a name'),
    Call('files', 'symlink', 'target, path', '0', NEVER, [SPACE], [WRITE], 'a link with this target'),
    Call('files', 'link', 'old_path, new_path', '0', NEVER, [SPACE], [READ, WRITE], 'one more name'),
    Call('files', 'rename', 'old_path, new_path', '0', NEVER, [], [WRITE], 'replaces what has the new path'),
    Call('files', 'rename_all', 'moves', '0', NEVER, [], [WRITE], '[old path, new path] each: all or none, in one step'),
    Call('files', 'readlink', 'path', 'text or -errno', NEVER, [], [READ], 'the target of a link'),
    Call('files', 'realpath', 'path', 'path or -errno', NEVER, [], [READ], 'without links'),
    Call('files', 'readdir', 'path', 'names or -errno', NEVER, [], [READ], 'what is in a folder'),
    Call('files', 'readdir_sorted', 'path', 'names or -errno', NEVER, [], [READ], 'in the order of their octets'),
    Call('files', 'readdir_types', 'path', '[name, type] list or -errno', NEVER, [], [READ], 'types: 1 file 2 folder 3 link 4 fifo 5 socket 6 char 7 block'),
    Call('files', 'read_file', 'path, scratch=None', 'octets or -errno', NEVER, [INPUT], [READ], 'a whole file'),
    Call('files', 'try_copy', 'old_path, new_path, bits', 'bool', NEVER, [SPACE], [READ, WRITE], 'a small file to a new name under one lock; False: copy the long way'),
    Call('files', 'file_changes', '', 'number', NEVER, [], [], 'stays while no inode changes'),

    Call('mounts', 'mounts', '', 'MountInfo list', NEVER, [], [], 'all that is mounted, the root first'),
    Call('mounts', 'mount_memory', 'source, path, mode, is_read_only, most_bytes', '0', NEVER, [MEMORY], [MOUNT], 'an empty file system in memory'),
    Call('mounts', 'remount', 'path, is_read_only, most_bytes=-1', '0', NEVER, [], [MOUNT], 'None and -1 leave what it has'),
    Call('mounts', 'unmount', 'path', '0', NEVER, [], [MOUNT], 'EBUSY while somebody works in it'),

    # opening
    Call('opening', 'open', 'path, flags, mode=0o666', 'fd', NEVER, [DESCRIPTORS, SPACE], [READ, WRITE], 'the lowest free descriptor; flags say which permission'),
    Call('opening', 'open_wait', 'path, flags, mode=0o666', 'fd', WORKER, [DESCRIPTORS, SPACE], [READ, WRITE], 'as open, once a FIFO has somebody at its other end'),
    Call('opening', 'write_file', 'path, data, mode=0o666', 'octets written', NEVER, [SPACE, OUTPUT], [WRITE], 'makes or replaces a file with this content'),

    # descriptors
    Call('descriptors', 'close', 'fd', '0', NEVER, [], [], 'gives it back'),
    Call('descriptors', 'dup', 'fd', 'fd', NEVER, [DESCRIPTORS], [], 'the lowest free one'),
    Call('descriptors', 'dup2', 'old, target', 'fd', NEVER, [DESCRIPTORS], [], 'the target is closed first'),
    Call('descriptors', 'adopt', 'fd', '0', NEVER, [], [], 'this thread closes it when it ends'),
    Call('descriptors', 'disown', 'fd', '0', NEVER, [], [], 'it stays open when this thread ends'),
    Call('descriptors', 'set_cloexec', 'fd, on', '0', NEVER, [], [], 'FD_CLOEXEC'),
    Call('descriptors', 'get_flags', 'fd', 'O_*', NEVER, [], [], 'of the description'),
    Call('descriptors', 'set_flags', 'fd, flags', '0', NEVER, [], [], 'as fcntl(2): how it was opened stays'),
    Call('descriptors', 'fd_kind', 'fd', 'KIND_*', NEVER, [], [], 'of what it stands for'),
    Call('descriptors', 'isatty', 'fd', 'bool', NEVER, [], [], 'whether it is a terminal'),
    Call('descriptors', 'pipe', '', '[fd, fd] or [-errno, -errno]', NEVER, [DESCRIPTORS, MEMORY], [], 'read end, write end'),
    Call('descriptors', 'read', 'fd, buffer, start, length, position=-1', 'octets', NEVER, [INPUT], [], '0 at the end, -EAGAIN where it would have to wait'),
    Call('descriptors', 'read_wait', 'fd, buffer, start, length, position=-1', 'octets', WORKER, [INPUT], [], 'as read, once there is something'),
    Call('descriptors', 'write', 'fd, buffer, start, length, position=-1', 'octets', NEVER, [SPACE, OUTPUT], [], 'perhaps fewer than asked, -EAGAIN where it would have to wait'),
    Call('descriptors', 'write_wait', 'fd, buffer, start, length, position=-1', 'octets', WORKER, [SPACE, OUTPUT], [], 'all of it'),
    Call('descriptors', 'seek', 'fd, offset, whence', 'position', NEVER, [], [], 'from the start 0, from here 1, from the end 2'),
    Call('descriptors', 'poll', 'fd', 'POLL*', NEVER, [], [], 'POLLIN 1, POLLOUT 4, POLLERR 8, POLLHUP 16'),
    Call('descriptors', 'read_queue', 'fd', 'address', NEVER, [], [], 'the wait queue of a reader, 0 where nothing waits'),
    Call('descriptors', 'write_queue', 'fd', 'address', NEVER, [], [], 'the wait queue of a writer, 0 where nothing waits'),
    Call('descriptors', 'is_hung_up', 'fd', 'bool', NEVER, [], [], 'POLLHUP'),
    Call('descriptors', 'is_joined', 'fd', 'bool', NEVER, [], [], 'False for an end of a FIFO whose other end nobody has opened'),
    Call('descriptors', 'flock', 'fd, operation, number=0', '0', NEVER, [MEMORY], [], 'LOCK_SH 1, LOCK_EX 2, LOCK_UN 8; -EAGAIN where it would have to wait'),
    Call('descriptors', 'is_lock_held', 'fd, number, kind', '0 or 1', NEVER, [], [], 'whether another lock stands in the way'),
    Call('descriptors', 'fstat', 'fd, out', '0', NEVER, [], [], 'as stat'),
    Call('descriptors', 'fchmod', 'fd, mode', '0', NEVER, [], [WRITE], 'as chmod'),
    Call('descriptors', 'fchown', 'fd, uid, gid', '0', NEVER, [], [WRITE], 'as chown'),
    Call('descriptors', 'futimes', 'fd, atime_s, mtime_s', '0', NEVER, [], [WRITE], 'as utimes'),
    Call('descriptors', 'ftruncate', 'fd, length', '0', NEVER, [SPACE], [], 'as truncate'),

    # waiting without blocking
    Call('waiting', 'read_async', 'fd, buffer, start, length, position=-1', 'octets', LATER, [INPUT], [], 'as read, once there is something'),
    Call('waiting', 'write_async', 'fd, buffer, start, length, position=-1', 'octets', LATER, [SPACE, OUTPUT], [], 'all of it'),
    Call('waiting', 'ready', 'fd, events', 'nothing', LATER, [], [], 'until one of these POLL* holds, or there is trouble'),
    Call('waiting', 'joined', 'fd', 'nothing', LATER, [], [], 'until a FIFO has somebody at its other end'),
    Call('waiting', 'flock_async', 'fd, operation, timeout_ms=-1', '0', LATER, [MEMORY], [], 'as flock, once nobody stands in the way'),
    Call('waiting', 'wait_child', 'pid', 'status', LATER, [], [], 'of a child that has ended or stopped; its parent reaps it'),

    Call('durability', 'fsync', 'fd', '0', WORKER, [], [], 'until all that was written is on the disk'),
    Call('durability', 'fsync_async', 'fd', '0', LATER, [], [], 'the same'),

    Call('watches', 'watch', 'path, recursive', 'fd', NEVER, [DESCRIPTORS, MEMORY], [READ], 'a descriptor with one watch'),
    Call('watches', 'watch_open', 'capacity=262144', 'fd', NEVER, [DESCRIPTORS, MEMORY], [], 'for any number of watches, as inotify_init'),
    Call('watches', 'watch_add', 'fd, path, recursive', 'id', NEVER, [MEMORY], [READ], 'above 0'),
    Call('watches', 'watch_remove', 'fd, number', '0', NEVER, [], [], 'by its id'),
    Call('watches', 'watch_read', 'fd', '[kind, name, id] list or -errno', NEVER, [], [], 'rename, change, or overflow (of all, id 0)'),

    # terminals
    Call('terminals', 'tty_number', 'fd', 'number', NEVER, [], [], 'the N of /dev/pts/N'),
    Call('terminals', 'take_terminal', 'pid, fd', '0', NEVER, [], [], 'becomes the controlling one of a child that leads a session'),
    Call('terminals', 'tcgetattr', 'fd', 'Termios or None', NEVER, [], [], 'None when it is no terminal'),
    Call('terminals', 'tcsetattr', 'fd, termios', '0', NEVER, [], [], 'at once'),
    Call('terminals', 'set_raw', 'fd, on', '0', NEVER, [], [], 'as uv_tty_set_mode'),
    Call('terminals', 'tcgetpgrp', 'fd', 'pgid', NEVER, [], [], 'the foreground group'),
    Call('terminals', 'tcsetpgrp', 'fd, pgid', '0', NEVER, [], [], 'another foreground group'),
    Call('terminals', 'get_winsize', 'fd', '[columns, rows] or [-errno, -errno]', NEVER, [], [], 'its size'),
    Call('terminals', 'set_winsize', 'fd, cols, rows', '0', NEVER, [], [], 'SIGWINCH to the foreground group'),

    # sockets
    Call('sockets', 'socket_bind', 'host, port, only_v6=False', 'fd', NEVER, [DESCRIPTORS, MEMORY], [LISTEN], 'port 0 picks one'),
    Call('sockets', 'listen', 'fd, backlog', '0', NEVER, [], [LISTEN], 'connections are accepted from now on'),
    Call('sockets', 'socket_listen', 'host, port, backlog', 'fd', NEVER, [DESCRIPTORS, MEMORY], [LISTEN], 'both'),
    Call('sockets', 'accept', 'fd', 'fd', NEVER, [DESCRIPTORS], [], 'the next connection'),
    Call('sockets', 'socketpair', '', '[fd, fd] or [-errno, -errno]', NEVER, [DESCRIPTORS, MEMORY], [], 'two connected ends'),
    Call('sockets', 'write_carrying', 'fd, data, start, length, carried', 'octets', NEVER, [MEMORY, OUTPUT], [], 'a descriptor goes along (SCM_RIGHTS)'),
    Call('sockets', 'take_carried', 'fd', 'fd', NEVER, [DESCRIPTORS], [], 'what the last read brought, or -EAGAIN'),
    Call('sockets', 'shutdown', 'fd', '0', NEVER, [], [], 'ends our writing direction'),
    Call('sockets', 'reset', 'fd', '0', NEVER, [], [], 'the close that follows is abrupt'),
    Call('sockets', 'unix_bind', 'path', 'fd', NEVER, [DESCRIPTORS, MEMORY, SPACE], [LISTEN, WRITE], 'a path, or a name that begins with NUL'),
    Call('sockets', 'unix_connect', 'path, bound=-1', 'fd', NEVER, [DESCRIPTORS, MEMORY], [CONNECT, WRITE], 'the same'),
    Call('outside', 'socket_connect', 'host, port, bound=-1', 'fd', NEVER, [DESCRIPTORS, MEMORY], [CONNECT], 'to the machine itself, or to a host outside'),
    Call('outside', 'sockname', 'fd', '[host, port] or []', NEVER, [], [], 'our address; of a unix socket ["", 0]'),
    Call('outside', 'is_unix_socket', 'fd', 'bool', NEVER, [], [], 'whether its address is a path'),
    Call('outside', 'peername', 'fd', '[host, port] or -errno', NEVER, [], [], 'the other address'),
    Call('outside', 'outside_listen', '', 'fd', NEVER, [DESCRIPTORS, MEMORY], [LISTEN], 'the kernel: where connections to outside hosts arrive'),
    Call('outside', 'outside_address', 'name', 'address or -errno', NEVER, [MEMORY], [], 'the stand-in address of a host name'),
    Call('outside', 'outside_name', 'address', 'name or ""', NEVER, [], [], 'what a stand-in address was given out for'),
    Call('outside', 'is_outside', 'fd', 'bool', NEVER, [], [], 'whether it is a connection to an outside host'),
    Call('outside', 'outside_target', 'fd', '[host, port] or []', NEVER, [], [], 'what a connection leads to'),
    Call('outside', 'fail', 'fd, code, message', '0', NEVER, [MEMORY], [], 'the network worker: ends a connection and says why'),
    Call('outside', 'failure', 'fd', 'Failure or None', NEVER, [], [], 'why a connection was ended'),

    Call('datagrams', 'datagram_socket', 'six', 'fd', NEVER, [DESCRIPTORS, MEMORY], [], 'not bound yet'),
    Call('datagrams', 'datagram_set_flag', 'fd, flag, on', '0', NEVER, [], [], 'REUSE_ADDRESS and others of ipc/datagram.py'),
    Call('datagrams', 'datagram_bind', 'fd, address, port', '0', NEVER, [], [LISTEN], 'an address is 16 octets'),
    Call('datagrams', 'datagram_connect', 'fd, address, port', '0', NEVER, [], [CONNECT], 'the peer of what is sent without an address'),
    Call('datagrams', 'datagram_disconnect', 'fd', '0', NEVER, [], [], 'no peer any more'),
    Call('datagrams', 'datagram_send', 'fd, data, address, port', 'octets', NEVER, [MEMORY, OUTPUT], [CONNECT], 'address None: to the peer'),
    Call('datagrams', 'datagram_receive', 'fd, buffer', 'Arrival or -errno', NEVER, [], [], 'the next message, cut to the buffer'),
    Call('datagrams', 'datagram_name', 'fd', '[address, port, six] or [-errno]', NEVER, [], [], 'our address; port 0: not bound'),
    Call('datagrams', 'datagram_peer', 'fd', '[address, port, six] or [-errno]', NEVER, [], [], "the peer's"),
    Call('datagrams', 'datagram_buffer', 'fd, receive, size', 'size', NEVER, [], [], 'a size above 0 sets it'),
    Call('datagrams', 'datagram_join', 'fd, group, source, device', '0', NEVER, [MEMORY], [LISTEN], 'a multicast group'),
    Call('datagrams', 'datagram_leave', 'fd, group, source', '0', NEVER, [], [], 'leaves it'),

    # children and signals
    Call('children', 'resolve_program', "file, argv, env, cwd=''", 'Program', NEVER, [], [READ], 'PATH and #! lines'),
    Call('children', 'spawn', 'request', 'pid', NEVER, [PROCESSES, MEMORY], [EXECUTE], 'a SpawnRequest; the child is in the process table when this returns'),
    Call('children', 'spawn_service', 'applet, argument, fds', 'pid', NEVER, [PROCESSES, MEMORY], [EXECUTE], "the kernel: a worker of the machine's own"),
    Call('children', 'poll_child', 'pid', 'status', NEVER, [], [], '-1 while it runs; code | signal << 8; STOPPED_STATUS | signal << 8 once after each stop'),
    Call('children', 'wait_child_wait', 'pid, timeout_ms', 'status', WORKER, [], [], 'as poll_child, until then; -1 when the time is over'),
    Call('children', 'reap', 'pid', 'status', NEVER, [], [], 'frees the entry of a child that has ended'),
    Call('children', 'children', '', 'pids', NEVER, [], [], 'of our children, zombies too'),
    Call('signals', 'kill', 'pid, number, together=False', '0', NEVER, [], [SIGNAL], 'a negative pid is a group, 0 our own; together: as a member of its group'),
    Call('signals', 'begin', '', 'nothing', NEVER, [], [], 'the first handlers are set: signals are no longer held'),
    Call('signals', 'set_signal_handled', 'number, on', 'nothing', NEVER, [], [], 'take_signals tells of it from now on'),
    Call('signals', 'set_signal_ignored', 'number, on', 'nothing', NEVER, [], [], 'children inherit it'),
    Call('signals', 'is_signal_ignored', 'number', 'bool', NEVER, [], [], 'by us'),
    Call('signals', 'take_signals', '', 'numbers', NEVER, [], [], 'those that came for our handlers'),
    Call('signals', 'came_to_group', 'number', 'bool', NEVER, [], [], 'whether a signal that we took was for our whole group'),

    # threads
    Call('threads', 'next_thread_number', '', 'number', NEVER, [], [], '1 for the first'),
    Call('threads', 'make_thread', 'number, keeps_files', 'slot', NEVER, [THREADS], [EXECUTE], 'a thread that can own ports at once'),
    Call('threads', 'start_thread', 'slot, start', 'nothing', NEVER, [], [], 'gives it a worker'),
    Call('threads', 'end_thread', 'slot, code', 'nothing', NEVER, [], [], 'another one than ours'),
    Call('threads', 'exit_thread', 'code', 'nothing', WORKER, [], [], 'ends the caller; the process when it is the main thread'),
    Call('threads', 'thread_has_ended', 'slot', 'bool', NEVER, [], [], 'whether it did'),
    Call('threads', 'forget_thread', 'slot', 'exit code', NEVER, [], [], 'frees its slot'),
    Call('threads', 'set_loop_start', 'start', 'nothing', NEVER, [], [], "of this thread's event loop, in ms since 1970"),
    Call('threads', 'set_loop_idle', 'idle, since', 'nothing', NEVER, [], [], "of this thread's event loop, which rests since then, 0 while it runs"),
    Call('threads', 'loop_times', 'slot', '[start, idle]', NEVER, [], [], "of a thread's event loop"),
    Call('threads', 'set_busy', 'total, since', 'nothing', NEVER, [], [], "this thread's CPU time"),
    Call('ports', 'make_port', 'owner', 'port', NEVER, [MEMORY], [], 'of a thread'),
    Call('ports', 'make_channel', 'owner, peer_owner', '[port, port]', NEVER, [MEMORY], [], 'joined; [0, 0] when the memory is full'),
    Call('ports', 'next_object_number', '', 'number', NEVER, [], [], 'for an object that only the engine can carry'),
    Call('ports', 'with_ports', 'call', 'any', NEVER, [], [], 'call(mailboxes) under the lock; no message can carry it'),
    Call('ports', 'take_mail', '', 'ports', NEVER, [], [], 'those of this thread that have letters'),
    Call('ports', 'post_letter', 'port, letter', 'bool', NEVER, [MEMORY], [], 'to the other end; lost when that is closed'),

    # accounts
    Call('accounts', 'measure_turns', '', 'nothing', NEVER, [], [], "the reactor's and timers' turns are this thread's CPU time from now on"),
    Call('accounts', 'cpu_of_thread', 'slot', 'Split', NEVER, [], [], "a thread's CPU time, user and system, in ms"),
    Call('accounts', 'cpu_of_process', '', 'Split', NEVER, [], [], 'of this process with all its threads'),
    Call('accounts', 'cpu_of_children', '', 'Split', NEVER, [], [], 'of its children that have ended, and theirs'),
    Call('accounts', 'own_reading', '', 'ProcessReading', NEVER, [], [], 'all figures of this process'),
    Call('accounts', 'reading', 'slot', 'ProcessReading', NEVER, [], [], 'of any process'),
    Call('accounts', 'resources', '', 'MachineReading', NEVER, [], [], 'of all of them'),
    Call('accounts', 'machine_cpu', '', 'Split', NEVER, [], [], 'of all programs since boot'),
    Call('accounts', 'machine_idle', '', 'ms', NEVER, [], [], 'of all processors since boot'),
    Call('accounts', 'memory_total', '', 'octets', NEVER, [], [], 'of the shared memory'),
    Call('accounts', 'memory_used', '', 'octets', NEVER, [], [], 'of the shared memory'),
    Call('accounts', 'get_limits', 'pid, place', 'Bounds or -errno', NEVER, [], [], 'soft and hard; pid 0 is ours, place one of resources/limits.py'),
    Call('accounts', 'set_limits', 'pid, place, soft, hard', '0', NEVER, [], [SIGNAL], 'a hard limit can only be lowered'),
    Call('accounts', 'set_priority_of', 'pid, nice', '0', NEVER, [], [SIGNAL], 'the kernel: lower nice values too'),
    Call('accounts', 'outlive_file_size', '', 'nothing', NEVER, [], [], 'a shell: what is written beyond the limit of a file fails, and ends nobody'),
    Call('accounts', 'estimate_heap', 'size', 'nothing', NEVER, [], [], "of this thread's JavaScript; what the engine told stands"),
    Call('accounts', 'load_averages', '', '[1, 5, 15 minutes]', NEVER, [], [], 'of the machine'),

    Call('kernel', 'ask_kernel', 'op, *args', 'any', LATER, [], [KERNEL], 'the control plane; rejects with the error of the kernel'),
]
# fmt: on


def owners() -> list[str]:
    """In the order of the table."""
    found: list[str] = []
    for call in TABLE:
        if call.owner not in found:
            found.append(call.owner)
    return found


def call_named(name: str) -> Call:
    """Raises ValueError for a name that isn't in the table."""
    for call in TABLE:
        if call.name == name:
            return call
    raise ValueError(f'no system call {name}')
