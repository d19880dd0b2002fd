"""Tests that are coroutines run in an event loop of their own; in JavaScript the runner awaits them.

CPython resumes a chain of coroutines from its first one, so a thousand nested calls of a shell function need a deep stack: a thread's, which
may be larger than the main one. The JavaScript that ships unwinds its stack at each `await`."""
from __future__ import annotations

import asyncio
import inspect
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

threading.stack_size(256 * 1024 * 1024)
sys.setrecursionlimit(100000)
DEEP = ThreadPoolExecutor(1)



@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    DEEP.submit(lambda: asyncio.run(pyfuncitem.obj(**arguments))).result()
    return True
