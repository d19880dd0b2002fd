"""Damaged records of the workspace: moved aside, and kept until the user has downloaded or discarded them.

Names are `STORE/KEY/TIME`. Must not know what records mean."""

from runtime_py.platform.clock import now_ms

DAMAGED_STORE = 'damaged'
DAMAGED = 'ERR_TERRARIUM_DAMAGED'  # code of the warnings for which the page offers the download


class Quarantine:
    def __init__(self, database: object) -> None:
        self.database = database

    async def put(self, records: list) -> None:
        """Stores [store, key, record]."""
        changes = []
        now = int(now_ms())
        for store, key, record in records:
            if record is not None:
                changes.append([DAMAGED_STORE, f'{store}/{key}/{now}', record])
                changes.append([store, key])
        await self.database.write(changes, True)

    async def entries(self) -> list:
        """[name, record] of all records."""
        return await self.database.entries(DAMAGED_STORE)

    async def clear(self) -> None:
        entries = await self.entries()
        await self.database.write([[DAMAGED_STORE, entry[0]] for entry in entries], True)
