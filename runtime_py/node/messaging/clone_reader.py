"""Reads messages between ports (src/node_messaging.cc, Message::Deserialize). The other half of cloning.py."""

from __future__ import annotations

from runtime_py.node.messaging.transferable import LATE_HOMES
from runtime_py.node.messaging.value_deserializer import Deserializer
from runtime_py.node.realm.callbacks import coded_error, realm

UNAVAILABLE = 'A message object could not be deserialized successfully in the target vm.Context'
_state: dict = {'make': None}


def set_create_object(make: object) -> None:
    """Sets the library's function that makes an empty object from `module:Class`."""
    _state['make'] = make


class MessageReader(Deserializer):
    def __init__(self, data: Uint8Array, objects: list) -> None:
        super().__init__(data)
        self.objects = objects
        self.hosts = []

    def _readHostObject(self) -> object:
        return self.hosts[self.readUint32()]

    def _getSharedArrayBufferFromId(self, number: int) -> object:
        return self.objects[number]


def read_message(data: Uint8Array, ports: list, objects: list, main_context: bool) -> object:
    """`ports` are MessagePorts of this thread. Objects of the library exist only in the main context."""
    head_length = DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(0)
    head_reader = MessageReader(data.subarray(4, 4 + head_length), [])
    head_reader.readHeader()
    head = head_reader.readValue()
    reader = MessageReader(data.subarray(4 + head_length), objects)
    for k, buffer in enumerate(head[0]):
        reader.transferArrayBuffer(k, buffer)
    for record in head[1]:
        late = record[0] == 'native' and Object.hasOwn(LATE_HOMES, record[1])
        if (record[0] == 'library' or late) and not main_context:
            raise coded_error(Error, 'ERR_MESSAGE_TARGET_CONTEXT_UNAVAILABLE', UNAVAILABLE)
        reader.hosts.push(host_of(record, ports, objects))
    reader.readHeader()
    value = reader.readValue()
    for k, record in enumerate(head[1]):
        if record[0] == 'library':
            fill(reader.hosts[k], reader.readValue())
    return value


def host_of(record: list, ports: list, objects: list) -> object:
    if record[0] == 'port':
        return ports[record[1]]
    if record[0] == 'shared':
        made = SharedArrayBuffer(record[1].length)
        Uint8Array(made).set(record[1])
        return made
    if record[0] == 'object':
        return objects[record[1]]
    if record[0] == 'native':
        if realm().carriers.named(record[1]) is None:
            realm().require(LATE_HOMES[record[1]])
            realm().load_crypto()
        return realm().carriers.named(record[1]).make(record[2])
    return _state['make'](record[1])


def fill(made: object, data: object) -> None:
    method = made[realm().symbols.messaging_deserialize_symbol]
    if js_typeof(method) == 'function':
        method.call(made, data)
