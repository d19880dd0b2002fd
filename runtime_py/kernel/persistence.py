"""Keeps a workspace's files in IndexedDB: replays them at boot, drains the journal in batches, answers fsync's barriers.

One tab owns a workspace (Web Locks). A failed write is told to the user and tried again; until it succeeds, fsync fails with its error.
Knows the journal and the database; must not know the page."""
from runtime_py.platform.atomics import load, notify, store
from runtime_py.platform.clock import call_later
from runtime_py.platform.errno import EIO, ENOSPC
from runtime_py.platform.futures import Future, start
from runtime_py.platform.idb import open_database
from runtime_py.platform.web_locks import hold_lock
from runtime_py.sys.layout import AREA, SYNC_ASKED, SYNC_DONE, SYNC_ERROR
from runtime_py.vfs.journal import GROUPS_STORE, SEGMENTS_STORE, Journal

SCHEMA = 1
DRAIN_EVERY_MS = 200
RETRY_AFTER_MS = 3000
TAKEOVER_MS = 4000      # a tab that was just closed or reloaded lets go within this


class WorkspaceBusy(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f'the workspace "{name}" is open in another tab')
        self.message = f'the workspace "{name}" is open in another tab: close it there, then reload'
        self.code = 'ERR_TERRARIUM_WORKSPACE_BUSY'


class Persistence:
    """States: restored -> draining (while begun) -> closed."""

    def __init__(self, system: object, workspace: str, warn: object) -> None:
        self.system = system
        self.memory = system.memory
        self.workspace = workspace
        self.warn = warn
        self.journal = Journal(system.fs)
        self.database = None
        self._release = None
        self._timer = None
        self._writing = None        # Future of the drain that is under way
        self._warned = False

    async def restore(self) -> None:
        """Raises WorkspaceBusy, or what the browser says when it gives no storage."""
        self._release = await hold_lock('terrarium:' + self.workspace, TAKEOVER_MS)
        if self._release is None:
            raise WorkspaceBusy(self.workspace)
        self.database = await open_database('terrarium:' + self.workspace, SCHEMA, [GROUPS_STORE, SEGMENTS_STORE])
        problems = self.journal.replay(await self.database.entries(GROUPS_STORE), await self.database.entries(SEGMENTS_STORE))
        if len(problems) > 0:
            self.warn(f'Some files of the workspace were damaged and could not be restored: {"; ".join(problems[:5])}')

    def begin(self) -> None:
        self._later(DRAIN_EVERY_MS)

    def _later(self, ms: float) -> None:
        self._timer = call_later(ms, lambda: self._tick())

    def _tick(self) -> None:
        start(self._drain_and_go_on(), lambda error: console.error(error))

    async def _drain_and_go_on(self) -> None:
        written = True
        if self.journal.has_changes():
            written = await self.drain(False)
        self._later(DRAIN_EVERY_MS if written else RETRY_AFTER_MS)

    async def drain(self, strict: bool) -> bool:
        """Writes all that changed until now. False when it could not be written: it stays marked."""
        while self._writing is not None:
            await self._writing.wait()
        if not self.journal.has_changes():
            return True
        self._writing = Future()
        batch = self.journal.take()
        try:
            await self.database.write(batch.changes, strict)
            store(self.memory.i32, (AREA >> 2) + SYNC_ERROR, 0)
            if self._warned:
                self._warned = False
                self.warn('Files are being saved again.')
            return True
        except Exception as error:
            self.journal.failed(batch)
            self._failed(error)
            return False
        finally:
            done = self._writing
            self._writing = None
            done.resolve(None)

    def _failed(self, error: object) -> None:
        full = error.name == 'QuotaExceededError'
        store(self.memory.i32, (AREA >> 2) + SYNC_ERROR, ENOSPC if full else EIO)
        if not self._warned:
            self._warned = True
            self.warn('The browser\'s storage is full: files are kept in memory only, until room is made.' if full
                      else f'Files can not be saved: {error.message}. They are kept in memory only.')

    def turn(self) -> None:
        """Called when the kernel's bell rang: is there a barrier to reach?"""
        head = AREA >> 2
        asked = load(self.memory.i32, head + SYNC_ASKED)
        if asked > load(self.memory.i32, head + SYNC_DONE):
            start(self._reach(asked), lambda error: console.error(error))

    async def _reach(self, asked: int) -> None:
        await self.drain(True)
        word = (AREA >> 2) + SYNC_DONE
        if load(self.memory.i32, word) < asked:
            store(self.memory.i32, word, asked)
            notify(self.memory.i32, word, 1024)

    async def sync(self) -> bool:
        """Everything is on the disk when this is done; False when it could not be."""
        return await self.drain(True)

    async def close(self) -> None:
        await self.drain(True)
        self.database.close()
        self._release()
