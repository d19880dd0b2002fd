"""Keeps a workspace's files in IndexedDB: replays their metadata at boot, drains the journal in batches, answers
fsync's barriers.

One tab owns a workspace (Web Locks). A failed write is reported to the user and tried again; until it succeeds, fsync
fails with its error, and when the storage is full, so do calls that make files larger. Knows the journal and the
database; must not know the page."""

from runtime_py.kernel.checkpoints import CHECKPOINTS_STORE, UNDO_STORE, Checkpoints
from runtime_py.kernel.contents import Contents
from runtime_py.kernel.quarantine import DAMAGED, DAMAGED_STORE, Quarantine
from runtime_py.kernel.quota import Quota
from runtime_py.kernel.rebuilding import META_STORE, Rebuilding
from runtime_py.kernel.storage_refusals import WorkspaceBusy, refusal_of
from runtime_py.kernel.store_check import StoreCheck
from runtime_py.platform.atomics import load, notify, store, wait_async
from runtime_py.platform.clock import call_later, cancel
from runtime_py.platform.errno import EIO, ENOMEM, ENOSPC, OsError
from runtime_py.platform.futures import Future, start
from runtime_py.platform.idb import open_database
from runtime_py.platform.web_locks import hold_lock
from runtime_py.sys.layout import AREA, SYNC_ASKED, SYNC_DONE, SYNC_ERROR
from runtime_py.vfs.journal import GROUPS_STORE, STORES, Journal
from runtime_py.vfs.layout import DIRTY_GROUPS, STORAGE_FULL
from runtime_py.vfs.migrate import OLD_SEGMENTS_STORE, is_old, migrated_group, migrated_segment
from runtime_py.vfs.replay import Replay

SCHEMA = 3
DRAIN_EVERY_MS = 200
IDLE_LOOK_MS = 5000
RETRY_AFTER_MS = 3000
MOST_TRIES = 100  # how often to load what a batch needs from the disk

# codes of warnings
SAVED = 'ERR_TERRARIUM_SAVED'
NOT_SAVED = 'ERR_TERRARIUM_NOT_SAVED'
UNREADABLE = 'ERR_TERRARIUM_UNREADABLE'
TAKEOVER_MS = 4000  # a tab that was just closed or reloaded releases its lock within this time


