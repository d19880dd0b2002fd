"""fsck of IndexedDB: every record must be sealed and of this version, and every file that isn't in memory must have its
content there.

Left-over records (of removed files, after damage) are harmless and counted. Must not know the page."""

from runtime_py.vfs.journal import BODIES_STORE, CONTENTS_STORE, GROUPS_STORE, VERSION
from runtime_py.vfs.records import RecordError, version_of
from runtime_py.vfs.replay import FLOAT_TIMES

AT_ONCE = 16


class StoreCheck:
    """Call `run` once, after everything was written; then `problems`, `records` and `left_over` are filled."""

    def __init__(self, fs: object, database: object) -> None:
        self.fs = fs
        self.database = database
        self.problems = []
        self.records = 0
        self.left_over = 0

    async def run(self) -> list:
        """[problems, records, left over]."""
        for store in [GROUPS_STORE, BODIES_STORE, CONTENTS_STORE]:
            keys = await self.database.keys(store)
            for first in range(0, len(keys), AT_ONCE):
                part = keys[first : first + AT_ONCE]
                records = await self.database.get_many(store, part)
                for k, key in enumerate(part):
                    self._check(store, key, records[k])
        return [self.problems, self.records, self.left_over]

    def _check(self, store: str, key: object, record: object) -> None:
        if record is None:
            return  # removed since its key was read
        self.records += 1
        try:
            if not FLOAT_TIMES <= version_of(record) <= VERSION:
                self.problems.append(f'{store} {key}: made by another version')
        except RecordError as error:
            self.problems.append(f'{store} {key}: {error.message}')
        if store == CONTENTS_STORE and self._inode(int(key.split(':')[0])) == 0:
            self.left_over += 1

    def _inode(self, ino: int) -> int:
        self.fs.lock()
        found = self.fs.inodes.by_number(ino)
        self.fs.unlock()
        return found
