"""internalBinding('serdes'): v8.Serializer and v8.Deserializer."""
from __future__ import annotations

from runtime_py.node.value_deserializer import Deserializer
from runtime_py.node.value_serializer import Serializer


def create(realm: object, seed: object) -> object:
    return {'Serializer': Serializer, 'Deserializer': Deserializer}
