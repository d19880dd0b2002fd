"""What a restricted shell refuses."""

from __future__ import annotations

from runtime_py.shell.bash.restricted import is_restricted_name, refused_call_of


def test_what_is_refused() -> None:
    assert is_restricted_name('rbash') and is_restricted_name('/bin/rbash') and not is_restricted_name('bash')
    for argv, said in [
        [['ls', '/'], ''],
        [['/bin/ls'], "/bin/ls: restricted: cannot specify `/' in command names"],
        [['cd'], 'cd: restricted'],
        [['exec', 'ls'], 'exec: restricted'],
        [['.', 'file'], ''],
        [['.', './file'], '.: ./file: restricted'],
        [['command', '-pv', 'ls'], 'command: -p: restricted'],
        [['command', 'ls', '-p'], ''],
        [['hash', '-p', '/bin/ls', 'x'], 'hash: /bin/ls: restricted'],
        [['hash', 'ls'], ''],
        [['enable', '-f', 'x', 'y'], 'enable: restricted'],
    ]:
        assert refused_call_of(list(argv)) == said
