"""Who and where we are: whoami, id, groups, uname, hostname, nproc, arch."""

from __future__ import annotations

from tests.shell.machine_support import Box

USAGE = "Try 'NAME --help' for more information.\n"


async def test_the_user() -> None:
    box = Box()
    assert await box.out('whoami; groups; id') == 'user\nuser\nuid=1000(user) gid=1000(user) groups=1000(user)\n'
    assert await box.out('id -u; id -g; id -G; id -un; id --group --name; id -u user; id -un 1000') == (
        '1000\n1000\n1000\nuser\nuser\n1000\nuser\n'
    )


async def test_what_id_refuses() -> None:
    box = Box()
    assert await box.out('id nobody') == "id: 'nobody': no such user\n[1]"
    assert await box.out('id -n') == 'id: cannot print only names or real IDs in default format\n[1]'
    assert await box.out('id -Z') == "id: invalid option -- 'Z'\n" + USAGE.replace('NAME', 'id') + '[1]'


async def test_whoami_takes_no_operand() -> None:
    assert await Box().out('whoami x') == "whoami: extra operand 'x'\n" + USAGE.replace('NAME', 'whoami') + '[1]'


async def test_the_machine() -> None:
    box = Box()
    assert await box.out('uname; uname -m; uname -n; arch') == 'Linux\nx86_64\nlocalhost\nx86_64\n'
    assert (await box.out('uname -a')).startswith('Linux localhost ')
    box.system.mkdir('/etc', 0o777)
    box.write('/etc/hostname', 'named\n')
    assert await box.out('hostname; uname -n') == 'named\nnamed\n'


async def test_processors() -> None:
    box = Box()
    assert int(await box.out('nproc')) >= 1
    assert await box.out('nproc --ignore=9999') == '1\n'
