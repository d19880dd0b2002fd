"""internalBinding('serdes'): v8.Serializer and v8.Deserializer."""

from __future__ import annotations

from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.messaging.value_deserializer import Deserializer
from runtime_py.node.messaging.value_serializer import Serializer
from runtime_py.node.realm.callbacks import coded_error


def constructor(made: object, name: str) -> object:
    """Throws Node's error code when called without `new`."""

    def refuse(target, this_value, args):
        raise coded_error(
            TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', f"Class constructor {name} cannot be invoked without 'new'"
        )

    return js_new(HostProxy, made, {'apply': refuse})


def create(realm: object, binding_data: object) -> object:
    return {
        'Serializer': constructor(Serializer, 'Serializer'),
        'Deserializer': constructor(Deserializer, 'Deserializer'),
    }
