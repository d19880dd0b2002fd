"""Walks acorn's trees."""

from __future__ import annotations


def each_child(node: object, visit: object) -> None:
    """Calls `visit` with every direct child node, in the order of the text."""
    for key in Object.keys(node):
        value = node[key]
        if Array.isArray(value):
            for item in value:
                if item is not None and js_typeof(item.type) == 'string':
                    visit(item)
        elif value is not None and js_typeof(value) == 'object' and js_typeof(value.type) == 'string':
            visit(value)
