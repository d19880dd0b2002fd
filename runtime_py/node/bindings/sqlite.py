"""internalBinding('sqlite'), which is all of node:sqlite. Implemented by a separate script (sqlite.js,
runtime_py/node/sqlite/), which is loaded here: the binding is made when a program first requires the module.

The script is given the host's functions that it needs: when it loads, Node's globals have replaced the worker's own."""

from __future__ import annotations

from runtime_py.platform.atomics import wait
from runtime_py.platform.clock import monotonic_ms, now_ms
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.host import HostSharedArrayBuffer, HostTextDecoder, HostTextEncoder
from runtime_py.platform.worker_scripts import load_runtime_script


def create(realm: object, binding_data: object) -> object:
    load_runtime_script('sqlite.js')
    make = globalThis.terrarium_sqlite
    del globalThis['terrarium_sqlite']
    never_set = Int32Array(js_new(HostSharedArrayBuffer, 4))
    return make(
        realm,
        {
            'now': now_ms,
            'monotonic': monotonic_ms,
            'random_fill': random_fill,
            'sleep': lambda ms: wait(never_set, 0, 0, ms),
            'TextDecoder': HostTextDecoder,
            'TextEncoder': HostTextEncoder,
        },
    )
