"""Which system calls a confined program may send as messages, and the form of each argument.

What isn't here is refused (REFUSED), or done by the program for itself: its ports, the figures of its event loop, waits
that don't block (transport.py). A row's number is its place in ROWS. Must not know how a call is done."""

from __future__ import annotations

from runtime_py.platform.maps import Map

# forms of arguments (forms.py)
FD = 'fd'
INT = 'int'
SIZE = 'size'  # a length or a position in a file; -1 for none
OFFSET = 'offset'
SIGNAL = 'signal'
PLACE = 'place'  # of a limit
BOUND = 'bound'
SHORT = 'short'  # 16 bits: a port, a size of a terminal
CAPACITY = 'capacity'  # of a queue of watch events
SOCKET_FLAG = 'socket flag'
TIME = 'time'
MOMENT = 'moment'  # [seconds, nanoseconds]
FLAG = 'flag'
PATH = 'path'
TEXT = 'text'
TEXTS = 'texts'
MOVES = 'moves'
OCTETS = 'octets'
ADDRESS = 'address'  # 16 octets
ADDRESS_OR_NONE = 'address?'
TERMIOS = 'termios'
SPAWN = 'spawn'
CHILD = 'child'  # the pid of this process or of one below it, 0 for this one
TARGET = 'target'  # what kill takes
GROUP = 'group'  # that of this process or of one below it
WATCHED = 'watched'  # what a reactor looks at: [fd, events, …]
PIDS = 'pids'


class Row:
    """`forms` of the arguments; the last `optional` ones may be missing. `out`: how many floats the call fills in for
    its last argument, which isn't sent."""

    def __init__(self, name: str, forms: list[str], optional: int = 0, out: int = 0) -> None:
        self.name = name
        self.forms = forms
        self.optional = optional
        self.out = out
        self.number = -1


