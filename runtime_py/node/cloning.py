"""Structured clone with the host's own algorithm; ports inside a message are put in afterwards.

Knows: placeholders for ports. Must not know: where a clone goes.
"""
from __future__ import annotations

from runtime_py.node.wiring import realm

# captured before Node's library replaces the global
host_structured_clone = globalThis.structuredClone.bind(globalThis)
PLACEHOLDER = '$terrarium_port'


def clone_error(message: str) -> object:
    return js_new(realm().per_context.DOMException, message, 'DataCloneError')


def clone_value(value: object, transfer: list, ports: list, moved: list) -> object:
    try:
        if len(ports) == 0:
            return host_structured_clone(value, {'transfer': transfer})
        marked = replace_deep(value, ports, [{PLACEHOLDER: i} for i in range(len(ports))], js_new(Map))
        return restore(host_structured_clone(marked, {'transfer': transfer}), moved, js_new(Set))
    except Exception as error:
        if error is not None and error.name == 'DataCloneError':
            raise clone_error(error.message)
        raise


def is_plain(value: object) -> bool:
    if js_typeof(value) != 'object' or value is None:
        return False
    prototype = Object.getPrototypeOf(value)
    return Array.isArray(value) or prototype is Object.prototype or prototype is None


def replace_deep(value: object, ports: list, marks: list, seen: object) -> object:
    """A copy of the plain objects and arrays in which each port is its mark."""
    if js_typeof(value) == 'object' and value is not None and value in ports:
        return marks[ports.indexOf(value)]
    if not is_plain(value):
        return value
    if seen.has(value):
        return seen.get(value)
    copy = [] if Array.isArray(value) else {}
    seen.set(value, copy)
    for key in Object.keys(value):
        copy[key] = replace_deep(value[key], ports, marks, seen)
    return copy


def restore(value: object, moved: list, seen: object) -> object:
    if not is_plain(value) or seen.has(value):
        return value
    if not Array.isArray(value) and js_typeof(value[PLACEHOLDER]) == 'number':
        return moved[value[PLACEHOLDER]]
    seen.add(value)
    for key in Object.keys(value):
        value[key] = restore(value[key], moved, seen)
    return value
