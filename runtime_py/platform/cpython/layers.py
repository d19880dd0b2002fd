"""Twin of platform/layers.py: inserts a class between the object and its class."""

from collections.abc import Callable
from typing import Any

from runtime_py.platform.maps import Map


def method_of(target: Any, name: str) -> Callable[..., Any]:
    return getattr(target, name)


def put_layer(target: Any, methods: Map[str, Callable[..., Any]]) -> None:
    base = type(target)
    target.__class__ = type(base.__name__, (base,), {name: staticmethod(method) for name, method in methods.entries()})
