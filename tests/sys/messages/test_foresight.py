"""What the start of a script asks, in one message: the same answers, as long as nothing else was asked."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.platform.errno import EACCES, ENOENT
from runtime_py.platform.maps import Map
from runtime_py.sys.messages.codec import decode_value
from runtime_py.sys.messages.foresight import MOST_CONTENT, Foreseen, NodeStart
from runtime_py.vfs.layout import S_IFREG
from tests.sys.messages.served_support import Served, served_under

SCRIPT = 'let x'
DENIED = '{"profile": "open", "rules": [{"effect": "deny", "action": ["read"], "path": "/secret"}]}'


def with_project(served: Served) -> Served:
    served.kernel.mkdir('/tmp/app', 0o777)
    served.kernel.write_file('/tmp/app/script.js', encode(SCRIPT), 0o644)
    served.kernel.write_file('/tmp/package.json', encode('{}'), 0o644)
    return served


def asked_by_a_start(system: Any) -> list:
    """What Node asks before it runs /tmp/app/script.js, in this order."""
    found: list = [[system.fd_kind(fd) for fd in range(3)], system.getppid(), system.mode_of('.'), system.getcwd()]
    out = [0.0 for _ in range(18)]
    found.append([system.stat('/tmp/app/script.js', out), out])
    for name in ['/tmp', '/tmp/app', '/tmp/app/script.js']:
        out = [0.0 for _ in range(18)]
        found.append([system.lstat(name, out), out])
    for _ in range(2):  # the loader looks for a description twice where there is none
        found.append(system.read_file('/tmp/app/package.json'))
    for name in ['/tmp/package.json', '/tmp/app/script.js']:
        found.append(decode(system.read_file(name)))
    return found


def test_a_start_is_one_message() -> None:
    served = with_project(Served())
    asked_by_a_start(served.far)  # a first read changes the file's times
    expected = asked_by_a_start(served.far)
    mailbox = served.mailbox
    served.foresee('app/script.js')
    assert asked_by_a_start(served.near) == expected
    assert mailbox.count == 0  # messages
    assert expected[len(expected) - 1] == SCRIPT


def test_the_program_itself_sees_nothing_old() -> None:
    served = with_project(Served())
    served.foresee('/tmp/app/../app/script.js')
    asked_by_a_start(served.near)
    served.kernel.write_file('/tmp/app/script.js', encode('changed'), 0o644)
    assert decode(served.near.read_file('/tmp/app/script.js')) == 'changed'


def test_the_first_call_that_is_not_foreseen_ends_it() -> None:
    served = with_project(Served())
    near = served.near
    served.foresee('app/script.js')
    near.begin()  # ends nothing: it changes no answer
    served.kernel.write_file('/tmp/app/script.js', encode('changed'), 0o644)
    near.exists('/tmp/other')
    assert decode(near.read_file('/tmp/app/script.js')) == 'changed'


def test_a_content_is_given_once() -> None:
    """Whoever reads it may write into it."""
    told = Foreseen()
    told.keep([['read_file', ['/a'], encode('a')], ['getcwd', [], '/']])
    assert told.has('read_file', ['/a']) and decode(told.take('read_file', ['/a'])) == 'a'
    assert not told.has('read_file', ['/a']) and not told.has('getcwd', [])


def last(served: Served, script: str) -> list:
    """The last call that a start of this script is told the answer of."""
    found = decode_value(served.process.server.foresee(script))[1]
    return found[len(found) - 1][:2]


def test_it_stops_where_a_start_goes_another_way() -> None:
    served = with_project(served_under(DENIED, lambda action, thing, ask: 'deny'))
    kernel = served.kernel
    kernel.symlink('/tmp/app', '/tmp/link')
    kernel.mkdir('/secret/app', 0o777)
    kernel.write_file('/secret/app/script.js', encode('x'), 0o644)
    kernel.write_file('/tmp/large.js', alloc(MOST_CONTENT + 1), 0o644)
    kernel.write_file('/tmp/app/script.mjs', encode('x'), 0o644)
    assert last(served, 'none.js') == ['stat', ['/tmp/none.js']]
    assert last(served, 'app') == ['stat', ['/tmp/app']]
    assert last(served, 'link/script.js') == ['lstat', ['/tmp/link']]
    assert last(served, '/secret/app/script.js') == ['stat', ['/secret/app/script.js']]
    assert last(served, 'large.js') == ['read_file', ['/tmp/package.json']]
    assert last(served, 'app/script.mjs') == ['read_file', ['/tmp/app/script.mjs']]


def start_of(script: str, contents: Map[str, Any]) -> NodeStart:
    """Where each thing is a file of one byte, and these are the contents."""
    start = NodeStart(
        lambda name, given: '/' if name == 'getcwd' else [0, [0, S_IFREG, 0, 0, 0, 0, 0, 0, 1]],
        lambda path: contents.get(path) if contents.has(path) else -ENOENT,
    )
    start.foresee(script)
    return start


def test_descriptions_are_looked_for_as_node_does() -> None:
    nowhere = start_of('a/b/script.js', Map([['/a/b/script.js', encode('x')], ['/a/package.json', -EACCES]]))
    assert [entry[1][0] for entry in nowhere.found if entry[0] == 'read_file'] == [
        '/a/b/package.json',
        '/a/package.json',
        '/package.json',
        '/a/b/script.js',
    ]
    inside = start_of(
        'a/node_modules/b/s.js', Map([['/a/node_modules/b/s.js', encode('x')], ['/a/package.json', encode('{}')]])
    )
    assert [entry[1][0] for entry in inside.found if entry[0] == 'read_file'] == [
        '/a/node_modules/b/package.json',
        '/a/node_modules/b/s.js',
    ]
    long = start_of('a/s.js', Map([['/a/s.js', encode('x')], ['/a/package.json', alloc(MOST_CONTENT + 1)]]))
    assert [entry for entry in long.found if entry[0] == 'read_file'] == []
