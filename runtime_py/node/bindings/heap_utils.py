"""internalBinding('heap_utils'): heap snapshots, which a worker can't take of itself. The permission model is checked
first, as natively."""

from __future__ import annotations

from runtime_py.node.permission.model import FS_WRITE
from runtime_py.node.realm.callbacks import unsupported


def create(realm: object, seed: object) -> object:
    def trigger(file=None, options=None):
        realm.permission.check(FS_WRITE, realm.system.getcwd() if file is None else String(file))
        raise unsupported('v8.writeHeapSnapshot')

    return {'triggerHeapSnapshot': trigger}
