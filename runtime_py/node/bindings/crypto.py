"""internalBinding('crypto'), implemented by separate scripts (runtime_py/node/crypto/): crypto.js is large, and most
programs that load `crypto` use only a digest (hashes.js) or nothing. So the members that the library reads when it is
loaded are stand-ins; using the first one loads its script.

The bundler finds out the names, and their numbers and lists, from the script itself (toolchain/crypto_outline.py)."""

from __future__ import annotations

from runtime_py.node.realm.binding_data import stand_ins
from runtime_py.platform.host import host_crypto
from runtime_py.platform.worker_scripts import load_runtime_script

OUTLINE = globalThis.TERRARIUM_CRYPTO
# those in the script tls.js
TLS_MEMBERS = [
    'SecureContext',
    'getSSLCiphers',
    'getBundledRootCertificates',
    'getExtraCACertificates',
    'getUserRootCertificates',
    'resetRootCertStore',
]


class Prepared:
    """`hashes` makes the members that lie in hashes.js."""

    def __init__(self) -> None:
        self.hashes: object = None


_prepared = Prepared()


def prepare_hashes() -> None:
    """Most programs make a digest or a random number. In a worker that waits for a program this takes nobody's time,
    while a busy browser takes tens of milliseconds to load a script."""
    if _prepared.hashes is None:
        _prepared.hashes = run_script('hashes.js', 'terrarium_hashes')


def create(realm: object, binding_data: object) -> object:
    loaded = {}

    def load():
        if loaded.binding is None:
            loaded.binding = load_binding(realm, binding_data)
        return loaded.binding

    realm.load_crypto = load

    def load_hashes():
        if loaded.hashes is None:
            prepare_hashes()
            loaded.hashes = _prepared.hashes(realm)
        return loaded.hashes

    def load_tls():
        if realm.tls is None:
            load()
            realm.tls = load_tls_script(realm)
        return realm.tls.members

    realm.load_roots = load_roots
    classes = realm.key_classes
    binding = Object.assign({}, OUTLINE.numbers)
    for name in OUTLINE.functions:
        binding[name] = stand_in(load_hashes if name in OUTLINE.hashes else load, name)
    for name, values in Object.entries(OUTLINE.lists):
        binding[name] = always(values)
    for name in TLS_MEMBERS:
        binding[name] = stand_in(load_tls, name)
    binding.createNativeKeyObjectClass = lambda make: classes.create_key_object_class(make)
    binding.getKeyObjectSlots = lambda key: classes.key_object_slots(key)
    binding.createCryptoKeyClass = lambda make: classes.create_crypto_key_class(make)
    binding.getCryptoKeySlots = lambda key: classes.crypto_key_slots(key)
    binding.getCachedAliases = lambda: {}
    binding.startLoadingCertificatesOffThread = nothing_to_load
    return binding


def nothing_to_load() -> None:
    """`tls` calls this when it is loaded, so that a thread of Node's reads certificates early. They are read when the
    first connection needs them."""


def load_tls_script(realm: object) -> object:
    load_runtime_script('tls.js')
    make = globalThis.terrarium_tls
    del globalThis['terrarium_tls']
    return make(realm)


def load_roots() -> list[str]:
    load_runtime_script('roots.js')
    roots = globalThis.terrarium_roots
    del globalThis['terrarium_roots']
    return roots


def load_binding(realm: object, binding_data: object) -> object:
    return run_script('crypto.js', 'terrarium_crypto')(realm, binding_data)


def run_script(file: str, name: str) -> object:
    """Returns the value that the script leaves under a global name. The script uses the host's `crypto`, which programs
    can't see any more."""
    globalThis.terrarium_host_crypto = host_crypto
    load_runtime_script(file)
    made = globalThis[name]
    js_delete(globalThis, 'terrarium_host_crypto')
    js_delete(globalThis, name)
    return made


def always(values: list[str]) -> object:
    return lambda: values.slice()


class Nothing:
    pass


def stand_in(load: object, name: str) -> object:
    """Can be called, constructed and read like the member that it represents; its name and length are known without
    loading the script."""
    traps = {
        'apply': lambda target, receiver, args: Reflect.apply(load()[name], receiver, args),
        'construct': lambda target, args, new_target: Reflect.construct(load()[name], args),
        'get': lambda target, key: target[key] if key == 'name' or key == 'length' else load()[name][key],
        'has': lambda target, key: Reflect.has(load()[name], key),
    }
    # to be constructible, a proxy needs a constructor as its target; this one has no `prototype` of its own
    nothing: object = Nothing
    target = nothing.bind(None)
    Object.defineProperty(target, 'name', {'value': name, 'configurable': True})
    made = js_new(Proxy, target, traps)
    stand_ins.add(made)
    return made
