"""Attacks and ordinary programs as traces: what an observer would tell of them. docs/SECURITY.md lists the attacks by
name."""

from __future__ import annotations

from runtime_py.platform.text import repeat
from runtime_py.security.restriction import ASKED, PAUSED, SLOWED
from runtime_py.security.subject import COMMAND, SCRIPT, TOOL
from runtime_py.security.trace import EXECUTABLE, HOST, LINK, NAME, READ, REFUSED, SCRAMBLED, START, TEXT, WRITE

HOME = '/home/user'
PROJECT = '/home/user/project'
EVIL = 'evil.test:443'


def _many(what: str, prefix: str, suffix: str, count: int) -> list[list[str]]:
    return [[what, f'{prefix}{k}{suffix}'] for k in range(count)]


class Played:
    """`level`: at least this for an attack, at most for an ordinary program. `counts`: written, removed, seconds, cpu_ms,
    bytes exchanged."""

    def __init__(
        self, name: str, kind: str, facts: list[list[str]], level: int, counts: list[float] | None = None
    ) -> None:
        self.name = name
        self.kind = kind
        self.facts = facts
        self.level = level
        self.counts = [] if counts is None else counts


ATTACKS = [
    Played('tokens of the user to a new host', COMMAND, [[READ, f'{HOME}/.npmrc'], [HOST, EVIL]], SLOWED),
    Played('keys of ssh to a new host', TOOL, [[READ, f'{HOME}/.ssh/id_ed25519'], [HOST, EVIL]], SLOWED),
    Played('credentials of a cloud by a child', COMMAND, [[START, '/usr/bin/cat'], [READ, f'{HOME}/.aws/credentials'], [HOST, EVIL]], SLOWED),
    Played('a script tries to read tokens', SCRIPT, [[REFUSED, f'read {HOME}/.npmrc']], ASKED),
    Played('a script tries to post somewhere', SCRIPT, [[REFUSED, f'connect {EVIL}']], ASKED),
    Played('a script tries both', SCRIPT, [[REFUSED, f'read {PROJECT}/.env'], [REFUSED, f'connect {EVIL}']], ASKED),
    Played('a typosquat whose script posts', SCRIPT, [[NAME, 'lodash'], [REFUSED, f'connect {EVIL}']], SLOWED),
    Played('files replaced by encrypted ones', COMMAND, _many(SCRAMBLED, f'{PROJECT}/src/', '.js', 12), PAUSED, [40, 0, 1, 100, 0]),
    Played('files of the user replaced', TOOL, _many(SCRAMBLED, f'{HOME}/docs/', '.md', 10), PAUSED, [20, 0, 1, 100, 0]),
    Played('files removed in masses', COMMAND, [], ASKED, [0, 80, 1, 100, 0]),
    Played('a miner', COMMAND, [[HOST, 'pool.test:443']], SLOWED, [0, 0, 120, 118000, 4000]),
    Played('a dropper', COMMAND, [[HOST, EVIL], [EXECUTABLE, '/tmp/x'], [START, '/tmp/x']], SLOWED),
    Played('a dropper in a script', SCRIPT, [[EXECUTABLE, '/tmp/x'], [START, '/tmp/x']], ASKED),
    Played('profile of the shell', COMMAND, [[WRITE, f'{HOME}/.bashrc']], ASKED),
    Played('hook of git by a tool', TOOL, [[WRITE, f'{PROJECT}/.git/hooks/pre-commit']], ASKED),
    Played('a program of PATH replaced', COMMAND, [[WRITE, '/usr/bin/node']], ASKED),
    Played('policy rewritten', COMMAND, [[WRITE, f'{PROJECT}/.terrarium/policy.json']], SLOWED),
    Played('own registry token planted', COMMAND, [[WRITE, f'{HOME}/.npmrc']], ASKED),
    Played('link to secrets', TOOL, [[LINK, f'{HOME}/.ssh']], ASKED),
    Played('link to the root', SCRIPT, [[LINK, '/']], ASKED),
    Played('text that is decoded and executed', COMMAND, [[TEXT, 'it decodes a long text and executes it']], ASKED),
    Played('hidden text with a host', COMMAND, [[TEXT, 'it decodes a text and executes it'], [READ, f'{PROJECT}/.env'], [HOST, EVIL]], SLOWED),
    Played('data in a long name', COMMAND, [[HOST, f'{repeat("a1", 25)}.evil.test:443']], ASKED),
    Played('data in many names', COMMAND, _many(HOST, 'part', '.evil.test:443', 15), ASKED),
    Played('settings and everything else', TOOL, [[READ, f'{HOME}/other/x.js'], [READ, f'{PROJECT}/.env'], [HOST, EVIL], [WRITE, '/etc/hosts']], SLOWED),
]  # fmt: skip

ORDINARY = [
    Played('a server with settings and a database', COMMAND, [[READ, f'{PROJECT}/.env'], [HOST, 'db.test:443']], 1),
    Played('a tool that reads the registry settings', COMMAND, [[READ, f'{HOME}/.npmrc'], [HOST, 'registry.test:443']], 1),
    Played('a bundler', COMMAND, [[WRITE, f'{PROJECT}/dist/a.js'], [START, '/usr/bin/node']], 0, [300, 20, 90, 80000, 0]),
    Played('a formatter', COMMAND, [[WRITE, f'{PROJECT}/a.js']], 0, [500, 0, 3, 2000, 0]),
    Played('husky', COMMAND, [[WRITE, f'{PROJECT}/.husky/_/pre-commit'], [EXECUTABLE, f'{PROJECT}/.husky/_/h']], 1),
    Played('a test run that computes for minutes', COMMAND, [], 0, [10, 10, 300, 299000, 0]),
    Played('a server that computes and answers', COMMAND, [[HOST, 'api.test:443']], 0, [0, 0, 300, 290000, 5000000]),
    Played('an honest script', SCRIPT, [[WRITE, '/tmp/x'], [HOST, 'registry.test:443'], [START, '/usr/bin/node']], 0),
    Played('a script that builds and executes', COMMAND, [[EXECUTABLE, f'{PROJECT}/go.sh'], [START, f'{PROJECT}/go.sh']], 0),
    Played('monorepo', COMMAND, [[READ, f'{HOME}/other/tsconfig.json']], 1),
    Played('numbers as hosts', COMMAND, _many(HOST, '10.0.0.', ':80', 20), 0),
]  # fmt: skip
