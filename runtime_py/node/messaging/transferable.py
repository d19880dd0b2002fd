"""Native objects that can be sent in messages: a table by class, which bindings fill. The table in use is the realm's
(`realm.carriers`).

Knows: how to convert an object to plain data and make it again. Must not know: messages, or any single binding. Objects
of the library that are written in JavaScript (KeyObject's wrapper, Blob, AbortSignal...) carry their own methods; see
cloning.py."""

from __future__ import annotations

# Natives of bindings that a thread may not have loaded yet when it receives one: the module of the library that loads
# them. They exist in the main context only.
LATE_HOMES = {
    'KeyObjectHandle': 'internal/crypto/keys',
    'KeyObject': 'internal/crypto/keys',
    'CryptoKey': 'internal/crypto/keys',
    'X509Certificate': 'internal/crypto/x509',
}


class Carrier:
    """`give(object) -> data`: the object stays usable if it may be cloned, and becomes empty if it must be moved;
    `make(data) -> object`."""

    def __init__(self, name: str, moves: bool, give: object, make: object) -> None:
        self.name = name
        self.moves = moves
        self.give = give
        self.make = make


class Carriers:
    def __init__(self) -> None:
        self._by_class = js_new(globalThis.Map)
        self._by_name = js_new(globalThis.Map)
        self._shared = js_new(globalThis.Map)  # number -> WeakRef

    def share(self, number: int, value: object) -> int:
        """State that clones share with the original as long as they stay in its thread, under a number that is sent in
        the message."""
        self._shared.set(number, WeakRef(value))
        return number

    def shared(self, number: int) -> object:
        """Undefined in another thread, or when it was collected."""
        found = self._shared.get(number)
        return js_undefined if found is None else found.deref()

    def cloneable(self, name: str, kind: object, give: object, make: object) -> None:
        self._register(kind, Carrier(name, False, give, make))

    def transferable(self, name: str, kind: object, give: object, make: object) -> None:
        self._register(kind, Carrier(name, True, give, make))

    def _register(self, kind: object, carrier: Carrier) -> None:
        self._by_class.set(kind, carrier)
        self._by_name.set(carrier.name, carrier)

    def of(self, value: object) -> Carrier | None:
        """The carrier for this class or a base class."""
        if Object.getPrototypeOf(value) is Object.prototype:
            return None
        for kind, carrier in self._by_class.entries():
            if js_instanceof(value, kind):
                return carrier
        return None

    def named(self, name: str) -> Carrier | None:
        return self._by_name.get(name)
