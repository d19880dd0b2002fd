"""What is asked before a command runs."""

from __future__ import annotations

from runtime_py.platform.bytes import decode
from runtime_py.shell.interpreter import Interpreter
from runtime_py.shell.io import Io
from runtime_py.shell.restrictions import Restrictions
from tests.shell.machine_support import Box


def make() -> list:
    """A shell of a strict process, its output, and the box."""
    box = Box()
    box.system.context.profile = 'strict'
    io = Io()
    for number in [0, 1, 2]:
        io.put(number, box.system.open('/tmp/out', 0o2102, 0o600), True)
    return [box.interpreter(), io, box]


def said(box: Box) -> str:
    found = box.system.read_file('/tmp/out')
    return '' if isinstance(found, int) else decode(found)


def test_restrictions() -> None:
    interpreter, _, _ = make()
    permission = interpreter.commands.permission
    assert not permission.is_restricted('rm')
    interpreter.state.restrictions = Restrictions(['ls'], False)
    assert permission.is_restricted('rm') and not permission.is_restricted('ls')


async def test_how_a_refusal_is_said() -> None:
    interpreter, io, box = make()
    assert await interpreter.commands.permission.say_restricted('rm', io) == 126
    assert said(box) == 'sh: rm: restricted: this command is not allowed\n'


async def test_the_guard() -> None:
    interpreter, io, box = make()
    permission = interpreter.commands.permission
    assert await permission.check(['rm', 'a'], '/home/user', '/usr/bin', io, False) == -1
    assert await permission.check_applet(['ls'], io) == -1
    assert await permission.check(['rm', '-rf', '/home/user'], '/home/user', '/usr/bin', io, False) == 126
    assert await permission.check_applet(['rm', '-rf', '/home/user'], io) == 126
    assert 'refused' in said(box)


def test_each_environment_has_its_own() -> None:
    interpreter, _, _ = make()
    inner: Interpreter = interpreter.subshell(None)
    inner.state.restrictions = Restrictions([], False)
    assert inner.commands.permission.is_restricted('ls') and not interpreter.commands.permission.is_restricted('ls')
