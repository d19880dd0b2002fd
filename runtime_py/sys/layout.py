"""The area of shared memory that belongs to sys: counters, the ipc lock and the process table. One place for every
field.

The area lies at AREA (vfs/layout.py leaves it free). Words are addressed as `i32[(address >> 2) + FIELD]`."""

from __future__ import annotations

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.vfs.layout import SYS_AREA

# words of the area's head
IPC_LOCK = 0
NEXT_PID = 1
LISTENERS = 2  # head of the list of listeners
TERMINALS = 3  # head of the list of terminals
NEXT_PORT = 4  # the next ephemeral port to try
PORTS_CHANGED = 5  # goes up with each first wait for connections and each close: the kernel looks at the listeners
SYNC_ASKED = 6  # fsync: the last barrier requested
SYNC_DONE = 7  # and the last one reached
SYNC_ERROR = 8  # errno of the last failed write to storage, 0 when all is well
DATAGRAMS = 9  # head of the list of datagram sockets
NEXT_OBJECT = 10  # next number for an object of the engine that messages refer to (kernel/object_transfer.py)
NEXT_SLOT = 11  # where the search for a free entry begins
MACHINE_BUSY = 12  # f64: ms for which ended programs were active (cpu_time.py)
LOAD_AT = 14  # f64: when the load averages were last updated
LOAD_BUSY = 16  # f64: how long all programs had been active then
LOAD = 18  # three f64: over 1, 5 and 15 minutes
PRESSURE = 24  # 3 * 4 f64, by resource (pressure.py): shares of the last 10, 60 and 300 s, and ms since boot
NAMES = 48  # head of the list of outside hosts' names
FIREWALL = 49  # version of the firewall's policy, 0 while it denies nothing (sys/observer.py)
CHANGES = 50  # number of the last change of any object that has a wait queue
HEAD_WORDS = 52  # even, so that f64 fields are aligned

# words of an entry of the process table
STATE = 0
PID = 1
PPID = 2
PGID = 3
SID = 4
STATUS = 5  # exit code | signal << 8, valid in ZOMBIE
CONTROL = 6  # 0 runs, 1 stopped, 2 dying, 3 paused: see atomics.set_guard
DYING_STATUS = 7  # what STATUS will be once the kernel has ended it
PENDING_LOW = 8  # signals 1..31 that arrived and have a handler
PENDING_HIGH = 9
HANDLED_LOW = 10  # signals that the program handles
HANDLED_HIGH = 11
IGNORED_LOW = 12
IGNORED_HIGH = 13
FD_TABLE = 14
TTY = 15  # controlling terminal or 0
BELL = 16
STOP_STATUS = 17  # the signal that stopped it, until the parent has read it
COMMAND = 18  # address of its command line (UTF-8) or 0
COMMAND_BYTES = 19
QUEUE = 21  # wait queue for a change of its status
# a thread has an entry of its own (STATE is THREAD or THREAD_ENDED): STATUS, CONTROL, DYING_STATUS and BELL as above,
# and
THREAD_OF = 32  # the slot of its process
THREAD_PARENT = 33  # the slot of the thread that made it
THREAD_ID = 34
THREAD_KEEPS_FILES = 35  # 1: its files stay open when it ends
MAIL = 36  # head of the list of its ports with mail (of the main thread too)
LOOP_START = 38  # f64: times of its event loop, for its parent: when it started, in ms since 1970, -1 before
LOOP_IDLE = 40  # f64: ms for which it was idle, up to its last turn
# what all threads of a process share, in the process's entry
THREADS_MADE = 42
CWD = 43  # address of the path (UTF-8), 0 until the first chdir
CWD_BYTES = 44
CWD_VERSION = 45  # goes up with each change of CWD and UMASK
UMASK = 46
PORTS = 47  # head of the list of all its message ports
NICE = 48  # -20 .. 19
START = 49  # address of its StartInfo (processes.py), or 0
START_BYTES = 50
GROUP_LOW = 51  # those of PENDING_LOW that were sent to the whole process group
HELD_LOW = 52  # signals 1..31 that would end it, held until its program has begun
HELD_HIGH = 53
# active time of the main thread and others (cpu_time.py)
BUSY = 54  # f64: ms for which its event loop was active
BUSY_SINCE = 56  # f64: ms since 1970 when its present activity began, 0 when idle (cpu_time.py)
BUSY_OF_ENDED = 58  # f64: ms of the process's ended threads
LOOP_RESTS_SINCE = 60  # f64: ms since 1970 since when it is idle, 0 while it runs
PERMISSION = 62  # of a thread: number * 2 + (1: allowed) of the question that was answered last (permission_wait.py)
# what the process's observer has seen (observer.py)
RESTRAINT = 64  # a level of security/restriction.py: the kernel restrains the process
SEEN_READ = 65  # a bit for each area of security/areas.py
SEEN_WRITTEN = 66
SEEN_WRITTEN_FILES = 67  # number of files that it opened for writing
SEEN_REMOVED = 68
SEEN_TOLD = 69  # number of messages about it that its worker has sent: it ends when the kernel has them
STARTED = 70  # f64: ms since 1970
ENTRY_WORDS = 72  # even, so that f64 fields are aligned
ENTRY_BYTES = ENTRY_WORDS * 4

AREA = SYS_AREA
TABLE = AREA + HEAD_WORDS * 4
AREA_BYTES = HEAD_WORDS * 4 + SLOTS * ENTRY_BYTES

# STATE
FREE = 0
STARTING = 1  # its worker isn't there yet, or its program hasn't had time to install handlers
RUNNING = 2
ZOMBIE = 3
THREAD = 4
THREAD_ENDED = 5  # its STATUS is kept until its parent has read it

# CONTROL
RUNS = 0
STOPPED = 1
DYING = 2
PAUSED = 3  # by the scheduler, for a moment (kernel/scheduler.py)


def entry(slot: int) -> int:
    """The address of a slot's entry."""
    return TABLE + slot * ENTRY_BYTES
