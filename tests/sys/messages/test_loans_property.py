"""A confined program that borrows sees what an ordinary one sees, whoever writes in between, or in the middle of a read
(CPython only)."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from runtime_py.sys.messages.windows import WINDOW_BYTES
from tests.sys.messages.loans_support import Borrowed, Interfering

NAMES = st.sampled_from(['/tmp/a', '/tmp/b', '/tmp/c'])
SIZES = st.sampled_from([0, 1, 100, 2049, 5000, 70000, WINDOW_BYTES, WINDOW_BYTES + 4097])
POSITIONS = st.sampled_from([0, 1, 99, 2048, 69999, WINDOW_BYTES - 1])
LENGTHS = st.sampled_from([1, 100, 4096, 300000])
WRITERS = st.sampled_from(['kernel', 'writer', 'near'])
CREATE_TRUNCATE = 0o1101


class Reading(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.borrowed = Borrowed()
        self.open = []  # [the program's descriptor, the writer's of the same file, where the next read begins]
        self.count = 0

    def octets(self, size):
        self.count = self.count % 250 + 1
        return bytearray([self.count]) * size

    def change(self, who, what, name, size, position):
        system = getattr(self.borrowed, who)
        if what == 'write':
            fd = system.open(name, 0o101, 0o644)
            if fd >= 0:
                system.write(fd, self.octets(size), 0, size, position)
                system.close(fd)
        elif what == 'whole':
            system.write_file(name, self.octets(size), 0o644)
        elif what == 'truncate':
            system.truncate(name, size)
        elif what == 'empty':
            fd = system.open(name, CREATE_TRUNCATE, 0o644)
            if fd >= 0:
                system.close(fd)
        elif what == 'replace':
            system.write_file('/tmp/new', self.octets(size), 0o644)
            system.rename('/tmp/new', name)
        else:
            system.unlink(name)

    CHANGES = st.sampled_from(['write', 'write', 'whole', 'truncate', 'empty', 'replace', 'unlink'])

    @rule(name=NAMES, who=WRITERS, what=CHANGES, size=SIZES, position=POSITIONS)
    def changes(self, name, who, what, size, position):
        self.change(who, what, name, size, position)

    @rule(name=NAMES)
    def opens(self, name):
        other = self.borrowed.writer.open(name, 0)
        if other >= 0:
            self.open.append([self.borrowed.near.open(name, 0), other, 0])

    @rule(k=st.integers(0, 5))
    def closes(self, k):
        if len(self.open) > 3:
            near, other, _ = self.open.pop(k % len(self.open))
            assert self.borrowed.near.close(near) == self.borrowed.writer.close(other) == 0

    @rule(k=st.integers(0, 5), other=st.integers(0, 5))
    def duplicates(self, k, other):
        if max(k, other) < len(self.open) and k != other:
            for place, system in enumerate([self.borrowed.near, self.borrowed.writer]):
                assert system.dup2(self.open[k][place], self.open[other][place]) == self.open[other][place]

    def expected(self, k, length, position):
        buffer = bytearray(length)
        count = self.borrowed.writer.read(self.open[k][1], buffer, 0, length, position)
        return bytes(buffer[:count])

    @rule(k=st.integers(0, 5), length=LENGTHS, position=POSITIONS, times=st.integers(1, 9))
    def reads(self, k, length, position, times):
        if len(self.open) > 0:
            k = k % len(self.open)
            for _ in range(times):
                assert bytes(self.borrowed.read(self.open[k][0], length, position)) == self.expected(
                    k, length, position
                )

    @rule(k=st.integers(0, 5), length=LENGTHS, times=st.integers(1, 5))
    def reads_on(self, k, length, times):
        if len(self.open) > 0:
            k = k % len(self.open)
            for _ in range(times):
                found = bytes(self.borrowed.read(self.open[k][0], length, self.open[k][2]))
                assert found == self.expected(k, length, self.open[k][2])
                self.open[k][2] = self.open[k][2] + len(found) if len(found) > 0 else 0

    @rule(
        k=st.integers(0, 5), length=LENGTHS, position=POSITIONS, name=NAMES, who=WRITERS, what=CHANGES, size=SIZES,
        where=POSITIONS,
    )  # fmt: skip
    def reads_meanwhile(self, k, length, position, name, who, what, size, where):
        if len(self.open) > 0:
            k = k % len(self.open)
            before = self.expected(k, length, position)
            change = lambda: self.change(who, what, name, size, where)  # noqa: E731
            found = bytes(Interfering(self.borrowed, change).read(self.open[k][0], length, position))
            assert found in [before, self.expected(k, length, position)]

    @invariant()
    def only_what_is_lent_is_marked(self):
        self.borrowed.loans._resting.clear()
        lent = {loan.inode for loan in self.borrowed.loans._loans if self.borrowed.loans._is_alive(loan)}
        fs = self.borrowed.machine.fs
        for name in ['/tmp/a', '/tmp/b', '/tmp/c']:
            inode = fs.paths.walk(name, True)
            assert inode < 0 or (fs.lending.state(inode) != 0) == (inode in lent)


Reading.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestReading = Reading.TestCase
