"""Hostile messages: whatever a confined program says, no exception leaves the server, and nothing changes that its own
system calls couldn't change."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, decode, encode
from runtime_py.platform.errno import EINVAL
from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import imul, u32
from runtime_py.security.actions import DENY
from runtime_py.sys.layout import CONTROL, DYING, ENTRY_WORDS, STOPPED, entry
from runtime_py.sys.messages.codec import decode_value, encode_value
from runtime_py.sys.messages.records import MARK
from runtime_py.sys.messages.rows import BY_NAME, REFUSED, ROWS
from runtime_py.sys.messages.server import OK, RELATIVE
from runtime_py.sys.table import TABLE
from runtime_py.vfs.check import Check
from tests.sys.messages.served_support import Served, served_under

POLICY = """{"profile": "open", "rules": [
    {"effect": "deny", "action": ["read", "write"], "path": "/secret"},
    {"effect": "deny", "action": ["connect", "listen"], "host": "localhost:7000"}]}"""
ROUNDS = 10
MESSAGES = 1000  # in each


ADDRESS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 127, 0, 0, 1]
FITTING: Map[str, list] = Map(
    [
        ['flag', [True, False]],
        ['octets', [encode(''), encode('octets'), alloc(5000)]],
        ['address', [ADDRESS]],
        ['address?', [ADDRESS, None]],
        ['texts', [['PATH=/bin'], []]],
        ['moment', [[1, 2], [0, 999999999]]],
        ['moves', [[['/tmp/f', '/tmp/g']], [['/tmp/g', '/secret/g']], []]],
        ['termios', [[MARK, 'termios', 0, 0, 0, 0, [0 for _ in range(19)]]]],
        ['watched', [[0, 1, 3, 5], [], [-1, -1], [70000, 4]]],
        ['capacity', [4096, 262144]],
        ['socket flag', [4, 8, 16, 32, 64]],
        ['short', [0, 80, 7000, 65535]],
        ['time', [0, -1, 1.5, 1e308, float('inf')]],
        ['int', [0, 1, 2, 3, 0o666, 0o1102, -1, 2147483647, -2147483648]],
    ]
)


class Random:
    """The same numbers each time, in both worlds."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, most: int) -> int:
        self.state = u32(imul(self.state, 1664525) + 1013904223)
        return (self.state >> 8) % most if most < 0x1000000 else self.state % most

    def of(self, items: list) -> Any:
        return items[self.below(len(items))]


def guarded() -> Served:
    return served_under(POLICY, lambda action, thing, ask: DENY)


class Attacker:
    def __init__(self, served: Served, seed: int) -> None:
        self.random = Random(seed)
        other = served.other.pid
        self.pids = [0, 1, -1, 2, other, -other, served.far.pid, -served.far.pid, 99999]
        self.pools: list[list] = [
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 64, 100],
            self.pids,
            [-1, -2, 65535, 65536, 1000000, 2147483647, -2147483648, 4294967295, 9007199254740991, -9007199254740991],
            [0.5, float('nan'), float('inf'), float('-inf'), 1e308, -0.0],
            [
                '',
                '/',
                '.',
                '..',
                '/tmp',
                '/tmp/f',
                'f',
                'a/b',
                '/secret',
                '/secret/key',
                '../secret/key',
                '/proc/1/fd/0',
            ],
            [
                '/tmp/link',
                '\0',
                '\0terrarium/outside',
                'x\0y',
                '/dev/tty',
                '/proc/self/environ',
                '127.0.0.1',
                '::1',
                '0.0.0.0',
            ],
            [None, True, False],
            [
                [],
                [1, 2],
                [[1]],
                ['a', 'b'],
                [['/secret/key', '/tmp/k']],
                [1, 2, 3],
                ['PATH=/bin'],
                [0, 0],
                [0, 1, 5, 4],
            ],
            [encode(''), encode('octets'), alloc(5000)],
            [ADDRESS],
        ]

    def value(self) -> Any:
        return self.random.of(self.random.of(self.pools))

    def fitting(self, form: str) -> Any:
        """Often what the call wants, sometimes anything."""
        if self.random.below(6) == 0:
            return self.value()
        if form in ('path', 'text'):
            return self.random.of(self.pools[4 + self.random.below(2)])
        if form in ('child', 'target', 'group', 'pids'):
            return self.random.of(self.pids) if form != 'pids' else [self.random.of(self.pids)]
        if form == 'spawn':
            return self.spawn()
        fits = FITTING.get(form)
        if fits is not None:
            return self.random.of(fits)
        return self.random.of(self.pools[0])

    def spawn(self) -> list:
        fields = ['node', ['node'], ['PATH=/bin'], '/tmp', [-1, 3, 5], -1, False, None, -1, None, 0, '', [], []]
        if self.random.below(2) == 0:
            fields[self.random.below(len(fields))] = self.value()
        return fields

    def message(self) -> Bytes:
        kind = self.random.below(10)
        if kind == 0:
            data = alloc(self.random.below(40))
            for k in range(len(data)):
                data[k] = self.random.below(9) if self.random.below(2) == 0 else self.random.below(256)
            return data
        row = self.random.of(ROWS)
        given = [self.fitting(form) for form in row.forms]
        if kind == 1:
            given = [self.value() for _ in range(self.random.below(7))]
        number = row.number if self.random.below(50) > 0 else self.value()
        data = encode_value([number, given])
        if kind == 2 and len(data) > 0:
            data[self.random.below(len(data))] = self.random.below(256)
        return data


