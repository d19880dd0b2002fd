"""Operations on checkpoints while the machine runs: creating one, and rolling back, first the storage in one
transaction, then the memory.

Combines checkpoints.py, persistence.py and vfs/rollback.py. Must not know its callers."""

from runtime_py.kernel.quarantine import DAMAGED
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map, Set
from runtime_py.vfs.journal import CONTENTS_STORE, GROUPS_STORE
from runtime_py.vfs.layout import GROUP_INODES
from runtime_py.vfs.rollback import Rollback


class Rollbacks:
    def __init__(self, persistence: object) -> None:
        self.persistence = persistence
        self.checkpoints = persistence.checkpoints
        self.contents = persistence.contents

    def newest_first(self) -> list:
        """{name, time, automatic}, the newest first."""
        return self.checkpoints.newest_first()

    async def create(self, name: str, automatic: bool) -> object:
        """Raises OsError when the storage is full."""

        async def call() -> object:
            await self.persistence.write_all()
            return await self.checkpoints.create(name, automatic)

        return await self.persistence.alone(call)

    async def remove(self, name: str) -> None:
        await self.persistence.alone(lambda: self.checkpoints.remove(self.checkpoints.find(name)))

    async def rollback(self, name: str) -> None:
        """Rolls back to a checkpoint; the present state becomes a checkpoint too. Running programs see their files
        change."""
        await self.persistence.alone(lambda: self._rollback(name))
        start(self.contents.load_all(), lambda error: self.persistence.load_failed(error))

    async def _rollback(self, name: str) -> None:
        checkpoints = self.checkpoints
        number = checkpoints.find(name)
        await self.persistence.write_all()
        await checkpoints.create(f'before {name}', True, number)
        await self.contents.pause()
        try:
            changes = await checkpoints.changes_back_to(number)
            await self.persistence.put(changes, True)
            await self._roll_memory_back(changes)
        finally:
            self.contents.go_on()

    async def _roll_memory_back(self, changes: list) -> None:
        """Rolls the memory back. Changes since the last batch are undone too: their groups are the others."""
        numbers = Set()
        for change in changes:
            numbers.add(change[1] if change[0] != CONTENTS_STORE else int(change[1].split(':')[0]) // GROUP_INODES)
        rollback = Rollback(self.persistence.system.fs)
        others = None
        while others is None or len(others) > 0:
            asked = list(numbers.values())
            found = await self.persistence.database.get_many(GROUPS_STORE, asked)
            records = Map()
            for k, number in enumerate(asked):
                records.set(number, found[k])
            others = rollback.run(records)
            for number in others:
                numbers.add(number)
        if len(rollback.problems) > 0:
            self.persistence.warn(
                f'Some files could not be restored: {"; ".join(rollback.problems[:5])}', DAMAGED, rollback.problems
            )
