"""netstat's lines are those of net-tools."""

from __future__ import annotations

from tests.shell.utilities.sockets_support import box_with_servers

HEAD = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State      '


async def test_servers_with_their_programs() -> None:
    assert await box_with_servers().out('netstat -tulnp') == (
        'Active Internet connections (only servers)\n'
        f'{HEAD} PID/Program name    \n'
        'tcp        0      0 127.0.0.1:3000          0.0.0.0:*               LISTEN      1/kernel            \n'
        'tcp6       0      0 :::3001                 :::*                    LISTEN      1/kernel            \n'
        'udp        0      0 0.0.0.0:5000            0.0.0.0:*                           1/kernel            \n'
    )


async def test_connections() -> None:
    lines = (await box_with_servers().out('netstat -tn')).split('\n')
    assert lines[0] == 'Active Internet connections (w/o servers)'
    assert [line[44:67].strip() for line in lines[2:4]] == ['127.0.0.1:3000', '127.0.0.1:32768']
    assert [line[68:] for line in lines[2:4]] == ['ESTABLISHED', 'ESTABLISHED']


async def test_names_and_families() -> None:
    box = box_with_servers()
    servers = await box.out('netstat -lt')
    assert [line.split()[3] for line in servers.split('\n')[2:-1]] == ['localhost:3000', '[::]:3001']
    assert len((await box.out('netstat -an6')).split('\n')) > 3
    datagrams = await box_with_servers().out('netstat -anu')
    assert [line.split()[0] for line in datagrams.split('\n')[2:-1]] == ['udp']


async def test_what_there_is_nothing_of() -> None:
    box = box_with_servers()
    assert await box.out('netstat -r') == (
        'netstat: -r: the machine has only its loopback, of which there is nothing to show\n[1]'
    )
    assert (await box_with_servers().out('netstat -z')).startswith("netstat: invalid option -- 'z'\n")
