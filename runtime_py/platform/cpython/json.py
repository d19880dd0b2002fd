"""Twin of platform/json.py."""

from __future__ import annotations

import importlib
import json as _json
import math
from typing import Any

Map = importlib.import_module('runtime_py.platform.maps').Map


def parse(text: str) -> Any:
    def refuse(name: str) -> Any:
        raise ValueError(f'Unexpected token {name}')

    return _json.loads(text, object_pairs_hook=Map, parse_constant=refuse)


def stringify(value: Any, indent: int = 0) -> str:
    return _write(value, '\n' if indent > 0 else '', ' ' * indent)


def _write(value: Any, line: str, indent: str) -> str:
    if isinstance(value, Map):
        parts = [
            _json.dumps(k, ensure_ascii=False) + (': ' if line else ':') + _write(v, line + indent, indent)
            for k, v in value.entries()
        ]
        return _bracket('{', parts, '}', line, indent)
    if isinstance(value, list):
        return _bracket('[', [_write(v, line + indent, indent) for v in value], ']', line, indent)
    if isinstance(value, float):
        if not math.isfinite(value):
            return 'null'
        if value.is_integer():
            value = int(value)
    return _json.dumps(value, ensure_ascii=False)


def _bracket(left: str, parts: list[str], right: str, line: str, indent: str) -> str:
    if not parts:
        return left + right
    if not line:
        return left + ','.join(parts) + right
    return left + line + indent + (',' + line + indent).join(parts) + line + right
