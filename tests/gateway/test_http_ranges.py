"""Parts of cached responses, as a server would have sent them."""

from runtime_py.platform.bytes import decode, encode
from runtime_py.sys.http_ranges import has_part, limits_of, part_of


def test_one_range_of_octets():
    for value, expected in [
        ('bytes=0-4', [0, 5]),
        ('Bytes = 2-', [2, 10]),
        ('bytes=-3', [7, 10]),
        ('bytes=-99', [0, 10]),
        ('bytes=9-9', [9, 10]),
        ('bytes=8-99', [8, 10]),
        ('bytes=10-', [10, 10]),
        ('bytes=99999999999999999999-', [10, 10]),
        ('bytes=-0', [10, 10]),
    ]:
        assert limits_of(value, 10) == expected, value


def test_what_is_left_to_the_server():
    for value in [
        '',
        'bytes',
        'bytes=',
        'bytes=-',
        'bytes=4-2',
        'bytes=a-b',
        'bytes=1-2,4-5',
        'items=0-1',
        'bytes=0x1-2',
        'bytes=+1-2',
        'bytes=1 2-3',
        'bytes=--3',
    ]:
        assert limits_of(value, 10) is None, value


def test_only_whole_answers_without_a_coding_have_parts():
    assert has_part(200, [['Content-Type', 'text/plain']], 10, 'bytes=0-1')
    assert has_part(200, [['content-encoding', 'identity']], 10, 'bytes=0-1')
    assert not has_part(200, [['Content-Encoding', 'gzip']], 10, 'bytes=0-1')
    assert not has_part(404, [], 10, 'bytes=0-1')
    assert not has_part(200, [], 10, 'bytes=1-2,4-5')


def test_the_answer_with_a_part():
    headers = [['ETag', '"1"'], ['Content-Length', '10'], ['Accept-Ranges', 'bytes']]
    part = part_of(headers, encode('0123456789'), 'bytes=2-4')
    assert [part.status, part.reason, decode(part.body)] == [206, 'Partial Content', '234']
    assert part.headers == [['ETag', '"1"'], ['content-range', 'bytes 2-4/10'], ['content-length', '3']]
    behind = part_of(headers, encode('0123456789'), 'bytes=20-')
    assert [behind.status, len(behind.body)] == [416, 0]
    assert behind.headers == [['ETag', '"1"'], ['content-range', 'bytes */10'], ['content-length', '0']]
