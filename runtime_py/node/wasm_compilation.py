"""WebAssembly.compile and instantiate keep the process alive while the engine works on them in its own threads, as V8's tasks do in Node."""
from __future__ import annotations

from runtime_py.node.async_context.carrying import HOST_THEN
from runtime_py.node.host import define


def install(loop: object) -> None:
    for name in ['compile', 'instantiate']:
        call = keeping(loop, WebAssembly[name])
        define(call, 'name', {'value': name, 'configurable': True})
        define(call, 'length', {'value': 1, 'configurable': True})
        define(WebAssembly, name, {'value': call, 'writable': True, 'enumerable': True, 'configurable': True})


def keeping(loop: object, work: object) -> object:
    def call(*args):
        promise = work.call(WebAssembly, *args)
        task = {}
        loop.keep(task, True)
        def done(value):
            loop.keep(task, False)
        HOST_THEN.call(promise, done, done)
        return promise
    return call