# fmt: off
ROWS = [
    # process
    Row('getcwd', []), Row('chdir', [PATH]), Row('folder_of', [PATH]), Row('absolute', [PATH]), Row('umask', [INT]),
    Row('refuse_relative_paths', []), Row('getppid', []), Row('getpgid', [INT]), Row('setpgid', [CHILD, GROUP]), Row('getsid', [INT]),
    Row('getpriority', [INT]), Row('setpriority', [CHILD, INT]), Row('open_files_limits', []), Row('lift_own_limit', []),
    Row('set_title', [TEXT]), Row('new_pid', []), Row('list_processes', []), Row('exit', [INT]), Row('die', [SIGNAL]),
    # files
    Row('stat', [PATH], 0, 18), Row('lstat', [PATH], 0, 18), Row('exists', [PATH]), Row('presence', [PATH]), Row('mode_of', [PATH]),
    Row('access', [PATH, INT]), Row('chmod', [PATH, INT]), Row('chown', [PATH, INT, INT]), Row('lchown', [PATH, INT, INT]),
    Row('utimes', [PATH, TIME, TIME]), Row('lutimes', [PATH, TIME, TIME]), Row('utimens', [PATH, FLAG, MOMENT, MOMENT]),
    Row('truncate', [PATH, SIZE]), Row('statfs', [PATH], 0, 7), Row('mkdir', [PATH, INT]), Row('mknod', [PATH, INT, INT]),
    Row('mkdtemp', [PATH]), Row('rmdir', [PATH]), Row('unlink', [PATH]), Row('symlink', [TEXT, PATH]), Row('link', [PATH, PATH]),
    Row('rename', [PATH, PATH]), Row('rename_all', [MOVES]), Row('readlink', [PATH]), Row('realpath', [PATH]), Row('readdir', [PATH]),
    Row('readdir_sorted', [PATH]), Row('readdir_types', [PATH]), Row('read_file', [PATH]), Row('try_copy', [PATH, PATH, INT]),
    Row('file_changes', []), Row('mounts', []),
    # opening, descriptors
    Row('open', [PATH, INT, INT], 1), Row('open_wait', [PATH, INT, INT], 1), Row('close', [FD]), Row('dup', [FD]), Row('dup2', [FD, FD]),
    Row('adopt', [FD]), Row('disown', [FD]), Row('set_cloexec', [FD, FLAG]), Row('get_flags', [FD]), Row('set_flags', [FD, INT]),
    Row('fd_kind', [FD]), Row('isatty', [FD]), Row('pipe', []), Row('read', [FD, INT, SIZE]), Row('read_wait', [FD, INT, SIZE]),
    Row('write', [FD, INT, SIZE]), Row('write_wait', [FD, INT, SIZE]), Row('seek', [FD, OFFSET, INT]), Row('poll', [FD]),
    Row('is_hung_up', [FD]), Row('is_joined', [FD]), Row('flock', [FD, INT, INT], 1), Row('is_lock_held', [FD, INT, INT]),
    Row('fstat', [FD], 0, 18), Row('fchmod', [FD, INT]), Row('fchown', [FD, INT, INT]), Row('futimes', [FD, TIME, TIME]),
    Row('ftruncate', [FD, SIZE]), Row('flock_async', [FD, INT, TIME], 1), Row('fsync', [FD]), Row('fsync_async', [FD]),
    # watches, terminals
    Row('watch', [PATH, FLAG]), Row('watch_open', [CAPACITY], 1), Row('watch_add', [FD, PATH, FLAG]), Row('watch_remove', [FD, INT]),
    Row('watch_read', [FD]), Row('tty_number', [FD]), Row('take_terminal', [CHILD, FD]), Row('tcgetattr', [FD]),
    Row('tcsetattr', [FD, TERMIOS]), Row('set_raw', [FD, FLAG]), Row('tcgetpgrp', [FD]), Row('tcsetpgrp', [FD, GROUP]),
    Row('get_winsize', [FD]), Row('set_winsize', [FD, SHORT, SHORT]),
    # sockets
    Row('socket_bind', [TEXT, SHORT, FLAG], 1), Row('listen', [FD, INT]), Row('socket_listen', [TEXT, SHORT, INT]), Row('accept', [FD]),
    Row('socketpair', []), Row('write_carrying', [FD, OCTETS, FD]), Row('take_carried', [FD]), Row('shutdown', [FD]), Row('reset', [FD]),
    Row('unix_bind', [TEXT]), Row('unix_connect', [TEXT, FD], 1), Row('socket_connect', [TEXT, SHORT, FD], 1), Row('sockname', [FD]),
    Row('is_unix_socket', [FD]), Row('peername', [FD]), Row('outside_address', [TEXT]), Row('outside_name', [TEXT]), Row('is_outside', [FD]),
    Row('outside_target', [FD]), Row('failure', [FD]), Row('datagram_socket', [FLAG]), Row('datagram_set_flag', [FD, SOCKET_FLAG, FLAG]),
    Row('datagram_bind', [FD, ADDRESS, SHORT]), Row('datagram_connect', [FD, ADDRESS, SHORT]), Row('datagram_disconnect', [FD]),
    Row('datagram_send', [FD, OCTETS, ADDRESS_OR_NONE, SHORT]), Row('datagram_receive', [FD, INT]), Row('datagram_name', [FD]),
    Row('datagram_peer', [FD]), Row('datagram_buffer', [FD, FLAG, INT]), Row('datagram_join', [FD, ADDRESS, ADDRESS, ADDRESS]),
    Row('datagram_leave', [FD, ADDRESS, ADDRESS]),
    # children, signals
    Row('resolve_program', [TEXT, TEXTS, TEXTS, TEXT], 1), Row('spawn', [SPAWN]), Row('poll_child', [INT]), Row('wait_child_wait', [INT, TIME]),
    Row('reap', [INT]), Row('children', []), Row('kill', [TARGET, SIGNAL, FLAG], 1), Row('begin', []), Row('set_signal_handled', [SIGNAL, FLAG]),
    Row('set_signal_ignored', [SIGNAL, FLAG]), Row('is_signal_ignored', [SIGNAL]), Row('take_signals', []), Row('came_to_group', [SIGNAL]),
    # figures
    Row('cpu_of_children', []), Row('own_reading', []), Row('machine_cpu', []), Row('machine_idle', []), Row('memory_total', []),
    Row('memory_used', []), Row('get_limits', [CHILD, PLACE]), Row('set_limits', [CHILD, PLACE, BOUND, BOUND]), Row('load_averages', []),
    Row('outlive_file_size', []),
    # not of the table: what a reactor asks for at once (server.py)
    Row('look', [WATCHED, PIDS, FLAG, FLAG]),
]
# fmt: on

# nobody does these for a confined program: they answer -EPERM, or raise Refused where the result is no number
REFUSED = [
    'mount_memory',
    'remount',
    'unmount',
    'outside_listen',
    'fail',
    'spawn_service',
    'charge_request',
    'set_priority_of',
    'make_thread',
    'reading',
    'resources',
    'read_queue',
    'write_queue',
]


def _numbered() -> Map[str, Row]:
    found: Map[str, Row] = Map()
    for number, row in enumerate(ROWS):
        row.number = number
        found.set(row.name, row)
    return found


BY_NAME = _numbered()
