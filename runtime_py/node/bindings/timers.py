"""internalBinding('timers'): one host timer for all of Node's, and immediates."""

from __future__ import annotations

from runtime_py.node.realm.host import hidden


def keep_halted_immediate(loop: object, queue: object) -> None:
    """The library doesn't expect that the next immediate is cleared when its loop is re-entered: so it stays, without
    effect."""
    remove = queue.remove

    def take_out(immediate):
        if not loop.is_next_immediate(immediate):
            remove.call(queue, immediate)
            return
        immediate._destroyed = False
        immediate._onImmediate = lambda: js_undefined
        loop.immediate_info[0] += 1

    hidden(queue, 'remove', take_out)


def create(realm: object, binding_data: object) -> object:
    loop = realm.loop
    loop.immediate_info = binding_data.immediateInfo
    loop.immediate_info.fill(0)
    timeout_info = binding_data.timeoutInfo
    loop.timeout_info = timeout_info

    def setup(process_immediate, process_timers):
        loop.process_immediate = lambda: process_immediate.call(realm.process)
        loop.process_timers = lambda now: process_timers.call(realm.process, now)

        keep_halted_immediate(loop, realm.require('internal/timers').immediateQueue)

    def schedule(ms):
        loop.timer.is_referenced = timeout_info[0] > 0
        loop.schedule_timer(ms)

    def toggle_timer(on):
        loop.timer.is_referenced = on
        loop.post()

    def toggle_immediate(on):
        loop.immediate_referenced = on
        loop.post()

    return {
        'setupTimers': setup,
        'getLibuvNow': lambda: loop.now(),
        'scheduleTimer': schedule,
        'toggleTimerRef': toggle_timer,
        'toggleImmediateRef': toggle_immediate,
    }
