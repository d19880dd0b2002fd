"""The audit log's form: one JSON object a line, each with the digest of the line before, so that a change is found.
Pure; must not know files.

A line is {"number", "time", "kind", …, "before"}; `before` is the SHA-256 of the whole line before it, in hexadecimal,
and START for the first. `verify` finds lines that were changed, taken out, put in or moved. That lines are missing at
the end it can only find with the last digest, which the kernel keeps."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import encode
from runtime_py.platform.digest import sha256
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import is_integer
from runtime_py.platform.text import pad_left, to_base

TEXT_MOST = 2000  # letters of one field
START = ''

# kinds
STARTED = 'start'
ENDED = 'end'
DECISION = 'decision'
CONNECTION = 'connection'
PORT = 'port'
NOTE = 'note'  # said by a program
WARNING = 'warning'
POLICY = 'policy'
LIMIT = 'limit'  # a process reached a limit of its resources, and was ended
PREVIEW = 'preview'  # an error in a preview
BEHAVIOUR = 'behaviour'  # what a program did is unusual or suspicious
LOG = 'log'  # about the log itself


class Head:
    """The end of a chain: the number and digest of its last line."""

    def __init__(self, number: int, digest: str) -> None:
        self.number = number
        self.digest = digest


def digest_of(line: str) -> str:
    return ''.join([pad_left(to_base(octet, 16), 2, '0') for octet in sha256(encode(line))])


def make_line(head: Head, time: str, kind: str, fields: Map[str, Any]) -> str:
    """Without the newline. Texts are cut to TEXT_MOST letters."""
    record: Map[str, Any] = Map([['number', head.number + 1], ['time', time], ['kind', kind]])
    for name, value in fields.entries():
        record.set(name, _cut(value))
    record.set('before', head.digest)
    return stringify(record)


def _cut(value: Any) -> Any:
    if isinstance(value, list):
        return [_cut(item) for item in value[:50]]
    return value[:TEXT_MOST] if isinstance(value, str) and len(value) > TEXT_MOST else value


def head_after(line: str) -> Head | None:
    """None for a line that isn't a record."""
    record = read_line(line)
    return None if record is None else Head(record.get('number'), digest_of(line))


def read_line(line: str) -> Map[str, Any] | None:
    try:
        value = parse(line)
    except ValueError:
        return None
    if not isinstance(value, Map):
        return None
    for name in ['time', 'kind', 'before']:
        text = value.get(name)
        if not isinstance(text, str):
            return None
    number = value.get('number')
    if isinstance(number, bool) or not is_integer(number):
        return None
    return value if number > 0 else None


def lines_of(text: str) -> list[str]:
    return [line for line in text.split('\n') if line != '']


def verify(lines: list[str], last: Head | None = None) -> list[str]:
    """What is wrong, in sentences. The first line may follow one that was rotated away. `last`: where the chain must
    end."""
    problems: list[str] = []
    before: Head | None = None
    for place, line in enumerate(lines):
        record = read_line(line)
        if record is None:
            problems.append(f'line {place + 1} is no record')
            before = None
            continue
        if before is not None and record.get('before') != before.digest:
            problems.append(
                f'line {place + 1}, number {record.get("number")}: the line before it was changed, or lines were taken out or put in'
            )
        elif before is not None and record.get('number') != before.number + 1:
            problems.append(f'line {place + 1}: number {record.get("number")} follows {before.number}')
        before = Head(record.get('number'), digest_of(line))
    if last is not None and last.number > 0 and (before is None or before.digest != last.digest):
        problems.append(
            f'the last line is not number {last.number}, which the kernel wrote last: it was changed, or lines at the end are missing'
        )
    return problems
