"""What a start runs through, done once in a warm worker that nothing needs: the engine compiles a function when it is
first called, and a start calls some thousand of them. On a machine of its own, which is thrown away.

Nothing of it reaches the kernel or another worker. Must not know programs."""

from runtime_py.kernel.call_times import time_calls
from runtime_py.kernel.observing import observe
from runtime_py.kernel.policy_enforcement import confine
from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.memory import create
from runtime_py.security.actions import DENY
from runtime_py.sys.layout import FD_TABLE
from runtime_py.sys.machine import create_machine
from runtime_py.sys.messages.codec import decode_value, encode_value
from runtime_py.sys.messages.foresight import Foreseen
from runtime_py.sys.messages.records import flat, whole
from runtime_py.sys.system import System

BYTES = 4 * 1024 * 1024
FOLDER = '/home/user/project'
PROGRAM = '/bin/node'
SCRIPT = FOLDER + '/index.js'


def rehearse(policy: str) -> None:
    """The start of an ordinary program. `policy`: that of the last program that had one."""
    system = make_system()
    observe(system, PROGRAM, ['node', SCRIPT], FOLDER, policy, ignore)
    confine(system, policy, PROGRAM, ignore, lambda: lambda action, thing, decision: DENY)
    call(system)


def rehearse_messages() -> None:
    """What a confined program sends and gets."""
    foreseen = Foreseen()
    stat = [0, [0.5 for _ in range(18)]]
    message = [12, ['text', 7, -1, 2.5, True, None, encode('octets'), [SCRIPT]]]
    for found in [[], message, [0, flat([stat, message])]]:
        whole(decode_value(encode_value(found)))
    foreseen.keep([['stat', [SCRIPT], stat], ['getcwd', [], FOLDER], ['read_file', [SCRIPT], encode('x')]])
    foreseen.has('begin', [])
    for name in ['stat', 'read_file']:
        if foreseen.has(name, [SCRIPT]):
            foreseen.take(name, [SCRIPT])


def make_system() -> System:
    machine = create_machine(create(BYTES, BYTES))
    slot = machine.processes.claim(1, 0, 0)
    machine.processes.set(slot, FD_TABLE, machine.tables.create())
    system = System(machine, slot, '/', ignore)
    time_calls(system)
    for path in ['/bin', '/home', '/home/user', FOLDER]:
        system.mkdir(path, 0o755)
    system.write_file(SCRIPT, encode('0'))
    system.write_file(PROGRAM, encode('0'))
    return system


def call(system: System) -> None:
    """The calls of a start (sys/messages/foresight.py)."""
    out = [0 for _ in range(18)]
    data = alloc(8)
    for _ in range(2):
        system.getcwd()
        system.mode_of('.')
        system.exists(SCRIPT)
        system.stat(SCRIPT, out)
        system.stat(FOLDER + '/package.json', out)
        system.lstat(FOLDER, out)
        system.readlink(SCRIPT)
        system.realpath(SCRIPT)
        system.read_file(SCRIPT)
        fd = system.open(SCRIPT, 0, 0)
        system.fstat(fd, out)
        system.read(fd, data, 0, 8)
        system.fd_kind(fd)
        system.isatty(fd)
        system.close(fd)


def ignore(found: object) -> None:
    """In the place of what reaches the kernel."""
    return
