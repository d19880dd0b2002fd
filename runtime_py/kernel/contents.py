"""Loads contents from IndexedDB into memory: first those that a reader waits for, then, after the boot, all others.

A damaged record is moved to the store `damaged`, for the user to download. Knows the database and vfs/loader.py; must
not know the page."""

from runtime_py.kernel.quarantine import DAMAGED, Quarantine
from runtime_py.platform.clock import monotonic_ms, sleep
from runtime_py.platform.futures import Future, start
from runtime_py.platform.maps import Set
from runtime_py.vfs.absent import ContentAbsent
from runtime_py.vfs.journal import BODIES_STORE, CONTENTS_STORE
from runtime_py.vfs.layout import FIRST_VOLATILE, GROUP_INODES, WANTED
from runtime_py.vfs.loader import Loader

GROUPS_AT_ONCE = 4
SEGMENTS_AT_ONCE = 16
AHEAD_AT_ONCE = 32
LOOK_MS = 20
MOST_HELD_MS = 5000.0


class Contents:
    """`warn(text, code)` shows a warning to the user."""

    def __init__(self, fs: object, database: object, quarantine: Quarantine, warn: object) -> None:
        self.memory = fs.memory
        self.database = database
        self.quarantine = quarantine
        self.warn = warn
        self.loader = Loader(fs)
        self.mounted = None  # loads a file of a mount: mounts.py sets it
        self._serving = False
        self._stopped = False
        self._paused = None  # Future that ends the pause
        self._active = 0
        self._idle = None  # Future of a caller that waits for that to be 0
        self._ahead = []  # numbers of inodes that `load_all` loads first
        self._is_loading_ahead = False
        self._held_until = 0.0
        self._is_all = False

    def turn(self) -> None:
        """The kernel's bell rang: loads contents that readers wait for."""
        if self.memory.i32[WANTED] != 0 and not self._serving:
            start(self._serve(), lambda error: console.error(error))

    async def _serve(self) -> None:
        self._serving = True
        try:
            while self.memory.i32[WANTED] != 0:
                for ino in self.loader.wishes():
                    await self.load(ino)
        finally:
            self._serving = False

    async def load(self, ino: int) -> None:
        if ino >= FIRST_VOLATILE:
            await self.mounted(ino)
            return
        count = self.loader.segments_of(ino)
        if count == 0:
            await self.load_groups([ino // GROUP_INODES])
        elif count > 0:
            await self._load_file(ino, count)

    async def pause(self) -> None:
        """Stops loading until `go_on`: the storage is about to change underneath."""
        self._paused = Future()
        if self._active > 0:
            self._idle = Future()
            await self._idle.wait()

    def go_on(self) -> None:
        paused = self._paused
        self._paused = None
        paused.resolve(None)

    async def _begin(self) -> None:
        while self._paused is not None:
            await self._paused.wait()
        self._active += 1

    def _end(self) -> None:
        self._active -= 1
        if self._active == 0 and self._idle is not None:
            idle = self._idle
            self._idle = None
            idle.resolve(None)

    async def load_groups(self, numbers: list) -> None:
        """Loads the small files of these groups."""
        await self._begin()
        try:
            await self._load_groups(numbers)
        finally:
            self._end()

    async def _load_groups(self, numbers: list) -> None:
        records = await self.database.get_many(BODIES_STORE, numbers)
        for k, number in enumerate(numbers):
            if not self.loader.fill_group(number, records[k]):
                await self.quarantine.put([[BODIES_STORE, number, records[k]]])
        self._tell()

    async def _load_file(self, ino: int, count: int) -> None:
        await self._begin()
        try:
            await self._load_segments(ino, count)
        finally:
            self._end()

    async def _load_segments(self, ino: int, count: int) -> None:
        """Reads segments in parts, so that a large file isn't in memory twice; the file is filled in at once, so that
        no reader sees half of it."""
        segments = []
        for first in range(0, count, SEGMENTS_AT_ONCE):
            numbers = list(range(first, min(first + SEGMENTS_AT_ONCE, count)))
            records = await self.database.get_many(CONTENTS_STORE, [f'{ino}:{k}' for k in numbers])
            for k, number in enumerate(numbers):
                if records[k] is not None:
                    segments.append([number, records[k]])
        if not self.loader.fill_file(ino, count, segments):
            await self.quarantine.put([[CONTENTS_STORE, f'{ino}:{pair[0]}', pair[1]] for pair in segments])
        self._tell()

    def _tell(self) -> None:
        problems = self.loader.problems
        if len(problems) > 0:
            self.loader.problems = []
            self.warn(f'Some files of the workspace are damaged: {"; ".join(problems[:5])}.', DAMAGED, problems)

    def load_first(self, numbers: list) -> None:
        """What is expected to be read soon, in this order: before everything else that nobody waits for."""
        known = Set(self._ahead)
        self._ahead = [*self._ahead, *[ino for ino in numbers if not known.has(ino)]]

    async def loaded_ahead(self) -> None:
        """Until that is done, or takes too long."""
        end = monotonic_ms() + MOST_HELD_MS
        while (len(self._ahead) > 0 or self._is_loading_ahead) and not self._is_all and monotonic_ms() < end:
            await sleep(LOOK_MS)

    def hold(self, ms: float) -> None:
        """For so long only what is loaded first, and what readers wait for, is loaded: a program whose files are known
        starts, and needs the processors."""
        self._held_until = monotonic_ms() + min(ms, MOST_HELD_MS)

    def release(self) -> None:
        self._held_until = 0.0

    def has_all(self) -> bool:
        return self._is_all

    async def _load_ahead(self) -> None:
        self._is_loading_ahead = True
        try:
            await self._load_parts_ahead()
        finally:
            self._is_loading_ahead = False

    async def _while_held(self) -> None:
        while monotonic_ms() < self._held_until and not self._stopped:
            await sleep(LOOK_MS)
            await self._load_ahead()

    async def _load_parts_ahead(self) -> None:
        while len(self._ahead) > 0 and not self._stopped:
            part = self._ahead[:AHEAD_AT_ONCE]
            self._ahead = self._ahead[AHEAD_AT_ONCE:]
            small = []
            for ino in part:
                if self.loader.segments_of(ino) == 0 and ino // GROUP_INODES not in small:
                    small.append(ino // GROUP_INODES)
            if len(small) > 0:
                await self.load_groups(small)
            for ino in part:
                count = self.loader.segments_of(ino)
                if count > 0:
                    await self._load_file(ino, count)

    async def load_all(self) -> None:
        """Loads all contents in the background. Between parts the kernel does its other work."""
        first = 0
        while first < self.loader.group_count() and not self._stopped:
            await self._load_ahead()
            await self._while_held()
            found = self.loader.absent_in(first, GROUPS_AT_ONCE)
            numbers = [entry[0] for entry in found if entry[1]]
            if len(numbers) > 0:
                await self.load_groups(numbers)
            for entry in found:
                for pair in entry[2]:
                    if not self._stopped:
                        await self._load_file(pair[0], pair[1])
            first += GROUPS_AT_ONCE
            await sleep(0)
        self._is_all = True

    def stop(self) -> None:
        self._stopped = True

    async def with_contents(self, call: object) -> object:
        """The result of `call()`, which is called again if it needed an absent content: the kernel can't sleep as
        processes do."""
        while True:
            try:
                return await call()
            except ContentAbsent as absent:
                await self.load(absent.ino)
