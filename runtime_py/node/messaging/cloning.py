"""Writes messages between ports: V8's format, plus what that can't represent (src/node_messaging.cc,
Message::Serialize).

A parcel is bytes: the length of a head, the head (transferred buffers and what each host object is made from), the
value. Ports in it are listed separately (their addresses), and so are objects that only the engine can carry: shared
memory and WebAssembly modules. Knows: transfer lists and their errors. Must not know: queues, threads. clone_reader.py
reads."""

from __future__ import annotations

from runtime_py.node.bindings.types import shared_types
from runtime_py.node.engine.proxies import is_proxy
from runtime_py.node.messaging.message_ports import state_of
from runtime_py.node.messaging.natives import is_native
from runtime_py.node.messaging.uncloneable import shown
from runtime_py.node.messaging.value_serializer import Serializer
from runtime_py.node.realm.callbacks import plain_bytes, realm

CLONEABLE = 2  # bits of transfer_mode_private_symbol
TRANSFERABLE = 1
CLONE_UNSUPPORTED = 'Cannot clone object of unsupported type.'
TRANSFER_UNSUPPORTED = 'Cannot transfer object of unsupported type.'
_move_buffer = ArrayBuffer.prototype.transfer
_is_detached = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'detached').get


def clone_error(message: str) -> object:
    return js_new(realm().per_context.DOMException, message, 'DataCloneError')


def is_of_engine(value: object) -> bool:
    types = shared_types
    return (
        types.isArrayBuffer(value)
        or types.isMap(value)
        or types.isSet(value)
        or types.isDate(value)
        or types.isRegExp(value)
        or types.isSharedArrayBuffer(value)
        or types.isBoxedPrimitive(value)
    )


class Parcel:
    """`data`, the addresses of the ports in it, and engine objects by index."""

    def __init__(self, data: Uint8Array, ports: list, objects: list) -> None:
        self.data = data
        self.ports = ports
        self.objects = objects


class MessageWriter(Serializer):
    """Host objects are: ports, native objects with a carrier, library objects marked as transferable or cloneable, and
    wasm modules."""

    def __init__(self) -> None:
        super().__init__()
        self.hosts = []
        self.first_cloned = Infinity
        self.buffers = []
        self.objects = []

    def _getDataCloneError(self, message: str) -> object:
        return clone_error(message)

    def _getSharedArrayBufferId(self, buffer: object) -> int:
        return self._object_number(buffer)

    def _object_number(self, value: object) -> int:
        at = self.objects.indexOf(value)
        return at if at >= 0 else self.objects.push(value) - 1

    def _special(self, value: object, tag: str) -> None:
        mode = value[realm().private_symbols.transfer_mode_private_symbol]
        if mode is not None and is_of_engine(value):
            super()._special(value, tag)  # V8 checks the mark only of other objects
        elif not is_proxy(value) and (mode is not None or is_native(value)):
            self._tag('\\')
            self._host(value, mode)
        elif js_instanceof(value, WebAssembly.Module) or (
            js_instanceof(value, WebAssembly.Memory) and js_instanceof(value.buffer, SharedArrayBuffer)
        ):
            self._tag('\\')
            at = self.hosts.indexOf(value)
            if at < 0:
                at = self.hosts.push(value) - 1
            self.writeUint32(at)
        else:
            super()._special(value, tag)

    def _host(self, value: object, mode: object) -> None:
        if is_native(value):
            carrier = realm().carriers.of(value)
            state = state_of(value)
            may_clone = carrier is not None and not carrier.moves
            may_move = carrier is not None if state is None else not state.is_detached
        else:
            may_clone = (mode & CLONEABLE) != 0
            may_move = (mode & TRANSFERABLE) != 0
        if not may_clone and not may_move:
            raise clone_error(CLONE_UNSUPPORTED)
        at = self.hosts.indexOf(value)
        if at < 0:
            if not may_clone:
                raise clone_error('Object that needs transfer was found in message but not listed in transferList')
            self.first_cloned = Math.min(self.first_cloned, self.hosts.length)
            at = self.hosts.push(value) - 1
        self.writeUint32(at)

    def _shared(self, buffer: object) -> None:
        if not realm().thread.internal:
            super()._shared(buffer)
            return
        # the thread of module hooks answers a sleeping thread, and shared memory can only be received by an event loop:
        # send the bytes
        self._tag('\\')
        at = self.hosts.indexOf(buffer)
        if at < 0:
            at = self.hosts.push(buffer) - 1
        self.writeUint32(at)

    def _array_buffer(self, buffer: object) -> None:
        if _is_detached.call(buffer):
            raise clone_error('An ArrayBuffer is detached and could not be cloned.')
        super()._array_buffer(buffer)

    # the transfer list

    def add_transfers(self, entries: list, source: object) -> None:
        for entry in entries:
            self._add_transfer(entry, source)
        # objects that a listed object contains (a FileHandle's handle) are moved too
        for host in self.hosts:
            nested = host[realm().symbols.messaging_transfer_list_symbol]
            if js_typeof(nested) == 'function':
                for inner in nested.call(host):
                    if self.hosts.indexOf(inner) < 0:
                        self.hosts.push(inner)

    def _add_transfer(self, entry: object, source: object) -> None:
        if js_typeof(entry) != 'object' or entry is None:
            raise clone_error('Found invalid value in transferList.')
        if entry[realm().private_symbols.untransferable_object_private_symbol] is not None:
            raise clone_error(TRANSFER_UNSUPPORTED)
        if js_instanceof(entry, ArrayBuffer):
            self._add_buffer(entry)
            return
        if entry is source:
            raise clone_error('Transfer list contains source port')
        state = state_of(entry)
        if state is not None and state.is_detached:
            raise clone_error('MessagePort in transfer list is already detached')
        if self.hosts.indexOf(entry) >= 0:
            raise clone_error(f'Transfer list contains duplicate {entry.constructor.name}')
        mode = entry[realm().private_symbols.transfer_mode_private_symbol]
        if state is None and not self._may_move(entry, mode):
            raise clone_error('Found invalid value in transferList.')
        self.hosts.push(entry)

    def _may_move(self, entry: object, mode: object) -> bool:
        carrier = realm().carriers.of(entry)
        if carrier is not None:
            return carrier.moves
        return is_native(entry) if mode is None else (mode & TRANSFERABLE) != 0

    def _add_buffer(self, buffer: object) -> None:
        if self.buffers.indexOf(buffer) >= 0:
            raise clone_error('Transfer list contains duplicate ArrayBuffer')
        if _is_detached.call(buffer):
            raise clone_error(TRANSFER_UNSUPPORTED)
        self.transferArrayBuffer(self.buffers.push(buffer) - 1, buffer)


