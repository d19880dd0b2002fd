"""Version 1 of the journal's records -> version 2: small files leave their group's record for a body, segments get
seals.

Works on records only, so that a workspace is migrated in one transaction before it is read. Must not know the heap."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, copy
from runtime_py.vfs.journal import BODIES_STORE, CONTENTS_STORE, GROUPS_STORE
from runtime_py.vfs.layout import GID, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, SEGMENT_BYTES, SMALL_FILE, UID
from runtime_py.vfs.records import SEAL_BYTES, Reader, RecordError, Writer, seal, version_of

VERSION = 2
OLD_SEGMENTS_STORE = 'segments'


def is_old(record: Bytes) -> bool:
    return len(record) > 4 and record[0] == 1


def migrated_group(number: int, record: Bytes) -> list[list]:
    """The changes for one group of version 1. A damaged record stays as it is: replay reports it."""
    try:
        version_of(record)
        reader = Reader(record)
        reader.at = SEAL_BYTES
        group = Writer(SEAL_BYTES)
        body = Writer(SEAL_BYTES)
        while not reader.at_end():
            _inode(reader, group, body)
    except RecordError:
        return []
    changes = [[GROUPS_STORE, number, seal(group.finish(), VERSION)]]
    if body.length > SEAL_BYTES:
        changes.append([BODIES_STORE, number, seal(body.finish(), VERSION)])
    return changes


def _inode(reader: Reader, group: Writer, body: Writer) -> None:
    ino = reader.number()
    mode = reader.number()
    reader.number()  # link counts are computed from the names
    rdev = reader.number()
    size = reader.real()
    times = [reader.real() for _ in range(4)]
    kind = mode & S_IFMT
    large = kind == S_IFREG and size > SMALL_FILE
    for value in [ino, mode, UID, GID, rdev, int((size + SEGMENT_BYTES - 1) // SEGMENT_BYTES) if large else 0]:
        group.number(value)
    group.real(size)
    for time in times:
        group.real(time)
    if kind == S_IFDIR:
        count = reader.number()
        group.number(count)
        for _ in range(count):
            group.text(reader.text())
            group.number(reader.number())
    elif kind == S_IFLNK:
        group.text(reader.text())
    elif kind == S_IFREG and not large:
        content = reader.bytes()
        if len(content) > 0:
            body.number(ino)
            body.bytes(content)


def migrated_segment(key: str, content: Bytes) -> list[list]:
    record = alloc(SEAL_BYTES + len(content))
    copy(content, 0, len(content), record, SEAL_BYTES)
    return [[CONTENTS_STORE, key, seal(record, VERSION)], [OLD_SEGMENTS_STORE, key]]
