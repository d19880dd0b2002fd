"""The native halves of KeyObject and CryptoKey: C++'s internal fields, which programs can neither see nor create.

The library derives its classes from them while it loads `crypto`, long before the script crypto.js is loaded, which
finds them through the realm. Must not know the content of a key's handle, except its `type`."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import coded_error


class KeyClasses:
    """`key_objects` and `crypto_keys` are the library's classes, once they exist; `on_crypto_keys` is called with the
    latter."""

    def __init__(self) -> None:
        handles = js_new(globalThis.WeakMap)
        slots = js_new(globalThis.WeakMap)

        class NativeKeyObject:
            def __init__(self, handle: object) -> None:
                handles.set(self, handle)

        class NativeCryptoKey:
            def __init__(self, handle: object, algorithm: object, usages_mask: int, extractable: bool) -> None:
                slots.set(self, [handle.type, extractable, algorithm, usages_mask, handle])

        self._handles = handles
        self._slots = slots
        self.native_key_object = NativeKeyObject
        self.native_crypto_key = NativeCryptoKey
        self.key_objects = []
        self.crypto_keys = []
        self.on_crypto_keys = None

    def handle_of(self, key: object) -> object:
        return self._handles.get(key)

    def key_object_slots(self, key: object) -> list:
        handle = self._handles.get(key)
        if handle is None:
            raise coded_error(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of type KeyObject')
        return [handle.type, handle]

    def crypto_key_slots(self, key: object) -> list:
        found = self._slots.get(key)
        if found is None:
            raise coded_error(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of type CryptoKey')
        return found.slice()

    def create_key_object_class(self, make: object) -> object:
        self.key_objects = make(self.native_key_object)
        return self.key_objects

    def create_crypto_key_class(self, make: object) -> object:
        self.crypto_keys = make(self.native_crypto_key)
        if self.on_crypto_keys is not None:
            self.on_crypto_keys(self.crypto_keys)
        return self.crypto_keys
