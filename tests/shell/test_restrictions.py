"""What a shell that was started with restrictions refuses."""

from __future__ import annotations

from runtime_py.shell.restrictions import Restrictions, refused_command, refused_file


def test_commands() -> None:
    assert Restrictions(None, True).allows('rm')
    listed = Restrictions(['ls', 'git'], False)
    assert [listed.allows(name) for name in ['ls', 'git', 'rm', '', 'LS', '/bin/ls']] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]
    assert not Restrictions([], False).allows('ls')


def test_messages() -> None:
    assert refused_command('rm') == 'rm: restricted: this command is not allowed'
    assert refused_file('a b') == 'a b: restricted: cannot redirect output'