class Persistence:
    """States: restored -> draining (while begun) -> closed."""

    def __init__(self, system: object, workspace: str, warn: object) -> None:
        self.system = system
        self.memory = system.memory
        self.workspace = workspace
        self.warn = warn
        self.journal = Journal(system.fs)
        self.database = None
        self.contents = None
        self.quarantine = None
        self.checkpoints = None
        self.quota = Quota(system.memory, lambda used, quota: self._on_exceeded(used, quota))
        self.rebuilding = None
        self._release = None
        self._timer = None
        self._writing = None  # Future of the drain in progress
        self._warned = False
        self._relaxed = False  # the last batch may not be on the disk yet
        self._closed = False
        self._abandoned = False
        self.on_sync = None  # writes mounted folders to the outside: set by kernel.py

    async def restore(self) -> None:
        """Raises WorkspaceBusy, WorkspaceNewer or StorageRefused."""
        try:
            await self._restore()
        except Exception as error:
            if self.database is not None:
                self.database.close()
            if self._release is not None:
                self._release()
            raise refusal_of(error, self.workspace)

    async def _restore(self) -> None:
        self._release = await hold_lock('terrarium:' + self.workspace, TAKEOVER_MS)
        if self._release is None:
            raise WorkspaceBusy(self.workspace)
        self.database = await self._open()
        self.quarantine = Quarantine(self.database)
        self.contents = Contents(self.system.fs, self.database, self.quarantine, self.warn)
        self.checkpoints = Checkpoints(self.database)
        await self.checkpoints.open()
        self.rebuilding = Rebuilding(self)
        await self.rebuilding.begin()
        self.system.fs.absent.may_sleep = False
        await self._read_groups()
        self.quota.look_soon()  # in the background: the prompt doesn't wait for it

    async def _open(self) -> object:
        stores = [*STORES, OLD_SEGMENTS_STORE, DAMAGED_STORE, META_STORE, CHECKPOINTS_STORE, UNDO_STORE]
        return await open_database('terrarium:' + self.workspace, SCHEMA, stores)

    async def _read_groups(self) -> None:
        groups = await self.database.entries(GROUPS_STORE)
        if len([entry for entry in groups if is_old(entry[1])]) > 0:
            await self._migrate(groups)
            groups = await self.database.entries(GROUPS_STORE)
        replay = Replay(self.system.fs)
        replay.run(groups)
        damaged = [[GROUPS_STORE, entry[0], entry[1]] for entry in groups if entry[0] in replay.damaged]
        if len(damaged) > 0:
            await self.quarantine.put(damaged)
        if len(replay.problems) > 0:
            self.warn(
                f'Some files of the workspace were damaged and could not be restored: {"; ".join(replay.problems[:5])}.',
                DAMAGED,
                replay.problems,
            )

    async def _migrate(self, groups: list) -> None:
        """Migrates from version 1, in one transaction."""
        changes = []
        for entry in groups:
            if is_old(entry[1]):
                changes.extend(migrated_group(entry[0], entry[1]))
        for entry in await self.database.entries(OLD_SEGMENTS_STORE):
            changes.extend(migrated_segment(entry[0], entry[1]))
        await self.database.write(changes, True)

    def begin(self) -> None:
        self._later(DRAIN_EVERY_MS)
        start(self.contents.load_all(), lambda error: self.load_failed(error))

    def load_failed(self, error: object) -> None:
        if not self._closed:
            self.warn(f"Files can't be read from the browser's storage: {error.message}", UNREADABLE)

    def _later(self, ms: float) -> None:
        if not self._closed:
            self._timer = call_later(ms, lambda: self._tick())

    def _tick(self) -> None:
        start(self._drain_and_go_on(), lambda error: console.error(error))

    async def _drain_and_go_on(self) -> None:
        written = True
        if self.journal.has_changes() or self.rebuilding.needed:
            written = await self.drain(False)
        if written and not self._closed:
            # so that an idle machine doesn't wake up five times a second
            await wait_async(self.memory.i32, DIRTY_GROUPS, 0, IDLE_LOOK_MS)
        self._later(DRAIN_EVERY_MS if written else RETRY_AFTER_MS)

    async def drain(self, strict: bool) -> bool:
        """Writes all changes so far. False when that failed: they stay marked."""
        return await self.alone(lambda: self._write_changes(strict))

    async def alone(self, call: object) -> object:
        """Runs a coroutine while nothing else is written."""
        while self._writing is not None:
            await self._writing.wait()
        self._writing = Future()
        try:
            return await call()
        finally:
            done = self._writing
            self._writing = None
            done.resolve(None)

    def drain_soon(self) -> None:
        """Drains in a later turn."""
        if not self._closed:
            start(self.drain(False), lambda error: console.error(error))

    async def _write_changes(self, strict: bool) -> bool:
        if self._abandoned:
            return False
        if self.rebuilding.needed:
            return await self._rebuild()
        if self.journal.has_changes() or (strict and self._relaxed):
            written = await self._write(strict)
            return await self._rebuild() if self.rebuilding.needed else written
        if strict:
            await self.rebuilding.check()
            if self.rebuilding.needed:
                return await self._rebuild()
        return True

    async def _rebuild(self) -> bool:
        """The storage isn't what we left: writes everything again. Changes made meanwhile go into the next batch."""
        try:
            await self.rebuilding.run()
        except Exception as error:
            if not self._abandoned:
                self._failed(error)
            return False
        if not self.journal.has_changes():
            self._succeeded(True)
            return True
        return await self._write(True)

    async def write_all(self) -> None:
        """Call inside `alone`: writes everything to the disk, or raises an OsError."""
        if not await self._write_changes(True):
            raise OsError(load(self.memory.i32, (AREA >> 2) + SYNC_ERROR), 'fsync')

    async def _write(self, strict: bool) -> bool:
        batch = None
        try:
            batch = await self.take()
            await self.put(batch.changes, strict)
        except Exception as error:
            if self._abandoned:
                return False
            if batch is not None:
                self.journal.failed(batch)
            self.rebuilding.suspect(error)
            if not self.rebuilding.needed:
                self._failed(error)
            return False
        self.journal.written(batch)
        self._succeeded(strict)
        return True

    def _succeeded(self, strict: bool) -> None:
        self._relaxed = not strict
        store(self.memory.i32, (AREA >> 2) + SYNC_ERROR, 0)
        store(self.memory.i32, STORAGE_FULL, 0)
        self.quota.changed()
        if self._warned:
            self._warned = False
            self.warn('Files are being saved again.', SAVED)

    async def put(self, changes: list, strict: bool) -> None:
        """Writes changes in one transaction, with the old values that the newest checkpoint needs. Call inside
        `alone`."""
        guarded = await self.checkpoints.guarded(changes)
        additions = self.rebuilding.additions()
        # a strict transaction flushes earlier ones too
        synced = [[META_STORE, 'synced', Date.now()]] if strict else []
        await self.database.write([*guarded, *additions, *synced], strict, self.rebuilding.expected())
        self.checkpoints.written(guarded)
        self.rebuilding.written(additions)

    async def take(self) -> object:
        """Takes a batch, after loading what it needs from the disk."""
        batch = self.journal.take()
        tries = 0
        while batch is None:
            if tries == MOST_TRIES:
                raise OsError(ENOMEM, 'read')
            tries += 1
            await self.contents.load_groups(self.journal.missing())
            batch = self.journal.take()
        return batch

    def _on_exceeded(self, used: float, quota: float) -> None:
        """Warns before a write fails, which may be long after the boot."""
        if not self._warned and not self._closed:
            self._warned = True
            granted = f'{used // 1048576} MB are used, {quota // 1048576} MB granted'
            self.warn(
                f"The browser's storage is full ({granted}): changes from now on are kept only in memory until there is room.",
                NOT_SAVED,
            )

    def _failed(self, error: object) -> None:
        full = error.name == 'QuotaExceededError'
        store(self.memory.i32, (AREA >> 2) + SYNC_ERROR, ENOSPC if full else EIO)
        store(self.memory.i32, STORAGE_FULL, 1 if full else 0)
        if not self._warned:
            self._warned = True
            self.warn(
                "The browser's storage is full: the last changes are kept only in memory until there is room."
                if full
                else f"Files can't be saved: {error.message}. They are kept only in memory.",
                NOT_SAVED,
            )

    def turn(self) -> None:
        """Called when the kernel's bell rang: drains for a barrier, or loads a content."""
        self.contents.turn()
        head = AREA >> 2
        asked = load(self.memory.i32, head + SYNC_ASKED)
        if asked > load(self.memory.i32, head + SYNC_DONE):
            start(self._reach(asked), lambda error: console.error(error))

    async def _reach(self, asked: int) -> None:
        await self.sync()
        word = (AREA >> 2) + SYNC_DONE
        if load(self.memory.i32, word) < asked:
            store(self.memory.i32, word, asked)
            notify(self.memory.i32, word, 1024)

    async def sync(self) -> bool:
        """Writes everything to the disk; False when that failed."""
        written = await self.drain(True)
        try:
            await self.on_sync()
        except Exception as error:
            store(self.memory.i32, (AREA >> 2) + SYNC_ERROR, EIO)
            console.warn(error)
            return False
        if written:
            store(self.memory.i32, (AREA >> 2) + SYNC_ERROR, 0)
        return written

    async def sync_or_raise(self) -> None:
        """For the page: raises an OsError when something could not be stored."""
        if not await self.sync():
            raise OsError(load(self.memory.i32, (AREA >> 2) + SYNC_ERROR) or EIO, 'sync')

    async def check(self) -> object:
        """fsck of the storage, after everything is written."""
        await self.drain(True)
        return await StoreCheck(self.system.fs, self.database).run()

    def abandon(self) -> None:
        """Memory may hold an incomplete change: stores nothing any more."""
        self._abandoned = True
        self._closed = True
        self.contents.stop()

    async def close(self) -> None:
        self.contents.stop()
        await self.drain(True)
        self._closed = True
        if self._timer is not None:
            cancel(self._timer)
        self.database.close()
        self._release()
