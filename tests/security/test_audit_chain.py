"""The audit log: every change of it is found; searching; what is shown moves no cursor."""

from runtime_py.platform.maps import Map
from runtime_py.platform.text import repeat
from runtime_py.security.audit_chain import Head, digest_of, head_after, lines_of, make_line, read_line, verify
from runtime_py.security.audit_query import Query, line_for_people, seconds_of

TIMES = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z', '2026-01-01T00:00:03.000Z']


def chain(count):
    head = Head(0, '')
    lines = []
    for k in range(count):
        line = make_line(
            head, TIMES[k], 'start', Map([['pid', k], ['program', f'/usr/bin/p{k}'], ['argv', ['a', 'b']]])
        )
        lines.append(line)
        head = head_after(line)
    return lines, head


def test_a_chain_is_right():
    lines, head = chain(4)
    assert verify(lines, head) == []
    assert head.number == 4
    assert verify(lines[2:], head) == []  # the first ones were rotated away
    assert verify([], Head(0, '')) == []
    assert read_line(lines[1]).get('before') == digest_of(lines[0])


def test_every_change_is_found():
    lines, head = chain(4)
    assert len(verify([lines[0], lines[1].replace('p1', 'p9'), *lines[2:]], head)) == 1
    assert len(verify([lines[0], *lines[2:]], head)) == 1
    assert len(verify([lines[0], lines[2], lines[1], lines[3]], head)) > 0
    assert len(verify([lines[0], lines[0], *lines[1:]], head)) > 0
    assert len(verify(lines[:3], head)) == 1
    assert len(verify([*lines[:3], lines[3].replace('p3', 'p4')], head)) == 1
    assert len(verify([lines[0], 'no record', *lines[1:]], head)) > 0
    assert len(verify([], head)) == 1
    forged = make_line(Head(4, head.digest), TIMES[3], 'start', Map())
    assert len(verify([*lines, forged], head)) == 1


def test_what_is_no_record():
    for line in [
        '',
        '{}',
        '[]',
        '1',
        'null',
        '{"number":0,"time":"","kind":"","before":""}',
        '{"number":"1","time":"","kind":"","before":""}',
        '{"number":1.5,"time":"","kind":"","before":""}',
        '{"number":true,"time":"","kind":"","before":""}',
    ]:
        assert read_line(line) is None
    assert lines_of('a\n\nb\n') == ['a', 'b']


def test_fields_are_bounded():
    record = read_line(
        make_line(
            Head(0, ''),
            TIMES[0],
            'start',
            Map([['argv', [repeat('x', 5000) for _ in range(80)]], ['program', repeat('y', 5000)]]),
        )
    )
    assert len(record.get('argv')) == 50 and len(record.get('argv')[0]) == 2000 and len(record.get('program')) == 2000


def test_queries():
    denied = read_line(
        make_line(
            Head(0, ''),
            TIMES[1],
            'decision',
            Map([['pid', 7], ['who', 'Node (install of left)'], ['effect', 'deny'], ['action', 'read']]),
        )
    )
    start = read_line(make_line(Head(1, 'x'), TIMES[2], 'start', Map([['pid', 17], ['program', '/usr/bin/node']])))
    for query, wanted in [
        [Query('', '', False), [True, True]],
        [Query('', '', True), [True, False]],
        [Query(TIMES[2], '', False), [False, True]],
        [Query('', '7', False), [True, False]],
        [Query('', 'node', False), [True, True]],
        [Query('', 'LEFT', False), [True, False]],
        [Query('', '', False, 'start'), [False, True]],
    ]:
        assert [query.wants(denied), query.wants(start)] == wanted


def test_times():
    for text, seconds in [
        ['90', 90],
        ['10m', 600],
        ['2h', 7200],
        ['1d', 86400],
        ['', -1],
        ['m', -1],
        ['1x', -1],
        ['-1', -1],
        ['1.5h', -1],
        ['99999999999', -1],
    ]:
        assert seconds_of(text) == seconds


def test_nothing_shown_moves_the_cursor():
    record = read_line(
        make_line(
            Head(0, ''), TIMES[0], 'start', Map([['program', '/tmp/\x1b]0;x\x07'], ['argv', ['\x9b2J', 'a b', '']]])
        )
    )
    assert line_for_people(record) == '2026-01-01T00:00:00.000Z start program=/tmp/?]0;x? argv=[?2J "a b" ""]'
