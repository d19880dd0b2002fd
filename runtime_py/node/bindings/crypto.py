"""internalBinding('crypto'), which is a script of its own (crypto.js, runtime_py/node/crypto/): loaded when it is first asked for."""
from __future__ import annotations

from runtime_py.platform.host import host_crypto
from runtime_py.platform.workers import load_script, script_url


def create(realm: object, seed: object) -> object:
    globalThis.terrarium_host_crypto = host_crypto
    load_script(script_url('crypto.js'))
    make = globalThis.terrarium_crypto
    del globalThis['terrarium_host_crypto']
    del globalThis['terrarium_crypto']
    return make(realm, seed)
