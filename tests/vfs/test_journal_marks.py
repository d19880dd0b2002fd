"""Notes about content that must be deleted from the disk."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.vfs.journal_marks import JournalMarks
from runtime_py.vfs.layout import I_INO, I_SEGMENTS
from tests.vfs.disk_support import fresh


def test_notes_are_taken_once() -> None:
    fs = fresh()
    fs.write_file('/f', encode('x'), 0o644)
    inode = fs.paths.walk('/f', True)
    ino = fs.inodes.get(inode, I_INO)
    marks = JournalMarks(fs.inodes, fs.heap)
    marks.drop_content(inode)
    assert marks.take() == []  # it has no segment on the disk
    fs.inodes.set(inode, I_SEGMENTS, 5)
    marks.drop_from(inode, 3)
    assert fs.inodes.get(inode, I_SEGMENTS) == 3
    marks.drop_content(inode)
    marks.note(77, 0, 2)
    assert marks.take() == [[77, 0, 2], [ino, 0, 3], [ino, 3, 5]] and marks.take() == []
