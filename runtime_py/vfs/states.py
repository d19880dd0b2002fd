"""The state machines of mounts and of the journal. Pure."""

from __future__ import annotations

from runtime_py.platform.states import Table

MADE = 0
ATTACHED = 1
DETACHED = 2
FREED = 3
MOUNT = Table(
    'A mount',
    'vfs/mounts.py',
    ['made', 'attached', 'detached', 'freed'],
    [
        ['made', 'attached', 'it covers its folder'],
        ['made', 'freed', 'it found no memory for its root'],
        ['attached', 'detached', 'umount, or the covered folder was removed'],
        ['detached', 'freed', 'none of its files is open any more'],
    ],
)
FILLING = 0
TAKEN = 1
WRITTEN = 2
FAILED = 3
BATCH = Table(
    'A batch of the journal',
    'vfs/journal.py',
    ['filling', 'taken', 'written', 'failed'],
    [
        ['filling', 'taken', 'it has all changes, under the lock'],
        ['taken', 'written', 'the transaction is complete'],
        ['taken', 'failed', 'its changes are marked again'],
    ],
)
TABLES = [MOUNT, BATCH]