def entry_words(served: Served, slot: int) -> list[int]:
    """All but the bell and what its wait queue notes."""
    first = entry(slot) >> 2
    words = [served.machine.memory.i32[first + k] for k in range(ENTRY_WORDS)]
    return [word for k, word in enumerate(words) if k != 16 and not 22 <= k < 32]


def test_hostile_messages() -> None:
    """Each round begins anew: a program may shut itself out."""
    for round_number in range(ROUNDS):
        attack(round_number)


def attack(seed: int) -> None:
    served = guarded()
    served.kernel.write_file('/secret/key', encode('key'))
    served.kernel.symlink('/secret/key', '/tmp/link')
    other_fd = served.other.open('/secret/key', 2)
    other_port = served.other.socket_listen('127.0.0.1', 7000, 5)
    served.kernel.write_file('/tmp/f', encode('content'))
    before = [entry_words(served, served.other.slot), entry_words(served, 0)]
    attacker = Attacker(served, seed)
    answers = 0
    for _ in range(MESSAGES):
        found = served.process.server.at_once(attacker.message())
        if found is not None:
            answers += 1
            assert decode_value(found)[0] in (OK, RELATIVE), decode_value(found)
    assert answers > MESSAGES // 2
    assert served.broken == []
    assert [entry_words(served, served.other.slot), entry_words(served, 0)] == before
    served.kernel.chmod('/', 0o777)  # the folder above is nobody's secret
    assert served.kernel.readdir('/secret') == ['key']
    assert decode(served.kernel.read_file('/secret/key')) == 'key'
    buffer = alloc(9)
    assert served.other.read(other_fd, buffer, 0, 9, 0) == 3
    assert served.other.accept(other_port) < 0
    assert Check(served.machine.fs).run() == []


def test_a_message_is_answered_with_a_code() -> None:
    served = guarded()
    server = served.process.server
    for message in [b'', encode_value(None), encode_value([0]), encode_value([99999, []]), encode_value([-1, []])]:
        assert decode_value(server.at_once(message)) == [OK, -EINVAL]


def test_each_call_of_the_table_is_sent_refused_or_kept() -> None:
    """A call that is added must be thought of here: what isn't in a list stays in the program's own memory."""
    kept = 'share_state guard check_control read_queue write_queue read_async write_async ready joined wait_child write_file'
    kept += ' next_thread_number start_thread end_thread exit_thread thread_has_ended forget_thread set_loop_start set_loop_idle'
    kept += (
        ' loop_times set_busy make_port make_channel next_object_number with_ports take_mail post_letter measure_turns'
    )
    kept += ' cpu_of_thread heap_of_thread cpu_of_process estimate_heap ask_kernel limit_thread note_buffers memory_limit wait_for_memory'
    for call in TABLE:
        places = [BY_NAME.has(call.name), call.name in REFUSED, call.name in kept.split(' ')]
        assert True in places, call.name


async def test_who_is_stopped_waits_and_who_ends_hears_nothing() -> None:
    served = guarded()
    served.machine.processes.set(served.process.context.slot, CONTROL, DYING)
    assert await served.process.answer(encode_value([0, []])) is None
    served.machine.processes.set(served.process.context.slot, CONTROL, 0)
    assert await served.process.answer(encode_value([0, []])) is not None
    served.process.close()
    served.machine.processes.set(served.process.context.slot, CONTROL, STOPPED)
    assert await served.process.answer(encode_value([0, []])) is None
    assert served.far.read(0, alloc(1), 0, 1) < 0
