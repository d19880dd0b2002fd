"""Records in words."""

from runtime_py.platform.maps import Map
from runtime_py.security.audit_words import what_of_record, who_of_record


def test_words():
    for fields, who, what in [
        [[['kind', 'start'], ['program', '/usr/bin/node'], ['argv', ['node', 'a.js']]], 'node', 'started: node a.js'],
        [
            [['kind', 'start'], ['program', '/bin/sh'], ['who', 'sh (x of y)'], ['argv', ['sh']], ['policy', ['a: careful']]],
            'sh (x of y)',
            'started: sh (policy: a: careful)',
        ],
        [[['kind', 'end'], ['program', '/a/b'], ['code', 3]], 'b', 'ended with 3'],
        [[['kind', 'end'], ['program', '/a/b'], ['signal', 9]], 'b', 'ended by signal 9'],
        [
            [['kind', 'decision'], ['who', 'cat'], ['action', 'read'], ['object', '/a'], ['effect', 'deny'], ['why', 'w']],
            'cat',
            'refused: read /a (w)',
        ],
        [[['kind', 'behaviour'], ['who', 'x'], ['level', 'paused'], ['reasons', ['a', 'b']]], 'x', 'paused: a; b'],
        [[['kind', 'behaviour'], ['who', 'x'], ['level', 'noted'], ['text', 'relaxed']], 'x', 'noted: relaxed'],
        [[['kind', 'port'], ['port', 80], ['state', 'open']], '', 'port 80: open'],
        [[['kind', 'note'], ['program', '/usr/bin/npm'], ['about', 'script'], ['text', 't']], 'npm', 'script: t'],
        [[['kind', 'warning'], ['text', 't'], ['code', 'E']], '', 't E'],
        [[['kind', 'policy'], ['text', 't']], '', 't'],
        [[['kind', 'limit'], ['command', 'c'], ['text', 'it t']], '', 'ended: it t (c)'],
        [[['kind', 'preview'], ['port', 3000], ['about', 'a'], ['text', 't']], '', 'port 3000: a: t'],
        [[['kind', 'connection'], ['pid', 3], ['program', '/a/node'], ['object', 'a:1'], ['number', 9], ['time', 'x']], 'node', 'object=a:1'],
        [[['kind', 'start'], ['program', 5], ['argv', 'x']], '', 'started: '],
        [[['kind', 'note'], ['text', '\x1b[2J']], '', ': ?[2J'],
    ]:  # fmt: skip
        record = Map([['number', 1], ['time', 't'], *fields])
        assert who_of_record(record) == who
        assert what_of_record(record) == what
