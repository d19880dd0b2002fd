"""Node's event loop over a browser's: one thing per macrotask, so that the engine drains its microtasks between any two of them.

Order of a turn as libuv's: what was interrupted, ticks, ready descriptors and completed requests, immediates, closing handles, timers.
`runMicrotasks()` is synchronous in Node and can't be here. Where ticks are the last thing of a turn, it does nothing: the engine drains when the turn is over,
and a tick that a microtask adds wakes the loop. Elsewhere it throws YIELD, which leaves the library's loop; the engine drains, and the loop enters it again
(processTicksAndRejections, processTimers and processImmediate can be re-entered; facts/node-boot.md).
Knows: the reactor, callback scopes. Must not know: bindings."""
from __future__ import annotations

from runtime_py.node.async_context.carrying import hooks as promise_hooks
from runtime_py.node.async_context.execution import stack
from runtime_py.node.async_context.frame import context
from runtime_py.node.loop.call_queue import CallQueue
from runtime_py.node.process.clock import LOOP_START, clock
from runtime_py.platform.clock import call_later, call_soon, cancel, monotonic_ms
from runtime_py.platform.reported_calls import call_reported
from runtime_py.sys.activity import Activity

yielding = {'yield': True}       # thrown, and compared by identity
MOST_TIMER_MS = 2147483647
# the phases of libuv's loop, in its order: what poll found and requests that are done, immediates, closing handles, timers, poll
PHASE_QUEUE = 0
PHASE_IMMEDIATES = 1
PHASE_CLOSING = 2
PHASE_TIMERS = 3
PHASE_POLL = 4
PHASES = 5
MOST_ROUNDS = 8     # requests that lead to requests
IDLE_TURNS = 2      # macrotasks before "nothing keeps us alive" is believed: `unhandledrejection` is a queued task


class Tick:
    """tickInfo of the task_queue binding: [hasTickScheduled, hasRejectionToWarn]. Setting one outside of a callback wakes the loop."""

    def __init__(self, loop: Loop) -> None:
        self.scheduled = 0
        self.rejected = 0
        self.loop = loop

    def pending(self) -> bool:
        return self.scheduled != 0 or self.rejected != 0

    def as_array(self) -> object:
        """What the library sees."""
        def set_scheduled(value):
            self.scheduled = value
            self.loop.woken_by_tick(value)

        def set_rejected(value):
            self.rejected = value
            self.loop.woken_by_tick(value)
        fields = {'length': 2}
        Object.defineProperty(fields, '0', {'get': lambda: self.scheduled, 'set': set_scheduled, 'enumerable': True})
        Object.defineProperty(fields, '1', {'get': lambda: self.rejected, 'set': set_rejected, 'enumerable': True})
        return fields


