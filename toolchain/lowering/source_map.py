"""Line-level source maps (ECMA-426): each line of the JavaScript maps to a line of the Python file."""

import json
import os
from pathlib import Path

from toolchain.lowering.signatures import ROOT

_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'


def encode_vlq(value: int) -> str:
    """Base64 VLQ: sign in the lowest bit, five bits per digit, lowest first."""
    rest = -value << 1 | 1 if value < 0 else value << 1
    out = ''
    while True:
        digit = rest & 31
        rest >>= 5
        out += _DIGITS[digit | 32 if rest else digit]
        if not rest:
            return out


def line_map(path: Path, source: str, lines: list[int]) -> str:
    """`lines[i]` is the 1-based source line of output line i."""
    mappings = []
    last = 0
    for line in lines:
        mappings.append('AA' + encode_vlq(line - 1 - last) + 'A')
        last = line - 1
    name = os.path.relpath(path.resolve(), ROOT)
    return json.dumps(
        {'version': 3, 'sources': ['/' + name], 'sourcesContent': [source], 'names': [], 'mappings': ';'.join(mappings)}
    )
