"""internalBinding('ipc_serdes'): messages of a channel with `serialization: 'advanced'`: the length in four bytes, then
V8's format."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import plain_bytes, realm


def serialize(message: object, buffer_class: object) -> object:
    body = plain_bytes(realm().require('v8').serialize(message))
    framed = buffer_class.allocUnsafe(body.length + 4)
    framed.writeUInt32BE(body.length, 0)
    framed.set(body, 4)
    return framed


def deserialize(body: object) -> object:
    return realm().require('v8').deserialize(body)


def create(realm: object, binding_data: object) -> object:
    return {'serialize': serialize, 'deserialize': deserialize}
