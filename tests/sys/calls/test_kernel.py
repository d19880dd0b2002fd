"""Requests to the control plane."""

from __future__ import annotations

from tests.sys.call_support import Box


async def answer(op: str, args: list) -> str:
    return op + ' ' + ','.join([str(each) for each in args])


async def test_a_request_has_its_arguments() -> None:
    system = Box().system
    system.context.asker = lambda op, args: answer(op, args)
    assert await system.ask_kernel('resume', 1, 'a') == 'resume 1,a'
