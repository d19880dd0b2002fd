"""lsof: its table, what it selects, fields for programs."""

from __future__ import annotations

from runtime_py.shell.utilities.lsof import Internet, read_options
from tests.shell.utilities.sockets_support import box_with_servers


async def names(script: str) -> list[str]:
    """The last column."""
    lines = (await box_with_servers().out(script)).split('\n')
    at = lines[0].find('NAME')
    return [line[at:] for line in lines[1:-1]]


async def test_a_table() -> None:
    lines = (await box_with_servers().out('lsof -nPi :3001')).split('\n')
    assert lines[0].startswith('COMMAND PID USER   FD   TYPE ') and lines[0].endswith(' SIZE/OFF NODE NAME')
    assert lines[1].startswith('kernel    1 user    1u  IPv6 ') and lines[1].endswith('      0t0  TCP *:3001 (LISTEN)')


async def test_sockets() -> None:
    connection = '127.0.0.1:32768->127.0.0.1:3000 (ESTABLISHED)'
    assert (await names('lsof -nP -iTCP:3000'))[:2] == ['127.0.0.1:3000 (LISTEN)', connection]
    assert await names('lsof -i tcp:3000 -s TCP:LISTEN') == ['localhost:3000 (LISTEN)']
    assert len(await names('lsof -i :3000 -sTCP:^LISTEN')) == 2
    assert await names('lsof -n -i UDP') == ['*:5000 ']
    assert await names('lsof -i6') == ['*:3001 (LISTEN)']
    assert len(await names('lsof -i @127.0.0.1:2000-3000,4000')) == 3
    assert await box_with_servers().out('lsof -ti:3000') == '1\n'
    assert await box_with_servers().out('lsof -i :9') == '[1]'


async def test_files() -> None:
    assert await names('lsof -a -p 1 -d cwd') == ['/home/user']
    assert await names('echo hello > f; exec 5<f; lsof f') == ['/home/user/f']
    assert await names('lsof -a -c ker -d 0-1 -i udp') == []
    assert await box_with_servers().out('lsof none') == 'lsof: status error on none: No such file or directory\n[1]'


async def test_fields() -> None:
    assert await box_with_servers().out('lsof -i :3001 -F pcfnT') == 'p1\nckernel\nf1\nn*:3001\nTST=LISTEN\n'


async def test_problems() -> None:
    for given, problem in [
        ('-zz', 'illegal option character: z'),
        ('-i :3000-x', 'unknown service 3000-x in: -i :3000-x'),
        ('-i@bad', 'unknown host name (bad) in: -i @bad'),
        ('-i what', 'status error on what: No such file or directory'),
        ('-Fqz', 'unknown field: q'),
        ('-p', 'no value for -p'),
    ]:
        assert (await box_with_servers().out(f'lsof {given}')).startswith(f'lsof: {problem}\n')


def test_where_a_value_ends() -> None:
    asked = read_options(['-ti', ':80', '-p1,2', '-a', '--', '-x'])
    assert asked.internet[0].ranges == [[80, 80]] and asked.of('p') == ['1', '2']
    assert asked.flags == 'ta' and asked.names == ['-x']
    assert len(read_options(['-i', 'file']).names) == 1


def test_addresses() -> None:
    found = Internet('4TCP@localhost:1,5-9')
    assert [found.family, found.protocol, found.host, found.ranges] == ['4', 'tcp', '127.0.0.1', [[1, 1], [5, 9]]]
    assert Internet('@[::1]:80').host == '::1' and Internet('x').problem != '' and Internet('').problem == ''
