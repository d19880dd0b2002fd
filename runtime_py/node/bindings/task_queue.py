"""internalBinding('task_queue'): next ticks, microtasks, rejections."""

from __future__ import annotations

from runtime_py.node.async_context.frame import context
from runtime_py.platform.host import queue_microtask


def in_frame(callback: object) -> object:
    frame = context.frame

    def run():
        context.frame = frame
        callback()

    return run


def create(realm: object, binding_data: object) -> object:
    loop = realm.loop

    def set_tick_callback(callback):
        loop.tick_callback = lambda: callback.call(realm.process)

    def set_reject_callback(callback):
        realm.promise_reject = callback

    def enqueue_microtask(callback):
        loop.forget_clean()
        task = in_frame(callback) if context.active else callback

        def run():
            loop.in_microtask = True
            task()
            loop.in_microtask = False

        queue_microtask(run)

    return {
        'tickInfo': loop.tick.as_array(),
        'runMicrotasks': lambda: loop.run_microtasks(),
        'setTickCallback': set_tick_callback,
        'enqueueMicrotask': enqueue_microtask,
        'setPromiseRejectCallback': set_reject_callback,
    }
