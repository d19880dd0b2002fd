"""A record of the audit log in words: who did it, and what. Pure. Programs choose their names and arguments, so control
characters are replaced."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.security.audit_chain import BEHAVIOUR, DECISION, ENDED, LIMIT, NOTE, PORT, PREVIEW, STARTED, WARNING
from runtime_py.security.audit_query import line_for_people, plain

_NAMES = ['who', 'program', 'package']


def who_of_record(record: Map[str, Any]) -> str:
    """`node`, `sh (postinstall of left)`; '' for what no program did."""
    for name in _NAMES:
        value = record.get(name)
        if isinstance(value, str) and value != '':
            return plain(value[value.rfind('/') + 1 :] if name == 'program' else value)
    return ''


def what_of_record(record: Map[str, Any]) -> str:
    kind = record.get('kind')
    if kind == STARTED:
        return plain(f'started: {" ".join(_texts(record, "argv"))}{_policy(record)}')
    if kind == ENDED:
        return f'ended by signal {record.get("signal")}' if record.has('signal') else f'ended with {record.get("code")}'
    if kind == DECISION:
        effect = 'allowed' if record.get('effect') == 'allow' else 'refused'
        return plain(f'{effect}: {_text(record, "action")} {_text(record, "object")} ({_text(record, "why")})')
    if kind == BEHAVIOUR:
        reasons = _texts(record, 'reasons')
        return plain(f'{_text(record, "level")}: {"; ".join(reasons) if len(reasons) > 0 else _text(record, "text")}')
    if kind == PORT:
        return f'port {record.get("port")}: {plain(_text(record, "state"))}'
    if kind == NOTE:
        return plain(f'{_text(record, "about")}: {_text(record, "text")}')
    if kind == LIMIT:
        return plain(f'ended: {_text(record, "text")} ({_text(record, "command")})')
    if kind == PREVIEW:
        return plain(f'port {record.get("port")}: {_text(record, "about")}: {_text(record, "text")}')
    if kind == WARNING:
        return plain(f'{_text(record, "text")} {_text(record, "code")}'.strip())
    if record.has('text'):
        return plain(_text(record, 'text'))
    rest: Map[str, Any] = Map([['time', ''], ['kind', '']])
    for name, value in record.entries():
        if name not in ['number', 'time', 'kind', 'before', 'pid', *_NAMES]:
            rest.set(name, value)
    return line_for_people(rest).strip()


def _policy(record: Map[str, Any]) -> str:
    policies = _texts(record, 'policy')
    return f' (policy: {", ".join(policies)})' if len(policies) > 0 else ''


def _text(record: Map[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ''


def _texts(record: Map[str, Any], name: str) -> list[str]:
    value = record.get(name)
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
