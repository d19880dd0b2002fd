"""Puts methods before those of one object's class: the object's type doesn't change, and calls of its other methods
don't get slower.

A layer is a prototype between the object and its class. Fields on the object itself would make the engine turn it into
a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.maps import Map


def method_of(target: Any, name: str) -> Callable[..., Any]:
    """The current method, bound to the object."""
    return target[name].bind(target)


def put_layer(target: Any, methods: Map[str, Callable[..., Any]]) -> None:
    """From now on the object has these methods; they don't get the object as an argument."""
    layer = Object.create(Object.getPrototypeOf(target))
    for name, method in methods.entries():
        layer[name] = method
    Object.setPrototypeOf(target, layer)
