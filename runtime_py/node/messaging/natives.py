"""Tells the objects of bindings, which are C++ in Node, from those of programs."""

from __future__ import annotations

from runtime_py.node.messaging.message_ports import state_of
from runtime_py.node.realm.callbacks import realm
from runtime_py.node.realm.host import AsyncWrap


def is_native(value: object) -> bool:
    return state_of(value) is not None or realm().carriers.of(value) is not None or js_instanceof(value, AsyncWrap)
