"""fuser: names on standard error, pids on standard output, as psmisc prints them."""

from __future__ import annotations

from tests.shell.utilities.sockets_support import box_with_servers


async def test_ports() -> None:
    found = await box_with_servers().sh('fuser 3000/tcp')
    assert [found.out, found.err, found.status] == ['     1', '3000/tcp:           \n', 0]
    assert (await box_with_servers().sh('fuser -n udp 5000')).out == '     1'
    assert await box_with_servers().out('fuser 9/tcp') == '[1]'
    assert await box_with_servers().out('fuser -a 9/tcp') == '9/tcp:\n[1]'
    assert await box_with_servers().out('fuser -s 3000/tcp') == ''


async def test_files() -> None:
    found = await box_with_servers().sh('echo a > f; exec 5<f; fuser -v f')
    assert found.err == (
        '                     USER        PID ACCESS COMMAND\n/home/user/f:        user      f.... kernel\n'
    )
    assert (await box_with_servers().sh('fuser /home/user')).err == '/home/user:         c\n'
    assert await box_with_servers().out('fuser none') == 'Specified filename none does not exist.\n[1]'


async def test_options() -> None:
    assert (await box_with_servers().out('fuser')).startswith('No process specification given\nUsage: fuser ')
    assert (await box_with_servers().out('fuser -z f')).startswith('fuser: Invalid option z\n')
    assert (await box_with_servers().out('fuser -n tcpx 1')).startswith('Invalid namespace name tcpx\n')
    assert (await box_with_servers().out('fuser -l')).startswith('HUP INT QUIT ILL ')


async def test_a_signal_reaches_the_users() -> None:
    box = box_with_servers()
    sent: list[list[int]] = []

    def kill(pid: int, number: int) -> int:
        sent.append([pid, number])
        return 0

    box.system.kill = kill  # type: ignore[method-assign]
    await box.sh('fuser -k 3000/tcp; fuser -k -TERM 3001/tcp')
    assert sent == [[1, 9], [1, 15]]
