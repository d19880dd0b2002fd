"""audit: which records it shows, how, and what it says of a log that was changed."""

from runtime_py.platform.bytes import encode
from runtime_py.platform.maps import Map
from runtime_py.security.audit_chain import Head, head_after, make_line
from tests.shell.machine_support import Box


def box_with_log(times, cut=0) -> Box:
    box = Box()
    for folder in ['/var', '/var/log', '/var/log/audit']:
        box.system.mkdir(folder, 0o755)
    head = Head(0, '')
    lines = []
    for k, time in enumerate(times):
        fields = (
            Map([['pid', k + 5], ['program', '/usr/bin/node']])
            if k % 2 == 0
            else Map([['pid', k + 5], ['who', 'sh'], ['action', 'read'], ['effect', 'deny']])
        )
        line = make_line(head, time, 'start' if k % 2 == 0 else 'decision', fields)
        lines.append(line)
        head = head_after(line)
    # two parts that were rotated away, in the order of their numbers, not of their letters
    for name, part in [['9', lines[:1]], ['10', lines[1:2]], ['current', lines[2 + cut :]]]:
        box.system.write_file(f'/var/log/audit/{name}', encode(''.join([line + '\n' for line in part])))
    return box


TIMES = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z', '2026-01-04T00:00:00.000Z']


async def pids(box, options):
    out = (await box.sh(f'audit {options}')).out
    return [line.split('pid=')[1].split(' ')[0] for line in out.split('\n') if line != '']


async def test_what_is_shown():
    box = box_with_log(TIMES)
    assert await pids(box, '') == ['5', '6', '7', '8']
    assert await pids(box, '--denied') == ['6', '8']
    assert await pids(box, '--who node') == ['5', '7']
    assert await pids(box, '--who 6') == ['6']
    assert await pids(box, '--since 2026-01-03') == ['7', '8']
    assert await pids(box, '--since 1h') == []
    assert await pids(box, '--kind start --since 2026-01-02') == ['7']
    assert (await box.sh('audit --json --who 5')).out.startswith(
        '{"number":1,"time":"2026-01-01T00:00:00.000Z","kind":"start","pid":5,'
    )


async def test_mistakes():
    box = Box()
    for words in ['--since never', '--since 1x', 'more', 'verify more', '--loud']:
        assert (await box.sh(f'audit {words}')).status == 1
    assert (await box.sh('audit')).out == ''


async def test_verify():
    good = await box_with_log(TIMES).sh('audit verify')
    assert [good.status, good.out] == [0, '4 records, none was changed\n']
    assert (await box_with_log(TIMES, 1).sh('audit verify')).status == 1
    box = box_with_log(TIMES)
    await box.sh('sed -i s/sh/xx/ /var/log/audit/10')
    assert (await box.sh('audit verify')).status == 1
