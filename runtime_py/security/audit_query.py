"""Searching the audit log: which records somebody wants, and how they read. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.security.actions import ALLOW
from runtime_py.security.audit_chain import DECISION

_UNITS: Map[str, int] = Map([['s', 1], ['m', 60], ['h', 3600], ['d', 86400], ['w', 604800]])
_SHOWN_FIRST = ['number', 'time', 'kind', 'before']


class Query:
    """`since`: an ISO time, '' for all. `who`: a pid, or a part of a program, package or parent. `kind`: '' for all."""

    def __init__(self, since: str, who: str, only_denied: bool, kind: str = '') -> None:
        self.since = since
        self.who = who.lower()
        self.only_denied = only_denied
        self.kind = kind

    def wants(self, record: Map[str, Any]) -> bool:
        if self.since != '' and record.get('time') < self.since:
            return False
        if self.kind != '' and record.get('kind') != self.kind:
            return False
        if self.only_denied and (record.get('kind') != DECISION or record.get('effect') == ALLOW):
            return False
        return self.who == '' or self._is_meant(record)

    def _is_meant(self, record: Map[str, Any]) -> bool:
        if str(record.get('pid')) == self.who:
            return True
        for name in ['program', 'who', 'package']:
            value = record.get(name)
            if isinstance(value, str) and self.who in value.lower():
                return True
        return False


def seconds_of(text: str) -> int:
    """`90`, `10m`, `2h`, `1d`: seconds; -1 for anything else."""
    unit = _UNITS.get(text[-1:]) if text != '' else None
    digits = text if unit is None else text[: len(text) - 1]
    if digits == '' or len(digits) > 9 or not digits.isdigit():
        return -1
    return int(digits) * (unit if unit is not None else 1)


def line_for_people(record: Map[str, Any]) -> str:
    """`2026-11-29T14:00:00.000Z decision pid=7 who=node action=read …`; no letter in it moves a terminal's cursor."""
    parts = [plain(record.get('time')), plain(record.get('kind'))]
    for name, value in record.entries():
        if name not in _SHOWN_FIRST and value != '' and value is not None:
            parts.append(f'{plain(name)}={_value(value)}')
    return ' '.join(parts)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return '[' + ' '.join([_value(item) for item in value]) + ']'
    text = plain(str(value))
    return text if ' ' not in text and text != '' else f'"{text}"'


def plain(text: str) -> str:
    """Control characters become `?`: a program chooses its own arguments."""
    out = ''
    for letter in text:
        code = ord(letter[0:1])
        out += '?' if code < 32 or 127 <= code < 160 else letter
    return out
