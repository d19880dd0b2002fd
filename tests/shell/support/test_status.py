"""Modes as text and back, as chmod reads them and ls shows them; the fields of stat."""

from __future__ import annotations

from runtime_py.shell.support.status import Status, kind_letter, mode_text, parse_mode


def test_modes_as_text() -> None:
    modes = [0o100644, 0o40755, 0o120777, 0o104755, 0o104644, 0o102750, 0o41777, 0o41776, 0o10600, 0]
    assert [mode_text(mode) for mode in modes] == [
        '-rw-r--r--',
        'drwxr-xr-x',
        'lrwxrwxrwx',
        '-rwsr-xr-x',
        '-rwSr--r--',
        '-rwxr-s---',
        'drwxrwxrwt',
        'drwxrwxrwT',
        'prw-------',
        '?---------',
    ]
    assert [kind_letter(mode) for mode in [0o20000, 0o60000, 0o140000]] == ['c', 'b', 's']


def test_texts_as_modes() -> None:
    texts = ['755', '0644', 'u+x', 'go-rw', 'a=r', 'g=u', 'o=g-w', 'u=rw,go=', '+x', 'u+s', '+t']
    assert [parse_mode(text, 0o664, 0o22, False) for text in texts] == [
        0o755,
        0o644,
        0o764,
        0o600,
        0o444,
        0o664,
        0o664,
        0o600,
        0o775,
        0o4664,
        0o1664,
    ]
    assert parse_mode('+w', 0o444, 0o22, False) == 0o644  # the umask holds for what names nobody
    assert [parse_mode('a+X', 0o600, 0, folder) for folder in [False, True]] == [0o600, 0o711]
    assert parse_mode('a+X', 0o610, 0, False) == 0o711
    assert parse_mode('u=rwx', 0o6755, 0, True) == 0o6755  # a folder keeps its set-id bits


def test_bad_modes() -> None:
    for text in ['', 'u', '8', '10000', 'u+q', 'x+r', 'u+x,', '7a', ',u+x']:
        assert parse_mode(text, 0o644, 0, False) == -1, text


def test_fields() -> None:
    out = [1, 0o40755, 2, 1000, 1000, 0, 4096, 9, 100, 8, 10, 500000000, 20, 0, 30, 1, 40, 0]
    found = Status(0, [float(each) for each in out])
    assert found.is_folder() and not found.is_link() and not found.is_regular()
    assert [found.ino, found.size, found.atime, found.mtime] == [9, 100, 10.5, 20]
    assert found.times == [[10, 500000000], [20, 0], [30, 1], [40, 0]]
    absent = Status(2, [float(each) for each in out])
    assert not absent.is_folder() and not found.same_file(absent) and found.same_file(found)
