"""Messages for errno: those of glibc."""

from __future__ import annotations

from runtime_py.platform.errno import EACCES, EAGAIN, ENOENT, ENOTEMPTY, EPIPE, EXDEV
from runtime_py.shell.strerror import strerror


def test_texts() -> None:
    assert [strerror(number) for number in [ENOENT, EACCES, ENOTEMPTY, EPIPE, EXDEV, EAGAIN]] == [
        'No such file or directory',
        'Permission denied',
        'Directory not empty',
        'Broken pipe',
        'Invalid cross-device link',
        'Resource temporarily unavailable',
    ]


def test_an_unknown_number_has_a_text() -> None:
    assert strerror(99999) != ''
