"""A fake IndexedDB for tests of the journal: drains a file system, boots another from it, loads contents on demand."""

from runtime_py.platform.maps import Map
from runtime_py.platform.memory import create
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.journal import BODIES_STORE, CONTENTS_STORE, GROUPS_STORE, STORES, Journal
from runtime_py.vfs.layout import GROUP_INODES
from runtime_py.vfs.loader import Loader
from runtime_py.vfs.replay import Replay


def fresh() -> FileSystem:
    memory = create(4194304, 134217728)
    format_memory(memory)
    return FileSystem(memory, Heap(memory))


class Disk:
    def __init__(self) -> None:
        self.stores: Map[str, Map] = Map()
        for name in STORES:
            self.stores.set(name, Map())
        self.loads = 0
        self.problems: list[str] = []

    def drain(self, fs: FileSystem) -> int:
        journal = Journal(fs)
        for number in journal.missing():
            Loader(fs).fill_group(number, self.stores.get(BODIES_STORE).get(number))
        changes = journal.take().changes
        self.apply(changes)
        return len(changes)

    def apply(self, changes: list[list]) -> None:
        for change in changes:
            if len(change) == 3:
                self.stores.get(change[0]).set(change[1], change[2])
            else:
                self.stores.get(change[0]).delete(change[1])

    def entries(self, name: str) -> list[list]:
        """In the order of their keys."""
        return sorted([[key, value] for key, value in self.stores.get(name).entries()], key=lambda entry: entry[0])

    def boot(self) -> FileSystem:
        fs = fresh()
        replay = Replay(fs)
        replay.run(self.entries(GROUPS_STORE))
        self.problems = replay.problems
        for number in replay.damaged:
            self.stores.get(GROUPS_STORE).delete(number)  # the kernel stores it elsewhere for the user
        fs.absent.on_wish = lambda: self.load(fs)
        return fs

    def load(self, fs: FileSystem) -> None:
        """Does what the kernel does when its bell rings."""
        loader = Loader(fs)
        for ino in loader.wishes():
            self.loads += 1
            count = loader.segments_of(ino)
            if count == 0:
                number = ino // GROUP_INODES
                loader.fill_group(number, self.stores.get(BODIES_STORE).get(number))
            elif count > 0:
                store = self.stores.get(CONTENTS_STORE)
                found = [[k, store.get(f'{ino}:{k}')] for k in range(count)]
                loader.fill_file(ino, count, [pair for pair in found if pair[1] is not None])
        self.problems.extend(loader.problems)
