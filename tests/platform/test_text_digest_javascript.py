"""The digest of a text is the same for the same text, and another for every other."""

from __future__ import annotations

from runtime_py.platform.text_digest import PIECE, text_digest


def test_a_digest_is_a_name_for_a_file() -> None:
    found = text_digest('const a = 1')
    assert len(found) <= 48
    assert all(letter in 'abcdefghijklmnopqrstuvwxyz0123456789-' for letter in found)
    text_digest('something else')
    assert text_digest('const a = 1') == found


def test_every_change_of_a_character_changes_it() -> None:
    text = 'x'.repeat(100)
    seen = [text_digest(text)]
    for k in range(100):
        for other in ['y', 'X', ' ', '\u00e9', '\u4e2d']:
            found = text_digest(text[:k] + other + text[k + 1 :])
            assert found not in seen
            seen.append(found)


def test_lengths_and_order_count() -> None:
    seen = []
    for text in [
        '',
        '\0',
        '\0\0',
        '\0'.repeat(15),
        '\0'.repeat(16),
        '\0'.repeat(17),
        'ab',
        'ba',
        'a'.repeat(16) + 'b'.repeat(16),
        'b'.repeat(16) + 'a'.repeat(16),
    ]:
        found = text_digest(text)
        assert found not in seen
        seen.append(found)


def test_texts_that_take_several_pieces() -> None:
    for letter in ['x', '\u00e9', '\u4e2d', '\U0001f600']:
        text = letter.repeat(PIECE * 2 + 7)
        found = text_digest(text)
        assert text_digest('a' + text[1:]) != found
        assert text_digest(text[:-1] + 'a') != found
        middle = len(text) // 2
        assert text_digest(text[:middle] + 'a' + text[middle + 1 :]) != found
        assert text_digest(letter.repeat(PIECE * 2 + 7)) == found