def write_message(value: object, entries: list, source: object) -> Parcel:
    """`source` is the sending port, or None. Objects in the list are detached here when this returns."""
    writer = MessageWriter()
    writer.add_transfers(entries, source)
    writer.writeHeader()
    writer.writeValue(value)
    moved = [_move_buffer.call(buffer) for buffer in writer.buffers]
    ports = []
    records = []
    for k, host in iterate_growing(writer.hosts):
        records.push(record_of(writer, host, k < writer.first_cloned, ports))
    body = plain_bytes(writer.releaseBuffer())
    head_writer = MessageWriter()
    head_writer.writeHeader()
    head_writer.writeValue([moved, records])
    head = plain_bytes(head_writer.releaseBuffer())
    data = Uint8Array(4 + head.length + body.length)
    DataView(data.buffer).setUint32(0, head.length)
    data.set(head, 4)
    data.set(body, 4 + head.length)
    return Parcel(data, ports, writer.objects)


def iterate_growing(items: list) -> object:
    """[index, item], including items added meanwhile."""
    k = 0
    while k < items.length:
        yield [k, items[k]]
        k += 1


def record_of(writer: MessageWriter, host: object, moves: bool, ports: list) -> list:
    """The reader's instructions for making the object: [kind, ...]. If its data may hold anything, it follows the value
    in the body."""
    if js_instanceof(host, WebAssembly.Module) or js_instanceof(host, WebAssembly.Memory):
        return ['object', writer._object_number(host)]
    if js_instanceof(host, SharedArrayBuffer):
        return ['shared', Uint8Array(host).slice()]
    state = state_of(host)
    if state is not None:
        return ['port', ports.push(state.give()) - 1]
    carrier = realm().carriers.of(host)
    if carrier is not None:
        return ['native', carrier.name, carrier.give(host)]
    symbols = realm().symbols
    for name in ([symbols.messaging_transfer_symbol] if moves else []).concat([symbols.messaging_clone_symbol]):
        if js_typeof(host[name]) == 'function':
            given = host[name]()
            if js_typeof(given) == 'object' and given is not None:
                writer.writeValue(given.data)
                return ['library', String(given.deserializeInfo)]
    raise clone_error(f'{shown(host)} could not be cloned.')
