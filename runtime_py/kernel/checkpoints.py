"""Checkpoints: named states of the workspace, to which it can be reset.

Copy-on-write in the storage: the first time a record is replaced after a checkpoint, the same transaction saves its old
value as `undo` [checkpoint, store, key] (null: there was none). So making one costs only a drain, memory holds only the
keys of the newest, and a crash can't leave half of one. A record's value at checkpoint n is the first that is saved
under n or a later one; if there is none, it hasn't changed.

Going back writes those values like any other batch: later checkpoints stay, and the state before becomes one too. Knows
stores and keys; must not know what is in records (vfs/rollback.py does the memory's side)."""

from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map, Set
from runtime_py.vfs.journal import STORES

CHECKPOINTS_STORE = 'checkpoints'
UNDO_STORE = 'undo'
MOST_AUTOMATIC = 5
AT_ONCE = 64


class NoCheckpoint(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f'there is no checkpoint "{name}"')
        self.message = f'there is no checkpoint "{name}"'
        self.code = 'ERR_TERRARIUM_NO_CHECKPOINT'


class Checkpoints:
    """The caller makes sure that nothing else is written meanwhile (Persistence.alone)."""

    def __init__(self, database: object) -> None:
        self.database = database
        self._all = []  # [number, {name, time, automatic}], the oldest first
        self._saved = Set()  # keys that the newest has saved, as `store/key`

    async def open(self) -> None:
        self._all = await self.database.entries(CHECKPOINTS_STORE)
        if len(self._all) > 0:
            for key in await self.database.keys_below(UNDO_STORE, self._all[-1][0]):
                self._saved.add(f'{key[1]}/{key[2]}')

    async def start_anew(self) -> int:
        """The storage was deleted, or is about to be rewritten completely: forgets all checkpoints. Returns how many
        there were."""
        await self.database.clear([CHECKPOINTS_STORE, UNDO_STORE])
        count = len(self._all)
        self._all = []
        self._saved = Set()
        return count

    async def guarded(self, changes: list) -> list:
        """The changes, plus the old values that they replace, saved for the newest checkpoint."""
        if len(self._all) == 0:
            return changes
        number = self._all[-1][0]
        kept = []
        for store in STORES:
            keys = Map()
            for change in changes:
                if change[0] == store and not self._saved.has(f'{store}/{change[1]}'):
                    keys.set(change[1], True)
            asked = list(keys.keys())
            values = await self.database.get_many(store, asked) if len(asked) > 0 else []
            for k, key in enumerate(asked):
                kept.append([UNDO_STORE, [number, store, key], values[k] if values[k] is not None else None])
        return [*changes, *kept]

    def written(self, changes: list) -> None:
        """These changes have reached the storage."""
        for change in changes:
            if change[0] == UNDO_STORE and len(change) == 3:
                self._saved.add(f'{change[1][1]}/{change[1][2]}')

    def newest_first(self) -> list:
        """{name, time, automatic}, the newest first."""
        return list(reversed([entry[1] for entry in self._all]))

    def find(self, name: str) -> int:
        """The number of the newest checkpoint with this name. Raises NoCheckpoint."""
        for k in range(len(self._all) - 1, -1, -1):
            if self._all[k][1]['name'] == name:
                return self._all[k][0]
        raise NoCheckpoint(name)

    async def create(self, name: str, automatic: bool, needed: int = 0) -> object:
        """Names the present state of the storage. A name given by the user replaces an older checkpoint of that name.
        `needed`: kept even if there are too many."""
        number = self._all[-1][0] + 1 if len(self._all) > 0 else 1
        entry = {'name': name if name != '' else self._free_name(), 'time': now_ms(), 'automatic': automatic}
        old = [known[0] for known in self._all if known[1]['name'] == entry['name'] and not automatic]
        await self.database.write([[CHECKPOINTS_STORE, number, entry]], True)
        self._all.append([number, entry])
        self._saved = Set()
        for one in old:
            await self.remove(one)
        await self._prune(needed)
        return entry

    def _free_name(self) -> str:
        names = [entry[1]['name'] for entry in self._all]
        k = 1
        while f'checkpoint-{k}' in names:
            k += 1
        return f'checkpoint-{k}'

    async def _prune(self, needed: int) -> None:
        automatic = [entry[0] for entry in self._all if entry[1]['automatic'] and entry[0] != needed]
        for number in automatic[: max(len(automatic) - MOST_AUTOMATIC, 0)]:
            await self.remove(number)

    async def remove(self, number: int) -> None:
        """Removes a checkpoint. Its saved values pass to the one before, where that has none of its own."""
        at = [entry[0] for entry in self._all].indexOf(number)
        before = self._all[at - 1][0] if at > 0 else 0
        keys = await self.database.keys_below(UNDO_STORE, number)
        known = Set()
        if before > 0:
            for key in await self.database.keys_below(UNDO_STORE, before):
                known.add(f'{key[1]}/{key[2]}')
        moving = [key for key in keys if before > 0 and not known.has(f'{key[1]}/{key[2]}')]
        values = await self.database.get_many(UNDO_STORE, moving)
        changes = [[UNDO_STORE, key] for key in keys]
        for k, key in enumerate(moving):
            changes.append([UNDO_STORE, [before, key[1], key[2]], values[k]])
        changes.append([CHECKPOINTS_STORE, number])
        await self.database.write(changes, True)
        newest = at == len(self._all) - 1
        self._all.splice(at, 1)
        if newest:
            self._saved = Set()
            await self.open()

    async def changes_back_to(self, number: int) -> list:
        """The changes that bring the storage back to its state at a checkpoint."""
        found = Map()
        for entry in self._all:
            if entry[0] >= number:
                for key in await self.database.keys_below(UNDO_STORE, entry[0]):
                    name = f'{key[1]}/{key[2]}'
                    if not found.has(name):
                        found.set(name, key)
        keys = list(found.values())
        changes = []
        for first in range(0, len(keys), AT_ONCE):
            part = keys[first : first + AT_ONCE]
            values = await self.database.get_many(UNDO_STORE, part)
            for k, key in enumerate(part):
                changes.append([key[1], key[2], values[k]] if values[k] is not None else [key[1], key[2]])
        return changes
