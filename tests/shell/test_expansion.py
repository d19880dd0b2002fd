"""Expansions that can't be compared with dash: they depend on the machine's own users, or are bash's."""

from __future__ import annotations

from tests.shell.machine_support import Box


async def test_home_folders_of_users():
    box = Box()
    box.system.mkdir('/etc', 0o755)
    box.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nann:x:7:7::/home/ann:/bin/sh\n')
    assert await box.out(
        'echo ~root ~ann/x ~nobody ~user; x=a:~ann:~root/b; echo $x; export P=~ann/bin:~; echo $P; echo ~"ann" ~a\\nn "~ann"'
    ) == ('/root /home/ann/x ~nobody /home/user\na:/home/ann:/root/b\n/home/ann/bin:/home/user\n~ann ~ann ~ann\n')


async def test_slices_of_parameters():
    box = Box()
    assert (
        await box.out(
            'set -- a "b c" d e; for i in "${@:2:2}"; do echo "<$i>"; done; echo "${@: -1}" "${*:3}" "${@:9}" ${@:0:1}'
        )
        == '<b c>\n<d>\ne d e sh\n'
    )


async def test_a_name_that_is_not_utf_8_is_a_name_of_a_file():
    box = Box()
    script = (
        'f=$(printf \'n\\351\'); echo in > "$f"; ls | od -An -tx1; cat n*; mv "$f" "$f$f"; for i in *; do printf %s "$i" | od -An -tx1; done; '
        'ln -s "$f$f" l; readlink l | od -An -tx1; rm n*; ls'
    )
    assert await box.out(script) == ' 6e e9 0a\nin\n 6e e9 6e e9\n 6e e9 6e e9 0a\nl\n'
