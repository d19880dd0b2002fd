"""Walks acorn's trees."""

from __future__ import annotations

# members of nodes that never hold nodes
_PLAIN = js_new(
    globalThis.Set,
    [
        *['type', 'start', 'end', 'loc', 'raw', 'name', 'operator', 'kind', 'computed', 'optional', 'static', 'tail'],
        *['shorthand', 'method', 'async', 'generator', 'delegate', 'prefix', 'sourceType', 'directive', 'regex'],
    ],
)
_members = js_new(globalThis.Map)  # type of a node -> names of the members that may hold nodes


def _members_of(node: object) -> list:
    """acorn gives all nodes of a type the same members, in the order of the text."""
    names = Object.keys(node).filter(lambda name: not _PLAIN.has(name))
    _members.set(node.type, names)
    return names


def each_child(node: object, visit: object) -> None:
    """Calls `visit` with every direct child node, in the order of the text."""
    for key in _members.get(node.type) or _members_of(node):
        value = node[key]
        if value is None or js_typeof(value) != 'object':
            continue
        if Array.isArray(value):
            for item in value:
                if item is not None and js_typeof(item.type) == 'string':
                    visit(item)
        elif js_typeof(value.type) == 'string':
            visit(value)
