"""Detects that the workspace's database was deleted, emptied or closed by something else, and rewrites everything from
memory.

An app's "reset" in a preview, the browser's settings, its developer tools and eviction can do that at any time. A
record with a random identity distinguishes our database from another one of the same name. Knows the database and
vfs/remark.py; must not know the page."""

from runtime_py.kernel.quarantine import DAMAGED
from runtime_py.platform.bytes import alloc, to_hex
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.idb import Replaced
from runtime_py.vfs.journal import CONTENTS_STORE, GROUPS_STORE, STORES
from runtime_py.vfs.remark import Remark

META_STORE = 'meta'
IDENTITY = 'identity'
PART_BYTES = 64 << 20  # of contents in one transaction
MOST_NAMES = 5

# code of the warning
DELETED = 'ERR_TERRARIUM_STORAGE_DELETED'
# names of errors after which the database may be a different one
GONE = ['InvalidStateError', 'NotFoundError', 'UnknownError', 'AbortError']


class Rebuilding:
    """`needed` is set from the first sign until everything is rewritten. `run` and `check` must be called inside
    Persistence.alone."""

    def __init__(self, persistence: object) -> None:
        self.persistence = persistence
        self.remark = Remark(persistence.system.fs)
        self.needed = False
        self.identity = None  # None until the storage is known to hold it

    async def begin(self) -> None:
        """At boot: takes the identity that the database has; if it has none, the first write adds one."""
        database = self.persistence.database
        self.identity = await database.get(META_STORE, IDENTITY)
        database.on_close = lambda: self._on_close()

    def _on_close(self) -> None:
        self.needed = True
        self.persistence.drain_soon()

    def suspect(self, error: object) -> None:
        """A write failed: checks whether the database is gone."""
        if isinstance(error, Replaced) or error.name in GONE:
            self.needed = True

    def expected(self) -> object:
        """The identity that a write should find in the storage, or None."""
        return None if self.identity is None else [META_STORE, IDENTITY, self.identity]

    def additions(self) -> list:
        """The records that a write adds when the storage has no identity yet."""
        if self.identity is not None:
            return []
        random = alloc(16)
        random_fill(random, 0, 16)
        return [[META_STORE, IDENTITY, to_hex(random)]]

    def written(self, additions: list) -> None:
        if len(additions) > 0:
            self.identity = additions[0][2]

    async def check(self) -> None:
        """Nothing is to be written: checks that everything is there. Sets `needed`."""
        journal = self.persistence.journal
        database = self.persistence.database
        live = self.remark.live_groups()
        if journal.has_changes():
            return  # the next batch checks
        try:
            found = await database.get(META_STORE, IDENTITY)
            count = await database.count(GROUPS_STORE)
            self.needed = self.identity is not None and (found != self.identity or count < live)
        except Exception as error:
            console.debug('the storage does not respond', error)
            self.needed = True

    async def run(self) -> None:
        """Rewrites everything; raises the browser's error when it gives no storage."""
        persistence = self.persistence
        contents = persistence.contents
        await contents.pause()  # else it would be loaded from a database that no longer has it
        try:
            await persistence.database.reopen()
            is_ours = (
                self.identity is not None and await persistence.database.get(META_STORE, IDENTITY) == self.identity
            )
            lost = await self._lose(is_ours)
        finally:
            contents.go_on()
            persistence.system.fs.absent.tell_loaded()  # readers that wait for a content ask again
        if is_ours:
            await contents.load_all()
        if not is_ours or not await self._is_complete():
            await self._write_everything(is_ours, lost)
        self.needed = False

    async def _lose(self, is_ours: bool) -> list:
        """Marks contents that exist nowhere any more as lost."""
        if is_ours and await self.persistence.database.count(CONTENTS_STORE) > 0:
            return []
        return self.remark.lose_absent()

    async def _is_complete(self) -> bool:
        return await self.persistence.database.count(GROUPS_STORE) >= self.remark.live_groups()

    async def _write_everything(self, is_ours: bool, lost: list) -> None:
        persistence = self.persistence
        if not is_ours:
            await persistence.database.clear(STORES)
            self.identity = None
        forgotten = await persistence.checkpoints.start_anew()
        number = 0
        while number >= 0:
            number = self.remark.mark(number, PART_BYTES)
            batch = await persistence.take()
            try:
                await persistence.put(batch.changes, number < 0)
            except Exception as error:
                persistence.journal.failed(batch)
                raise error
            persistence.journal.written(batch)
        self._tell(forgotten, lost)

    def _tell(self, checkpoints: int, lost: list) -> None:
        text = 'A page of this site, or the browser itself, deleted the stored files of this workspace. '
        if len(lost) == 0:
            text += 'All files have been written again from memory'
        else:
            text += f'The files have been written again from memory, except for {len(lost)} that had not been read yet: {", ".join(lost[:MOST_NAMES])}'
            text += ' …' if len(lost) > MOST_NAMES else ''
        if checkpoints > 0:
            text += f'; {checkpoints} checkpoint{"" if checkpoints == 1 else "s"} could not be'
        self.persistence.warn(text + '.', DELETED)
        if len(lost) > 0:
            self.persistence.warn(
                f'{len(lost)} files of the workspace are lost: their contents were deleted before they were read.',
                DAMAGED,
                lost,
            )