class Loop:
    def __init__(self) -> None:
        self.tick = Tick(self)
        self.tick_callback = None
        self.process_timers = None
        self.process_immediate = None
        self.immediate_info = Uint32Array(3)    # kCount, kRefCount, kHasOutstanding
        self.immediate_referenced = False
        self.timer_referenced = True
        self.started = False
        self.exited = False
        self.on_before_exit = None      # () -> whether anybody listens
        self.on_exit = None
        self.on_start = lambda: None
        self.activity = Activity()
        self.on_round = None            # a histogram of delays wants to know of each round
        self.reactor = None
        self._origin = monotonic_ms()
        self._queue = CallQueue()
        self._closing = []
        self._resume = None
        self._unfinished = []           # what C++ would do before it returns to the loop
        self._requests = 0
        self._kept = js_new(globalThis.Set)
        self._in_scope = False
        self._yielding = False          # YIELD is on its way out
        self._guarding = False          # what is thrown ends a callback whose caller goes on
        self._ends_turn = False         # the ticks that run are the last thing of this turn
        self._ticks_wait = False        # what was interrupted goes on before the ticks
        self._beginning = False         # the program's first run
        self._said_before_exit = False  # and nothing but ticks has run since
        self._timers_at = 0             # the time for which timers are run
        self._clean = False             # the engine has just drained its microtasks
        self._clean_next = False
        self._posted = False
        self._idle = 0
        self._timer = None
        self._timer_due = False
        self._timer_set = False
        self._rung = False              # descriptors may be ready
        self._phase = PHASE_QUEUE
        self._rounds = 0                # of all phases
        self._events = 0
        self._left = MOST_ROUNDS        # what the present phase may do before the others have their turn

    # what others ask of it

    def now(self) -> int:
        """Milliseconds since the loop began (uv_now)."""
        return Math.floor(monotonic_ms() - self._origin)

    def enqueue(self, call: object) -> None:
        self._idle = 0
        self._queue.push(call)
        self.post()

    def enqueue_first(self, call: object) -> None:
        """Before whatever waits. Node does it in a phase of its own, which comes before any request that ends later."""
        self._idle = 0
        self._queue.unshift(call)
        self.post()

    def enqueue_request(self, call: object) -> None:
        """In a later turn; the loop stays alive until then."""
        self._requests += 1

        def run():
            self._requests -= 1
            call()
        self.enqueue(run)

    def go_on(self, call: object) -> None:
        """The rest of what C++ does in one go: in the very next turn, once the engine has drained its microtasks; no phase comes in between."""
        self._unfinished.push(call)
        self.post()

    def enqueue_closing(self, call: object) -> None:
        self._requests += 1

        def run():
            self._requests -= 1
            call()
        self._closing.push(run)
        self.post()

    def add_request(self) -> None:
        self._requests += 1

    def remove_request(self) -> None:
        self._requests -= 1
        self.post()

    def keep(self, handle: object, on: bool) -> None:
        """An active handle with a reference keeps the loop alive."""
        if on:
            self._kept.add(handle)
        else:
            self._kept.delete(handle)
            self.post()

    def handles(self) -> list:
        return Array['from'](self._kept)

    def attach(self, reactor: object) -> None:
        """Descriptors' readiness wakes the loop from now on."""
        self.reactor = reactor
        reactor.on_wake = lambda: self._woken()

    def _woken(self) -> None:
        """The bell rang: the poll phase will look."""
        self._rung = True
        self.post()

    def _collect(self) -> None:
        """Ready callbacks become items of the queue, so that each has a turn of its own."""
        for call in self.reactor.take_ready():
            self._queue.push(call)

    def schedule_timer(self, ms: float) -> None:
        delay = Math.max(1, Math.min(ms, MOST_TIMER_MS))
        self._timer_set = True
        self._idle = 0
        if self._timer is not None:
            cancel(self._timer)
        self._timer = call_later(delay, lambda: self._timer_rang())

    def _timer_rang(self) -> None:
        self._timer = None
        self._timer_due = True
        self.post()

    def post(self) -> None:
        if not self._posted and not self.exited:
            self._posted = True
            call_soon(lambda: self._turn())

    def woken_by_tick(self, value: int) -> None:
        if value != 0 and not self._in_scope:
            self.post()

    # callback scopes

    def run_microtasks(self) -> None:
        """task_queue.runMicrotasks: nothing to do when the engine has just done it or will do it before anything else runs, else out of here.
        Rejections are looked at behind it, and a microtask may yet handle them."""
        if self._clean:
            self._clean = False
            return
        if self._ends_turn and self.tick.rejected == 0:
            return
        self._yielding = True
        raise yielding

    def forget_clean(self) -> None:
        """Something queued a microtask."""
        self._clean = False

    def _open_scope(self) -> None:
        self._in_scope = True
        self._clean = self._clean_next
        self._clean_next = False
        context.frame = js_undefined
        if promise_hooks.listening is not None:
            promise_hooks.listening.end_continuation()

    def guarded(self, call: object) -> bool:
        """Runs a callback from outside, whose caller goes on; True when it was left at a YIELD and is to be entered again. The engine reports an exception."""
        interrupted = [False]

        def run():
            interrupted[0] = self._at_top(call)
        before = self._guarding
        self._guarding = True
        call_reported(run)
        self._guarding = before
        return interrupted[0]

    def _at_top(self, call: object) -> bool:
        """As guarded, for what a macrotask of ours ends with: an exception is left to the engine, which reports it before anything else runs, and which
        alone knows where it was thrown."""
        self._open_scope()
        left = True
        try:
            call()
            left = False
        finally:
            self._in_scope = False
            if left and self._yielding:
                self._yielding = False
                return True     # noqa: B012
        return False

    def make_callback(self, receiver: object, target: object, args: list) -> object:
        """C++'s MakeCallback: the outermost one reports what is thrown and runs the ticks; an inner one lets it through."""
        if self._in_scope:
            return stack.run(receiver, target, args, False)
        result = [js_undefined]

        def call():
            result[0] = stack.run(receiver, target, args, True)
        if not self.guarded(call):
            self.run_ticks()
        return result[0]

    def run_ticks(self) -> None:
        if self.tick.pending():
            self.guarded(lambda: self._last_ticks())

    def _end_with_ticks(self) -> None:
        if self.tick.pending():
            self._at_top(lambda: self._last_ticks())

    def _last_ticks(self) -> None:
        self._ends_turn = True
        try:
            self.tick_callback()
        finally:
            self._ends_turn = False

    # turns

    def begin(self, receiver: object, call: object) -> None:
        """The program's own first run."""
        def run():
            self._beginning = True
            left = self._at_top(lambda: stack.run(receiver, call, [], True))
            self._beginning = False
            if not left:
                self._end_with_ticks()
        self._resume = run
        self._ticks_wait = True
        self.started = True
        self.post()

    def is_first_run(self) -> bool:
        return self._beginning

    def reported(self, report: object) -> None:
        """The engine told of an exception that nothing of ours has caught. Only that of the first run leaves the ticks their turn."""
        if self._guarding:
            self._ticks_wait = True
        self.guarded(report)
        if self._beginning:
            self._beginning = False
            self._ticks_wait = False
            self.run_ticks()
        self.post()

    def _turn(self) -> None:
        self._posted = False
        if self.exited:
            return
        self.activity.wake()
        failed = True
        try:
            self._take()
            failed = False
        finally:
            if failed:
                # the next callback runs the ticks, so that one that fails over and over doesn't keep all else from running
                self._ticks_wait = True
                self.post()
        self._again()

    def _take(self) -> None:
        ticks_wait = self._ticks_wait
        self._ticks_wait = False
        idle = self._idle
        self._idle = 0      # what this turn does may lead to more in its microtasks
        if self.tick.pending() and not ticks_wait:
            # the engine drained its microtasks between two macrotasks
            self._clean_next = True
            self._at_top(lambda: self._last_ticks())
        elif self._unfinished.length > 0:
            self._unfinished.shift()()
        elif self._resume is not None:
            self._said_before_exit = False
            resume = self._resume
            self._resume = None
            resume()
        elif not self._run_phase():
            self._idle = idle

    def metrics(self) -> list:
        """uv_metrics_info: rounds, what poll found, what of it waits."""
        return [self._rounds, self._events, self._queue.length]

    def _run_phase(self) -> bool:
        """One thing of the first phase, from the present one on, that has any; False when none has. Each phase is left again, so none starves the others."""
        if self._rounds == 0:
            self._rounds = 1
            clock.reach(LOOP_START)
            self.on_start()
        for _ in range(PHASES):
            if self._phase == PHASE_QUEUE and self._queue.length > 0 and self._left > 0:
                self._left -= 1
                self._said_before_exit = False
                self._events += 1
                self._queue.shift()()
                return True
            if self._phase == PHASE_CLOSING and self._closing.length > 0 and self._left > 0:
                self._left -= 1
                self._said_before_exit = False
                self._closing.shift()()
                return True
            if self._enter(self._phase):
                self._said_before_exit = False
                return True
        return False

    def _enter(self, left: int) -> bool:
        """Leaves a phase for the next; true when the next one's work was done by entering it."""
        self._phase = (left + 1) % PHASES
        if self._phase == PHASE_QUEUE:
            self._left = self._queue.length * MOST_ROUNDS
        elif self._phase == PHASE_CLOSING:
            self._left = self._closing.length
        elif self._phase == PHASE_IMMEDIATES and self.immediate_info[0] > 0 and not self._only_unreferenced():
            self._immediates()
            return True
        elif self._phase == PHASE_TIMERS:
            self._rounds += 1
            if self.on_round is not None:
                self.on_round()
            if self._timer_due:
                self._timer_due = False
                self._timers_at = self.now()
                self._timers()
                return True
        elif self._phase == PHASE_POLL and self._rung and self.reactor is not None:
            self._rung = False
            self._collect()
        return False

    def _timers(self) -> None:
        found = [js_undefined]

        def call():
            found[0] = self.process_timers(self._timers_at)
        # where it is left, by a YIELD or an exception, it is entered again
        self._resume = lambda: self._timers()
        if self._at_top(call):
            return
        self._resume = None
        next_at = found[0]
        if next_at != 0:
            self.timer_referenced = next_at > 0
            self.schedule_timer(Math.abs(next_at) - self.now())
        else:
            self._timer_set = False
        self._end_with_ticks()

    def _immediates(self) -> None:
        self._resume = lambda: self._go_on_with_immediates()
        left = self._at_top(self.process_immediate)
        if self.immediate_info[2] == 0:
            self._resume = None
            self._count_immediates()
            if not left:
                self._end_with_ticks()

    def _go_on_with_immediates(self) -> None:
        if self.immediate_info[2] != 0:
            self._immediates()
        else:
            self._count_immediates()
            self._end_with_ticks()

    def _count_immediates(self) -> None:
        if self.immediate_info[1] == 0:
            self.immediate_referenced = False

    def is_next_immediate(self, immediate: object) -> bool:
        """While ticks run between two immediates, or the queue was left there."""
        before = immediate._idlePrev
        return self.immediate_info[2] != 0 and before is not None and before._destroyed and before._onImmediate is None

    def is_alive(self) -> bool:
        if self._queue.length > 0 or self._requests > 0 or self._closing.length > 0 or self._is_interrupted() or self.tick.pending():
            return True
        if self.immediate_referenced or self.immediate_info[1] > 0:
            return True
        return (self._timer_set and self.timer_referenced) or self._kept.size > 0

    def _is_interrupted(self) -> bool:
        return self._resume is not None or self._unfinished.length > 0

    def _has_work(self) -> bool:
        return (self.tick.pending() or self._is_interrupted() or self._timer_due or self._queue.length > 0 or self._closing.length > 0
                or (self.immediate_info[0] > 0 and not self._only_unreferenced()) or self._rung)

    def _only_unreferenced(self) -> bool:
        """Immediates that nobody waits for don't keep the loop going, however many there are."""
        return self.started and self.immediate_info[0] > 0 and self.immediate_info[1] == 0 and not self.is_alive()

    def _again(self) -> None:
        if self.exited:
            return
        if self._has_work():
            self._idle = 0
            self.post()
        elif self.started and self.is_alive():
            self._idle = 0
            self.activity.rest_after_microtasks(lambda: self._posted)
        elif self.started:
            self._end()

    def _end(self) -> None:
        """Nothing keeps the process alive: beforeExit may find something to do, else it exits."""
        self._idle += 1
        if self._idle <= IDLE_TURNS:
            call_later(0, lambda: self.post())
            return
        self._idle = 0
        heard = False
        if not self._said_before_exit:
            self._said_before_exit = True

            def say():
                nonlocal heard
                heard = self.on_before_exit()
            self.guarded(say)
            self.run_ticks()
        if heard or self.is_alive() or self._has_work():
            # whoever heard it may have begun something with promises, which shows in the turns to come
            self.post()
        else:
            self.on_exit()
