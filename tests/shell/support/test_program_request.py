"""A command that becomes a process of its own."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.shell.support.program_request import program_request
from tests.shell.support.context_support import context_with


def test_a_program_gets_what_the_utility_has() -> None:
    context = context_with('')
    context.system.mkdir('/bin', 0o777)
    context.system.write_file('/bin/x', encode('#!/usr/bin/terrarium node\n'), 0o755)
    context.env.set('PATH', '/bin')
    context.umask = 0o077
    request = program_request(context, ['x', 'a b'])
    assert [request.file, request.cwd, request.umask] == ['x', '/home/user', 0o077]
    assert request.argv == ['x', 'a b'] and request.env == ['PATH=/bin']
    assert request.fds == [context.stdin, context.stdout, context.stderr]


def test_a_text_is_a_script_of_the_shell() -> None:
    context = context_with('')
    context.system.write_file('/home/user/script', encode('echo hi\n'), 0o755)
    request = program_request(context, ['./script', 'a'])
    assert request.file == '/bin/sh'
    assert request.argv == ['sh', './script', 'a']


def test_what_is_missing_is_left_to_the_start() -> None:
    request = program_request(context_with(''), ['none'])
    assert [request.file, request.argv] == ['none', ['none']]
