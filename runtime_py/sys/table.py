"""The table of system calls: programs' only way into the machine, like xv6's syscalls[].

A row has the name of a call, who performs it (`owner`: a module of sys/calls/), its arguments and result, and its
properties: `blocks` NEVER, WORKER (the calling worker sleeps) or LATER (a coroutine); `resources` that it may use up;
`permissions` that a process needs. A result that is a number is >= 0 or -errno. docs/SYSCALLS.md is generated from it;
front.py can put accounting, policy or a transport before it. Must not know what a call does."""

from __future__ import annotations

NEVER = ''
WORKER = 'worker'
LATER = 'later'

# resources
DESCRIPTORS = 'descriptors'
SPACE = 'space'  # of files
MEMORY = 'memory'  # of pipes, sockets, queues, messages
INPUT = 'input'  # octets that are read: the result, or its length
OUTPUT = 'output'  # octets that are written: the result
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
KERNEL = 'kernel'  # a request to the kernel worker, whose first argument names the operation

PATHS = ['path', 'old_path', 'new_path', 'prefix']


class Call:
    """`takes`: the arguments in order, with their defaults. Names have the same meaning everywhere: PATHS and `moves`
    are paths, relative ones below the working folder; `fd` is a descriptor; `host` and `port`, `address` and `port` a
    place to connect to or to listen at."""

    def __init__(
        self,
        owner: str,
        name: str,
        takes: str,
        gives: str,
        blocks: str,
        resources: list[str],
        permissions: list[str],
        about: str,
    ) -> None:
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
    Call('process', 'getcwd', '', 'path', NEVER, [], [], 'returns the working folder'),
    Call('process', 'chdir', 'path', '0', NEVER, [], [READ], 'changes the working folder'),
    Call('process', 'folder_of', 'path', 'path or -errno', NEVER, [], [READ], 'the real path of a folder, checked as for chdir'),
    Call('process', 'absolute', 'path', 'path', NEVER, [], [], 'the path relative to the working folder, made absolute; an empty path stays empty'),
    Call('process', 'umask', 'mask', 'the mask before', NEVER, [], [], 'sets the mask; a negative mask only reads it'),
    Call('process', 'share_state', '', 'nothing', NEVER, [], [], 'passes the working folder and the umask to the other threads'),
    Call('process', 'refuse_relative_paths', '', 'nothing', NEVER, [], [], 'from now on a relative path raises RelativePath'),
    Call('process', 'guard', '', 'nothing', NEVER, [], [], 'this worker suspends itself at its next lock when the process is stopped or dying'),
    Call('process', 'check_control', '', 'nothing', WORKER, [], [], 'suspends the worker while the process is stopped, for ever when it is dying'),
    Call('process', 'getppid', '', 'pid', NEVER, [], [], "the parent's pid"),
    Call('process', 'getpgid', 'pid', 'pgid', NEVER, [], [], 'pid 0 means the caller'),
    Call('process', 'setpgid', 'pid, pgid', '0', NEVER, [], [], 'pgid 0 makes a new group'),
    Call('process', 'getsid', 'pid', 'sid', NEVER, [], [], 'the session'),
    Call('process', 'getpriority', 'pid', 'nice + 20', NEVER, [], [], 'as the Linux system call returns it'),
    Call('process', 'setpriority', 'pid, nice', '0', NEVER, [], [], 'the value can only be raised (EACCES)'),
    Call('process', 'open_files_limits', '', '[soft, hard]', NEVER, [], [], 'the limits on open descriptors'),
    Call('process', 'lift_own_limit', '', 'nothing', NEVER, [DESCRIPTORS], [], "for a shell, whose own descriptors don't count for its programs' limit"),
    Call('process', 'set_title', 'text', 'nothing', NEVER, [], [], 'the text that ps shows instead of the command line'),
    Call('process', 'new_pid', '', 'pid', NEVER, [], [], 'an unused pid'),
    Call('process', 'list_processes', '', 'ProcessInfo list', NEVER, [], [], 'the processes that ps lists'),
    Call('process', 'exit', 'code', 'nothing', WORKER, [], [], 'ends the process; never returns in a worker'),
    Call('process', 'die', 'number', 'nothing', WORKER, [], [], 'ends the process as a signal would'),

    # names and attributes of files
    Call('files', 'stat', 'path, out', '0', NEVER, [], [READ], 'fills 18 floats (rooms/sys.md); follows links'),
    Call('files', 'lstat', 'path, out', '0', NEVER, [], [READ], 'as stat, but for a link itself'),
    Call('files', 'exists', 'path', 'bool', NEVER, [], [READ], 'whether the path exists'),
    Call('files', 'presence', 'path', '0', NEVER, [], [READ], '0 if the path exists, otherwise why not'),
    Call('files', 'mode_of', 'path', 'st_mode', NEVER, [], [READ], 'the mode of the file at the path'),
    Call('files', 'access', 'path, mode', '0', NEVER, [], [READ], 'R_OK 4, W_OK 2, X_OK 1'),
    Call('files', 'chmod', 'path, mode', '0', NEVER, [], [WRITE], 'permission bits'),
    Call('files', 'chown', 'path, uid, gid', '0', NEVER, [], [WRITE], 'owner and group'),
    Call('files', 'lchown', 'path, uid, gid', '0', NEVER, [], [WRITE], 'as chown, but for a link itself'),
    Call('files', 'utimes', 'path, atime_s, mtime_s', '0', NEVER, [], [WRITE], 'times in seconds'),
    Call('files', 'lutimes', 'path, atime_s, mtime_s', '0', NEVER, [], [WRITE], 'as utimes, but for a link itself'),
    Call('files', 'utimens', 'path, follow, atime, mtime', '0', NEVER, [], [WRITE], 'times as [seconds, nanoseconds]'),
    Call('files', 'truncate', 'path, length', '0', NEVER, [SPACE], [WRITE], 'shortens or extends a file'),
    Call('files', 'statfs', 'path, out', '0', NEVER, [], [READ], 'fills 7 floats: type bsize blocks bfree bavail files ffree'),
    Call('files', 'mkdir', 'path, mode', '0', NEVER, [SPACE], [WRITE], 'creates a folder'),
    Call('files', 'mknod', 'path, mode, rdev', '0', NEVER, [SPACE], [WRITE], 'creates a FIFO, a socket or a device'),
    Call('files', 'mkdtemp', 'prefix', 'path or -errno', NEVER, [SPACE], [WRITE], 'creates a folder whose name is the prefix and six random characters'),
    Call('files', 'rmdir', 'path', '0', NEVER, [], [WRITE], 'removes an empty folder'),
    Call('files', 'unlink', 'path', '0', NEVER, [], [WRITE], 'removes a name'),
    Call('files', 'symlink', 'target, path', '0', NEVER, [SPACE], [WRITE], 'creates a link with this target'),
    Call('files', 'link', 'old_path, new_path', '0', NEVER, [SPACE], [READ, WRITE], 'adds a name for a file'),
    Call('files', 'rename', 'old_path, new_path', '0', NEVER, [], [WRITE], 'replaces a file that has the new path'),
    Call('files', 'rename_all', 'moves', '0', NEVER, [], [WRITE], 'moves are [old path, new path]; does all or none, in one step'),
    Call('files', 'readlink', 'path', 'text or -errno', NEVER, [], [READ], 'the target of a link'),
    Call('files', 'realpath', 'path', 'path or -errno', NEVER, [], [READ], 'the absolute path without links'),
    Call('files', 'readdir', 'path', 'names or -errno', NEVER, [], [READ], 'the names in a folder'),
    Call('files', 'readdir_sorted', 'path', 'names or -errno', NEVER, [], [READ], 'the names in the order of their octets'),
    Call('files', 'readdir_types', 'path', '[name, type] list or -errno', NEVER, [], [READ], 'types: 1 file 2 folder 3 link 4 fifo 5 socket 6 char 7 block'),
    Call('files', 'read_file', 'path, scratch=None', 'octets or -errno', NEVER, [INPUT], [READ], 'reads a whole file'),
    Call('files', 'try_copy', 'old_path, new_path, bits', 'bool', NEVER, [SPACE], [READ, WRITE], 'copies a small file under one lock; if False, copy it in the normal way'),
    Call('files', 'file_changes', '', 'number', NEVER, [], [], 'a number that changes whenever an inode changes'),

    Call('mounts', 'mounts', '', 'MountInfo list', NEVER, [], [], 'all mounts, the root first'),
    Call('mounts', 'mount_memory', 'source, path, mode, is_read_only, most_bytes', '0', NEVER, [MEMORY], [MOUNT], 'mounts an empty file system in memory'),
    Call('mounts', 'remount', 'path, is_read_only, most_bytes=-1', '0', NEVER, [], [MOUNT], 'None and -1 leave a setting unchanged'),
    Call('mounts', 'unmount', 'path', '0', NEVER, [], [MOUNT], 'EBUSY while a process uses it'),

    # opening
    Call('opening', 'open', 'path, flags, mode=0o666', 'fd', NEVER, [DESCRIPTORS, SPACE], [READ, WRITE], 'the lowest free descriptor; flags determine the permission needed'),
    Call('opening', 'open_wait', 'path, flags, mode=0o666', 'fd', WORKER, [DESCRIPTORS, SPACE], [READ, WRITE], 'as open, but waits until the other end of a FIFO is open'),
    Call('opening', 'write_file', 'path, data, mode=0o666', 'octets written', NEVER, [SPACE, OUTPUT], [WRITE], 'creates or replaces a file with this content'),

    # descriptors
    Call('descriptors', 'close', 'fd', '0', NEVER, [], [], 'releases the descriptor'),
    Call('descriptors', 'dup', 'fd', 'fd', NEVER, [DESCRIPTORS], [], 'the lowest free descriptor'),
    Call('descriptors', 'dup2', 'old, target', 'fd', NEVER, [DESCRIPTORS], [], 'closes the target first'),
    Call('descriptors', 'adopt', 'fd', '0', NEVER, [], [], 'this thread closes the descriptor when it ends'),
    Call('descriptors', 'disown', 'fd', '0', NEVER, [], [], 'the descriptor stays open when this thread ends'),
    Call('descriptors', 'set_cloexec', 'fd, on', '0', NEVER, [], [], 'FD_CLOEXEC'),
    Call('descriptors', 'get_flags', 'fd', 'O_*', NEVER, [], [], 'the flags of the open file description'),
    Call('descriptors', 'set_flags', 'fd, flags', '0', NEVER, [], [], "as fcntl(2): the access mode doesn't change"),
    Call('descriptors', 'fd_kind', 'fd', 'KIND_*', NEVER, [], [], 'the kind of the open file description'),
    Call('descriptors', 'isatty', 'fd', 'bool', NEVER, [], [], 'whether the descriptor is a terminal'),
    Call('descriptors', 'pipe', '', '[fd, fd] or [-errno, -errno]', NEVER, [DESCRIPTORS, MEMORY], [], 'read end, write end'),
    Call('descriptors', 'read', 'fd, buffer, start, length, position=-1', 'octets', NEVER, [INPUT], [], '0 at the end, -EAGAIN if it would block'),
    Call('descriptors', 'read_wait', 'fd, buffer, start, length, position=-1', 'octets', WORKER, [INPUT], [], 'as read, but waits for data'),
    Call('descriptors', 'write', 'fd, buffer, start, length, position=-1', 'octets', NEVER, [SPACE, OUTPUT], [], 'may write less than requested; -EAGAIN if it would block'),
    Call('descriptors', 'write_wait', 'fd, buffer, start, length, position=-1', 'octets', WORKER, [SPACE, OUTPUT], [], 'writes everything'),
    Call('descriptors', 'seek', 'fd, offset, whence', 'position', NEVER, [], [], 'whence: 0 from the start, 1 from the current position, 2 from the end'),
    Call('descriptors', 'poll', 'fd', 'POLL*', NEVER, [], [], 'POLLIN 1, POLLOUT 4, POLLERR 8, POLLHUP 16'),
    Call('descriptors', 'read_queue', 'fd', 'address', NEVER, [], [], 'the wait queue of a reader, 0 if reads never wait'),
    Call('descriptors', 'write_queue', 'fd', 'address', NEVER, [], [], 'the wait queue of a writer, 0 if writes never wait'),
    Call('descriptors', 'is_hung_up', 'fd', 'bool', NEVER, [], [], 'whether POLLHUP is set'),
    Call('descriptors', 'is_joined', 'fd', 'bool', NEVER, [], [], 'False for an end of a FIFO whose other end has not been opened'),
    Call('descriptors', 'flock', 'fd, operation, number=0', '0', NEVER, [MEMORY], [], 'LOCK_SH 1, LOCK_EX 2, LOCK_UN 8; -EAGAIN if it would block'),
    Call('descriptors', 'is_lock_held', 'fd, number, kind', '0 or 1', NEVER, [], [], 'whether another description holds a conflicting lock'),
    Call('descriptors', 'fstat', 'fd, out', '0', NEVER, [], [], 'as stat'),
    Call('descriptors', 'fchmod', 'fd, mode', '0', NEVER, [], [WRITE], 'as chmod'),
    Call('descriptors', 'fchown', 'fd, uid, gid', '0', NEVER, [], [WRITE], 'as chown'),
    Call('descriptors', 'futimes', 'fd, atime_s, mtime_s', '0', NEVER, [], [WRITE], 'as utimes'),
    Call('descriptors', 'ftruncate', 'fd, length', '0', NEVER, [SPACE], [], 'as truncate'),

    # waiting without blocking
    Call('waiting', 'read_async', 'fd, buffer, start, length, position=-1', 'octets', LATER, [INPUT], [], 'as read, but waits for data'),
    Call('waiting', 'write_async', 'fd, buffer, start, length, position=-1', 'octets', LATER, [SPACE, OUTPUT], [], 'writes everything'),
    Call('waiting', 'ready', 'fd, events', 'nothing', LATER, [], [], 'waits until one of these POLL* events or an error occurs'),
    Call('waiting', 'joined', 'fd', 'nothing', LATER, [], [], 'waits until the other end of a FIFO is open'),
    Call('waiting', 'flock_async', 'fd, operation, timeout_ms=-1', '0', LATER, [MEMORY], [], 'as flock, but waits for conflicting locks to be released'),
    Call('waiting', 'wait_child', 'pid', 'status', LATER, [], [], 'waits until a child has ended or stopped; the parent reaps it'),

    Call('durability', 'fsync', 'fd', '0', WORKER, [], [], 'waits until all written data is on the disk'),
    Call('durability', 'fsync_async', 'fd', '0', LATER, [], [], 'as fsync'),

    Call('watches', 'watch', 'path, recursive', 'fd', NEVER, [DESCRIPTORS, MEMORY], [READ], 'opens a descriptor with one watch'),
    Call('watches', 'watch_open', 'capacity=262144', 'fd', NEVER, [DESCRIPTORS, MEMORY], [], 'opens a descriptor for any number of watches, as inotify_init'),
    Call('watches', 'watch_add', 'fd, path, recursive', 'id', NEVER, [MEMORY], [READ], 'adds a watch; ids are above 0'),
    Call('watches', 'watch_remove', 'fd, number', '0', NEVER, [], [], 'removes the watch with this id'),
    Call('watches', 'watch_read', 'fd', '[kind, name, id] list or -errno', NEVER, [], [], 'kinds: rename, change, or overflow (id 0: it applies to all watches)'),

    # terminals
    Call('terminals', 'tty_number', 'fd', 'number', NEVER, [], [], 'N of /dev/pts/N'),
    Call('terminals', 'take_terminal', 'pid, fd', '0', NEVER, [], [], 'makes the terminal the controlling one of a child that leads a session'),
    Call('terminals', 'tcgetattr', 'fd', 'Termios or None', NEVER, [], [], 'None if it is not a terminal'),
    Call('terminals', 'tcsetattr', 'fd, termios', '0', NEVER, [], [], 'takes effect at once'),
    Call('terminals', 'set_raw', 'fd, on', '0', NEVER, [], [], 'as uv_tty_set_mode'),
    Call('terminals', 'tcgetpgrp', 'fd', 'pgid', NEVER, [], [], 'the foreground process group'),
    Call('terminals', 'tcsetpgrp', 'fd, pgid', '0', NEVER, [], [], 'sets the foreground process group'),
    Call('terminals', 'get_winsize', 'fd', '[columns, rows] or [-errno, -errno]', NEVER, [], [], "the terminal's size"),
    Call('terminals', 'set_winsize', 'fd, cols, rows', '0', NEVER, [], [], 'sets the size, and sends SIGWINCH to the foreground group'),

    # sockets
    Call('sockets', 'socket_bind', 'host, port, only_v6=False', 'fd', NEVER, [DESCRIPTORS, MEMORY], [LISTEN], 'port 0 selects a free port'),
    Call('sockets', 'listen', 'fd, backlog', '0', NEVER, [], [LISTEN], 'accepts connections from now on'),
    Call('sockets', 'socket_listen', 'host, port, backlog', 'fd', NEVER, [DESCRIPTORS, MEMORY], [LISTEN], 'socket_bind and listen in one call'),
    Call('sockets', 'accept', 'fd', 'fd', NEVER, [DESCRIPTORS], [], 'returns the next connection'),
    Call('sockets', 'socketpair', '', '[fd, fd] or [-errno, -errno]', NEVER, [DESCRIPTORS, MEMORY], [], 'creates two connected sockets'),
    Call('sockets', 'write_carrying', 'fd, data, start, length, carried', 'octets', NEVER, [MEMORY, OUTPUT], [], 'passes a descriptor with the data (SCM_RIGHTS)'),
    Call('sockets', 'take_carried', 'fd', 'fd', NEVER, [DESCRIPTORS], [], 'the descriptor that came with the last read, or -EAGAIN'),
    Call('sockets', 'shutdown', 'fd', '0', NEVER, [], [], 'closes the sending direction'),
    Call('sockets', 'reset', 'fd', '0', NEVER, [], [], 'makes the next close reset the connection'),
    Call('sockets', 'unix_bind', 'path', 'fd', NEVER, [DESCRIPTORS, MEMORY, SPACE], [LISTEN, WRITE], 'a path, or a name that begins with NUL'),
    Call('sockets', 'unix_connect', 'path, bound=-1', 'fd', NEVER, [DESCRIPTORS, MEMORY], [CONNECT, WRITE], 'the path as for unix_bind'),
    Call('outside', 'socket_connect', 'host, port, bound=-1', 'fd', NEVER, [DESCRIPTORS, MEMORY], [CONNECT], 'connects to a port of the machine, or to another host'),
    Call('outside', 'sockname', 'fd', '[host, port, pid] or []', NEVER, [], [], 'the address of this end; ["", 0] for a unix socket'),
    Call('outside', 'is_unix_socket', 'fd', 'bool', NEVER, [], [], "whether the socket's address is a path"),
    Call('outside', 'peername', 'fd', '[host, port] or -errno', NEVER, [], [], "the peer's address"),
    Call('outside', 'outside_listen', '', 'fd', NEVER, [DESCRIPTORS, MEMORY], [LISTEN], 'for the kernel: the listener that receives connections to other hosts'),
    Call('outside', 'outside_address', 'name', 'address or -errno', NEVER, [MEMORY], [], 'the stand-in address of a host name'),
    Call('outside', 'outside_name', 'address', 'name or ""', NEVER, [], [], 'the host name of a stand-in address'),
    Call('outside', 'is_outside', 'fd', 'bool', NEVER, [], [], 'whether the socket is connected to another host'),
    Call('outside', 'outside_target', 'fd', '[host, port] or []', NEVER, [], [], 'the host and port that a connection goes to'),
    Call('outside', 'charge_request', 'fd, host', 'name', NEVER, [], [], 'for the network worker: counts a request of the other end; names the limit that it would exceed'),
    Call('outside', 'fail', 'fd, code, message', '0', NEVER, [MEMORY], [], 'for the network worker: ends a connection and stores the reason'),
    Call('outside', 'failure', 'fd', 'Failure or None', NEVER, [], [], 'the reason why a connection was ended'),

    Call('datagrams', 'datagram_socket', 'six', 'fd', NEVER, [DESCRIPTORS, MEMORY], [], 'creates an unbound socket'),
    Call('datagrams', 'datagram_set_flag', 'fd, flag, on', '0', NEVER, [], [], 'flags: REUSE_ADDRESS and others of ipc/datagram.py'),
    Call('datagrams', 'datagram_bind', 'fd, address, port', '0', NEVER, [], [LISTEN], 'an address is 16 octets'),
    Call('datagrams', 'datagram_connect', 'fd, address, port', '0', NEVER, [], [CONNECT], 'sets the peer for messages sent without an address'),
    Call('datagrams', 'datagram_disconnect', 'fd', '0', NEVER, [], [], 'removes the peer'),
    Call('datagrams', 'datagram_send', 'fd, data, address, port', 'octets', NEVER, [MEMORY, OUTPUT], [CONNECT], 'address None sends to the peer'),
    Call('datagrams', 'datagram_receive', 'fd, buffer', 'Arrival or -errno', NEVER, [], [], 'the next message, truncated to the buffer'),
    Call('datagrams', 'datagram_name', 'fd', '[address, port, six] or [-errno]', NEVER, [], [], "the socket's own address; port 0 if not bound"),
    Call('datagrams', 'datagram_peer', 'fd', '[address, port, six] or [-errno]', NEVER, [], [], "the peer's address"),
    Call('datagrams', 'datagram_buffer', 'fd, receive, size', 'size', NEVER, [], [], "a size above 0 sets the buffer's size"),
    Call('datagrams', 'datagram_join', 'fd, group, source, device', '0', NEVER, [MEMORY], [LISTEN], 'joins a multicast group'),
    Call('datagrams', 'datagram_leave', 'fd, group, source', '0', NEVER, [], [], 'leaves a multicast group'),

    # children and signals
    Call('children', 'resolve_program', "file, argv, env, cwd=''", 'Program', NEVER, [], [READ], 'resolves PATH and #! lines'),
    Call('children', 'spawn', 'request', 'pid', NEVER, [PROCESSES, MEMORY], [EXECUTE], 'takes a SpawnRequest; the child is in the process table when this returns'),
    Call('children', 'spawn_service', 'applet, argument, fds', 'pid', NEVER, [PROCESSES, MEMORY], [EXECUTE], "for the kernel: starts a worker of the machine's own"),
    Call('children', 'poll_child', 'pid', 'status', NEVER, [], [], '-1 while the child runs; code | signal << 8; STOPPED_STATUS | signal << 8 once after each stop'),
    Call('children', 'wait_child_wait', 'pid, timeout_ms', 'status', WORKER, [], [], 'as poll_child, but waits; -1 on timeout'),
    Call('children', 'reap', 'pid', 'status', NEVER, [], [], 'frees the entry of a child that has ended'),
    Call('children', 'children', '', 'pids', NEVER, [], [], "the pids of the caller's children, including zombies"),
    Call('signals', 'kill', 'pid, number, together=False', '0', NEVER, [], [SIGNAL], "a negative pid is a group, 0 the caller's own; together: as if sent to the whole group"),
    Call('signals', 'begin', '', 'nothing', NEVER, [], [], 'reports that the first handlers are set, so signals are no longer held back'),
    Call('signals', 'set_signal_handled', 'number, on', 'nothing', NEVER, [], [], 'from now on take_signals returns this signal'),
    Call('signals', 'set_signal_ignored', 'number, on', 'nothing', NEVER, [], [], 'children inherit the setting'),
    Call('signals', 'is_signal_ignored', 'number', 'bool', NEVER, [], [], 'whether this process ignores the signal'),
    Call('signals', 'take_signals', '', 'numbers', NEVER, [], [], 'the pending signals that have handlers'),
    Call('signals', 'came_to_group', 'number', 'bool', NEVER, [], [], 'whether a signal from take_signals was sent to the whole process group'),

    # threads
    Call('threads', 'next_thread_number', '', 'number', NEVER, [], [], '1 for the first thread'),
    Call('threads', 'make_thread', 'number, keeps_files', 'slot', NEVER, [THREADS], [EXECUTE], 'creates a thread, which can own ports at once'),
    Call('threads', 'start_thread', 'slot, start', 'nothing', NEVER, [], [], 'gives the thread a worker'),
    Call('threads', 'end_thread', 'slot, code', 'nothing', NEVER, [], [], 'ends another thread'),
    Call('threads', 'exit_thread', 'code', 'nothing', WORKER, [], [], 'ends the calling thread; ends the process if it is the main thread'),
    Call('threads', 'thread_has_ended', 'slot', 'bool', NEVER, [], [], 'whether the thread has ended'),
    Call('threads', 'limit_thread', 'slot, octets', 'nothing', NEVER, [], [], 'how much memory a thread may have for its JavaScript'),
    Call('threads', 'forget_thread', 'slot', 'exit code', NEVER, [], [], "frees the thread's slot"),
    Call('threads', 'set_loop_start', 'start', 'nothing', NEVER, [], [], "sets the start of this thread's event loop, in ms since 1970"),
    Call('threads', 'set_loop_idle', 'idle, since', 'nothing', NEVER, [], [], "sets how long this thread's event loop has been idle, and since when it sleeps (0 while it runs)"),
    Call('threads', 'loop_times', 'slot', '[start, idle]', NEVER, [], [], "the start and the idle time of a thread's event loop"),
    Call('threads', 'set_busy', 'total, since', 'nothing', NEVER, [], [], "sets this thread's CPU time"),
    Call('ports', 'make_port', 'owner', 'port', NEVER, [MEMORY], [], 'creates a message port owned by a thread'),
    Call('ports', 'make_channel', 'owner, peer_owner', '[port, port]', NEVER, [MEMORY], [], 'creates two connected ports; [0, 0] if the memory is full'),
    Call('ports', 'next_object_number', '', 'number', NEVER, [], [], 'a number for an object that only postMessage can pass'),
    Call('ports', 'with_ports', 'call', 'any', NEVER, [], [], "calls call(mailboxes) under the lock; can't be sent as a message"),
    Call('ports', 'take_mail', '', 'ports', NEVER, [], [], "this thread's ports that have letters"),
    Call('ports', 'post_letter', 'port, letter', 'bool', NEVER, [MEMORY], [], 'sends a letter to the other end; it is lost if that is closed'),

    # accounts
    Call('accounts', 'measure_turns', '', 'nothing', NEVER, [], [], "from now on turns of the reactor and of timers count as this thread's CPU time"),
    Call('accounts', 'cpu_of_thread', 'slot', 'Split', NEVER, [], [], "a thread's CPU time, user and system, in ms"),
    Call('accounts', 'heap_of_thread', 'slot', 'float', NEVER, [], [], "size of a thread's JavaScript heap, as last told"),
    Call('accounts', 'cpu_of_process', '', 'Split', NEVER, [], [], 'CPU time of this process with all its threads'),
    Call('accounts', 'cpu_of_children', '', 'Split', NEVER, [], [], 'CPU time of ended children and their descendants'),
    Call('accounts', 'own_reading', '', 'ProcessReading', NEVER, [], [], 'all figures of this process'),
    Call('accounts', 'reading', 'slot', 'ProcessReading', NEVER, [], [], 'all figures of any process'),
    Call('accounts', 'resources', '', 'MachineReading', NEVER, [], [], 'the figures of all processes'),
    Call('accounts', 'machine_cpu', '', 'Split', NEVER, [], [], 'CPU time of all programs since boot'),
    Call('accounts', 'machine_idle', '', 'ms', NEVER, [], [], 'idle time of all processors since boot'),
    Call('accounts', 'memory_total', '', 'octets', NEVER, [], [], 'size of the shared memory'),
    Call('accounts', 'memory_used', '', 'octets', NEVER, [], [], 'used part of the shared memory'),
    Call('accounts', 'get_limits', 'pid, place', 'Bounds or -errno', NEVER, [], [], 'soft and hard; pid 0 is ours, place one of resources/limits.py'),
    Call('accounts', 'set_limits', 'pid, place, soft, hard', '0', NEVER, [], [SIGNAL], 'a hard limit can only be lowered'),
    Call('accounts', 'set_priority_of', 'pid, nice', '0', NEVER, [], [SIGNAL], 'the kernel: lower nice values too'),
    Call('accounts', 'outlive_file_size', '', 'nothing', NEVER, [], [], 'a shell: what is written beyond the limit of a file fails, and ends nobody'),
    Call('accounts', 'note_buffers', 'buffers, modules', 'nothing', NEVER, [], [], 'bytes of typed arrays and WebAssembly memories of this thread'),
    Call('accounts', 'memory_limit', '', 'octets or -1', NEVER, [], [], 'how much memory this process may have'),
    Call('accounts', 'wait_for_memory', '', 'nothing', WORKER, [], [], 'for a process that has more than it may have: until it is ended, or for a moment'),
    Call('accounts', 'estimate_heap', 'size', 'nothing', NEVER, [], [], 'sets the estimated heap size of this thread; a size reported by the engine takes precedence'),
    Call('accounts', 'load_averages', '', '[1, 5, 15 minutes]', NEVER, [], [], "the machine's load averages"),

    Call('kernel', 'ask_kernel', 'op, *args', 'any', LATER, [], [KERNEL], "sends a request to the control plane; rejects with the kernel's error"),
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
