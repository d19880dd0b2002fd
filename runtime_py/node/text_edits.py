"""Changes of a source text by position: [start, end, text]. Insertions come before what replaces something at their position; else the order is kept."""
from __future__ import annotations


def edited(code: str, edits: list) -> str:
    """Within what another change takes away, only insertions count."""
    text = ''
    at = 0
    for start, end, put in sorted(edits, key=lambda edit: edit[0] * 2 + (1 if edit[1] > edit[0] else 0)):
        if start >= at:
            text += code[at:start]
            at = end
        text += put
    return text + code[at:]
