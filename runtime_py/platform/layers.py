"""Methods put before those of one object's class: the object stays what it is, and calls of other methods cost what they cost.

A layer is a prototype between the object and its class: fields on the object itself would make the engine keep it as a dictionary."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.maps import Map


def method_of(target: Any, name: str) -> Callable[..., Any]:
    """As it is now, bound."""
    return target[name].bind(target)


def put_layer(target: Any, methods: Map[str, Callable[..., Any]]) -> None:
    """From now on these are the methods of the object; they don't get it as an argument."""
    layer = Object.create(Object.getPrototypeOf(target))
    for name, method in methods.entries():
        layer[name] = method
    Object.setPrototypeOf(target, layer)
