"""ss's table is that of iproute2, as wide as its cells."""

from __future__ import annotations

from runtime_py.shell.utilities.ss import read_filter
from tests.shell.utilities.sockets_support import box_with_servers


async def test_servers() -> None:
    assert await box_with_servers().out('ss -tlnp') == (
        'State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess                      \n'
        'LISTEN 0      0          127.0.0.1:3000      0.0.0.0:*   users:(("kernel",pid=1,fd=0))\n'
        'LISTEN 0      0                  *:3001            *:*   users:(("kernel",pid=1,fd=1))\n'
    )


async def test_both_protocols() -> None:
    lines = (await box_with_servers().out('ss -ln')).split('\n')
    assert [line.split()[:2] for line in lines[:-1]] == [
        ['Netid', 'State'],
        ['udp', 'UNCONN'],
        ['tcp', 'LISTEN'],
        ['tcp', 'LISTEN'],
    ]


async def test_filters() -> None:
    assert await box_with_servers().out('ss -Htln sport = :3000') == 'LISTEN 0      0      127.0.0.1:3000 0.0.0.0:*\n'
    assert (await box_with_servers().out("ss -Htln '( sport = :3001 )'")).split()[3] == '*:3001'
    lines = (await box_with_servers().out('ss -Ht state established and dport != :3000')).split('\n')
    assert [line.split()[4] for line in lines[:-1]] == ['127.0.0.1:32768']
    assert await box_with_servers().out('ss -Htl6') == 'LISTEN 0      0      *:3001 *:*\n'
    assert await box_with_servers().out('ss -t bad') == 'ss: this filter is not known here: bad\n[1]'


def test_what_a_filter_is() -> None:
    assert [read_filter(words).problem for words in [['state'], ['sport', '='], ['sport', '=', ':http'], ['or']]] == [
        'state',
        'sport',
        ':http',
        'or',
    ]
    found = read_filter(['state', 'connected', 'and', 'sport', 'ne', '80'])
    assert found.problem == '' and found.states[0] == 'ESTAB' and found.ports == [['sport', 'ne', '80']]
