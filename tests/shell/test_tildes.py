"""~, ~name, ~+ and ~-."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_homes():
    box = Box()
    box.system.mkdir('/etc', 0o777)
    box.write('/etc/passwd', 'root:x:0:0::/root:/bin/sh\nbad\n')
    assert await box.out('echo ~ ~/x ~root ~user ~nobody ~nobody/y a~') == (
        '/home/user /home/user/x /root /home/user ~nobody ~nobody/y a~\n'
    )


async def test_folders():
    assert await Box().out('cd /tmp; cd /usr; echo ~+ ~-/x; unset OLDPWD; echo ~-') == '/usr /tmp/x\n~-\n'
