"""Any sequence of operations, drains, boots and rollbacks: what comes back from the disk is the state of the last
drain, and fsck finds nothing."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from runtime_py.platform.maps import Map
from runtime_py.vfs.check import Check
from runtime_py.vfs.flags import O_CREAT, O_WRONLY
from runtime_py.vfs.journal import GROUPS_STORE, STORES
from runtime_py.vfs.rollback import Rollback
from tests.vfs.disk_support import Disk, fresh

NAMES = st.sampled_from(['a', 'b', 'c', 'd', 'e'])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(lambda parts: '/' + '/'.join(parts))
# around the limits: page, small file, segment
SIZES = st.sampled_from([0, 1, 5, 4095, 4096, 4097, 16383, 16384, 16385, 40000, 1048576, 1048577, 1500000])


def tree(fs: Any, path: str = '') -> dict[str, Any]:
    """Everything that a program can see, by path."""
    found: dict[str, Any] = {}
    for name, kind in fs.readdir_types(path or '/'):
        below = f'{path}/{name}'
        out = [0.0] * 18
        fs.lstat(below, out)
        value = bytes(fs.read_file(below)) if kind == 1 else fs.readlink(below) if kind == 3 else None
        found[below] = (out[1], out[2], out[8] if kind != 2 else 0, out[12], out[13], value)
        if kind == 2:
            found.update(tree(fs, below))
    return found


class Journalled(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.fs = fresh()
        self.disk = Disk()
        self.wire()
        self.drained: dict[str, Any] = {}
        self.kept: list[tuple[Map, dict[str, Any]]] = []
        self.drain()

    def wire(self) -> None:
        fs = self.fs
        fs.absent.on_wish = lambda: self.disk.load(fs)

    @rule(path=PATHS)
    def mkdir(self, path: str) -> None:
        self.fs.mkdir(path, 0o755)

    @rule(path=PATHS, size=SIZES, octet=st.integers(1, 255))
    def write_file(self, path: str, size: int, octet: int) -> None:
        self.fs.write_file(path, bytearray([octet]) * size, 0o644)

    @rule(path=PATHS, at=SIZES, size=st.sampled_from([1, 100, 5000, 20000]), octet=st.integers(1, 255))
    def write(self, path: str, at: int, size: int, octet: int) -> None:
        description = self.fs.open(path, O_WRONLY | O_CREAT, 0o600)
        if description > 0:
            if self.fs.descriptions.kind(description) == 1:
                self.fs.write(description, bytearray([octet]) * size, 0, size, at)
            self.fs.close(description)

    @rule(path=PATHS, size=SIZES)
    def truncate(self, path: str, size: int) -> None:
        self.fs.truncate(path, size)

    @rule(path=PATHS)
    def unlink(self, path: str) -> None:
        self.fs.unlink(path)

    @rule(path=PATHS)
    def rmdir(self, path: str) -> None:
        self.fs.rmdir(path)

    @rule(source=PATHS, to=PATHS)
    def rename(self, source: str, to: str) -> None:
        self.fs.rename(source, to)

    @rule(source=PATHS, to=PATHS)
    def link(self, source: str, to: str) -> None:
        self.fs.link(source, to)

    @rule(text=PATHS, path=PATHS)
    def symlink(self, text: str, path: str) -> None:
        self.fs.symlink(text, path)

    @rule(path=PATHS, mode=st.sampled_from([0o600, 0o755, 0o644]))
    def chmod(self, path: str, mode: int) -> None:
        self.fs.chmod(path, mode)

    @rule()
    def drain(self) -> None:
        self.disk.drain(self.fs)
        self.drained = tree(self.fs)

    @rule()
    def keep(self) -> None:
        """Makes a checkpoint."""
        self.drain()
        stores: Map = Map()
        for name in STORES:
            one: Map = Map()
            for key, value in self.disk.stores.get(name).entries():
                one.set(key, value)
            stores.set(name, one)
        self.kept.append((stores, self.drained))

    @rule(which=st.integers(0, 10))
    def roll_back(self, which: int) -> None:
        if not self.kept:
            return
        stores, expected = self.kept[which % len(self.kept)]
        numbers = {key for known in (self.disk.stores, stores) for key in known.get(GROUPS_STORE).keys()}
        fresh_stores: Map = Map()
        for name in STORES:
            one: Map = Map()
            for key, value in stores.get(name).entries():
                one.set(key, value)
            fresh_stores.set(name, one)
        self.disk.stores = fresh_stores
        while True:
            records: Map = Map()
            for number in sorted(numbers):
                records.set(number, fresh_stores.get(GROUPS_STORE).get(number))
            others = Rollback(self.fs).run(records)
            if not others:
                break
            numbers.update(others)
        self.drained = expected
        assert tree(self.fs) == expected

    @rule()
    def reboot(self) -> None:
        """The tab was killed: what wasn't drained is gone."""
        self.fs = self.disk.boot()
        assert self.disk.problems == []
        self.wire()
        assert tree(self.fs) == self.drained

    @rule()
    def reboot_lazily(self) -> None:
        """As `reboot`, but contents aren't loaded at once."""
        self.fs = self.disk.boot()
        self.wire()

    @invariant()
    def is_sound(self) -> None:
        if hasattr(self, 'fs'):
            assert Check(self.fs).run() == []


TestJournalled = Journalled.TestCase
TestJournalled.settings = settings(max_examples=150, stateful_step_count=40)
