"""Node's event loop over a browser's: one callback per macrotask, so that the engine drains its microtasks between any
two of them.

The order of a turn is libuv's: interrupted work, ticks, ready descriptors and completed requests, immediates, closing
handles, timers. `runMicrotasks()` is synchronous in Node, which is impossible here. If ticks are the last step of a
turn, it does nothing: the engine drains when the turn is over, and a tick that a microtask adds wakes the loop.
Otherwise it throws YIELD, which leaves the library's loop; the engine drains, and the loop enters it again
(processTicksAndRejections, processTimers and processImmediate can be re-entered; facts/node-boot.md). Knows: the
reactor, callback scopes. Must not know: bindings."""

from __future__ import annotations

from runtime_py.node.async_context.carrying import hooks as promise_hooks
from runtime_py.node.async_context.execution import stack
from runtime_py.node.async_context.frame import context
from runtime_py.node.loop.call_queue import CallQueue
from runtime_py.node.loop.tick import Tick
from runtime_py.node.loop.timer import LoopTimer
from runtime_py.node.process.clock import LOOP_START, clock
from runtime_py.platform.clock import call_later, call_soon, monotonic_ms
from runtime_py.platform.reported_calls import call_reported
from runtime_py.sys.activity import Activity

yielding: object = {'yield': True}  # thrown, and compared by identity
# the phases of libuv's loop, in order: results of poll and completed requests, immediates, closing handles, timers,
# poll
PHASE_QUEUE = 0
PHASE_IMMEDIATES = 1
PHASE_CLOSING = 2
PHASE_TIMERS = 3
PHASE_POLL = 4
PHASES = 5
# macrotasks in a row without work before the process may exit: `unhandledrejection` is a queued task
IDLE_TURNS = 2


class Loop:
    def __init__(self) -> None:
        self.tick = Tick(lambda value: self._woken_by_tick(value))
        self.tick_callback = None
        self.process_timers = None
        self.process_immediate = None
        self.immediate_info = Uint32Array(3)  # kCount, kRefCount, kHasOutstanding
        self.immediate_referenced = False
        self.timer = LoopTimer(lambda: self.post())
        self.started = False
        self.exited = False
        self.on_before_exit = None  # () -> whether there are listeners
        self.on_exit = None
        self.on_start = lambda: None
        self.activity = Activity()
        self.on_round = None  # a histogram of delays records each round
        self.reactor = None
        self._origin = monotonic_ms()
        self._queue = CallQueue()
        self._closing = []
        self._pending = []
        self._native_immediates = []
        self._resume = None
        self._unfinished = []  # the rest of what C++ does before it returns to the loop
        self._requests = 0
        self._kept = js_new(globalThis.Set)
        self._in_scope = False
        self._yielding = False  # YIELD is being thrown
        self._guarding = False  # an exception ends a callback whose caller continues
        self._ends_turn = False  # the running ticks are the last step of this turn
        self._ticks_wait = False  # interrupted work continues before the ticks
        self._beginning = False  # the program's first run
        self._said_before_exit = False  # and only ticks have run since
        self.in_microtask = False  # of queueMicrotask; still true when the engine reports that it threw
        self._is_ending = False  # only microtasks and ticks may still run
        self._timers_at = 0  # the time for which timers run
        self._clean = False  # the engine has just drained its microtasks
        self._clean_next = False
        self._posted = False
        self._idle = 0
        self._rung = False  # descriptors may be ready
        self._phase = PHASE_QUEUE
        self._rounds = 0  # count of rounds through all phases
        self._events = 0
        # how many callbacks the present phase may still run before the others have their turn
        self._left = 0

    # interface for other modules

    def now(self) -> int:
        """Milliseconds since the loop began (uv_now)."""
        return Math.floor(monotonic_ms() - self._origin)

    def enqueue(self, call: object) -> None:
        self._idle = 0
        self._queue.push(call)
        self.post()

    def enqueue_request(self, call: object) -> None:
        """Runs in a later turn; the loop stays alive until then."""
        self._requests += 1

        def run():
            self._requests -= 1
            call()

        self.enqueue(run)

    def enqueue_pending(self, call: object) -> None:
        """As a request that needn't wait for the outside (libuv's pending queue): it runs when the descriptors have been
        served that are ready now, before immediates, or else before the next look at descriptors."""
        self._pending.push(call)
        self._idle = 0
        self.post()

    def enqueue_native_immediate(self, call: object) -> None:
        """As C++'s SetImmediate: before the program's immediates, all that wait and what they add."""
        self._native_immediates.push(call)
        self._idle = 0
        self.post()

    def go_on(self, call: object) -> None:
        """Continues what C++ does without interruption: in the very next turn, once the engine has drained its
        microtasks, with no phase in between."""
        self._unfinished.push(call)
        self.post()

    def end_with(self, call: object) -> None:
        """Continues when the microtasks and ticks of the last callback have run; no phase does any more. A later task,
        since `unhandledrejection` is a queued one."""
        self._is_ending = True
        call_later(0, lambda: self.go_on(call))

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
        """An active, referenced handle keeps the loop alive."""
        if on:
            self._kept.add(handle)
        else:
            self._kept.delete(handle)
            self.post()

    def handles(self) -> list:
        return Array['from'](self._kept)

    def attach(self, reactor: object) -> None:
        """From now on, ready descriptors wake the loop."""
        self.reactor = reactor
        reactor.on_wake = lambda: self._woken()

    def _woken(self) -> None:
        """The bell rang: the poll phase will look for events."""
        self._rung = True
        self.post()

    def _collect(self) -> None:
        """Queues ready callbacks one by one, so that each has a turn of its own."""
        for call in self.reactor.take_ready():
            self._queue.push(call)

    def schedule_timer(self, ms: float) -> None:
        self._idle = 0
        self.timer.schedule(ms)

    def post(self) -> None:
        if not self._posted and not self.exited:
            self._posted = True
            call_soon(lambda: self._turn())

    def _woken_by_tick(self, value: int) -> None:
        """Setting one outside a callback wakes the loop."""
        if value != 0 and not self._in_scope:
            self.post()

    # callback scopes

    def run_microtasks(self) -> None:
        """task_queue.runMicrotasks: does nothing if the engine has just drained, or will drain before anything else
        runs; otherwise leaves the callback. Rejections are processed after it, and a microtask may still handle
        them."""
        if self._clean:
            self._clean = False
            return
        if self._ends_turn and self.tick.rejected == 0:
            return
        self._yielding = True
        raise yielding

    def forget_clean(self) -> None:
        """A microtask was queued."""
        self._clean = False

    def _open_scope(self) -> None:
        self._in_scope = True
        # not if ticks come first: a microtask of theirs may still handle a rejection
        self._clean = self._clean_next and not (self.tick.take_added() and self.tick.rejected != 0)
        self._clean_next = False
        context.frame = js_undefined
        if promise_hooks.listening is not None:
            promise_hooks.listening.end_continuation()

    def guarded(self, call: object) -> bool:
        """Runs a callback from outside whose caller continues; True if it was left by a YIELD and must be re-entered.
        The engine reports an exception."""
        interrupted = [False]

        def run():
            interrupted[0] = self._at_top(call)

        before = self._guarding
        self._guarding = True
        call_reported(run)
        self._guarding = before
        return interrupted[0]

    def _at_top(self, call: object) -> bool:
        """As `guarded`, for the end of one of our macrotasks: an exception is left to the engine, which reports it
        before anything else runs, and is the only one that knows where it was thrown."""
        self._open_scope()
        left = True
        try:
            call()
            left = False
        finally:
            self._in_scope = False
            if left and self._yielding:
                self._yielding = False
                return True  # noqa: B012
        return False

    def make_callback(self, receiver: object, target: object, args: list) -> object:
        """C++'s MakeCallback: the outermost one reports exceptions and runs the ticks; an inner one passes exceptions
        on."""
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
        """The engine reported an uncaught exception. Only after one in the first run do the ticks still get their
        turn."""
        if self._guarding:
            self._ticks_wait = True
        frame = context.frame  # of the code that threw

        def run():
            context.frame = frame
            report()

        self.guarded(run)
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
                # the next callback runs the ticks, so that one that fails repeatedly doesn't keep everything else from
                # running
                self._ticks_wait = True
                self.post()
        self._again()

    def _take(self) -> None:
        ticks_wait = self._ticks_wait
        self._ticks_wait = False
        idle = self._idle
        self._idle = 0  # this turn's microtasks may create more work
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
        elif self._is_ending or not self._run_phase():
            self._idle = idle

    def metrics(self) -> list:
        """uv_metrics_info: rounds, events found by poll, events waiting."""
        return [self._rounds, self._events, self._queue.length]

    def _run_phase(self) -> bool:
        """Runs one callback of the first phase, from the present one on, that has any; False when none has. Each phase
        is left again, so that none starves the others."""
        if self._rounds == 0:
            self._rounds = 1
            clock.reach(LOOP_START)
            self.on_start()
            self._left = self._queue.length
            if self._is_timer_due():
                # the program ran for longer than that
                self._begin_timers()
                return True
        for _ in range(PHASES):
            if self._phase == PHASE_QUEUE and self._queue.length > 0 and self._left > 0:
                self._left -= 1
                self._said_before_exit = False
                self._events += 1
                self._queue.shift()()
                return True
            if self._phase == PHASE_QUEUE and self._pending.length > 0:
                self._said_before_exit = False
                self._pending.shift()()
                return True
            if self._phase == PHASE_QUEUE and self._native_immediates.length > 0:
                self._said_before_exit = False
                self._native_immediates.shift()()
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
        """Moves from a phase to the next; True if entering it did its work."""
        self._phase = (left + 1) % PHASES
        if self._phase == PHASE_QUEUE:
            self._left = self._queue.length
        elif self._phase == PHASE_CLOSING:
            # what was closed last is first, as in libuv's list
            self._closing.reverse()
            self._left = self._closing.length
        elif self._phase == PHASE_IMMEDIATES and self.immediate_info[0] > 0 and not self._only_unreferenced():
            self._immediates()
            return True
        elif self._phase == PHASE_TIMERS:
            self._rounds += 1
            if self.on_round is not None:
                self.on_round()
            if self._is_timer_due():
                self._begin_timers()
                return True
        elif self._phase == PHASE_POLL:
            for call in self._pending:
                self._queue.push(call)
            self._pending = []
            if self._may_be_ready():
                if self.reactor.has_rung():
                    self.reactor.hear()
                self._rung = False
                self._collect()
        return False

    def _is_timer_due(self) -> bool:
        """An unreferenced timer alone doesn't run."""
        return self.timer.is_due() and self.is_alive()

    def _begin_timers(self) -> None:
        self.timer.begin()
        self._timers_at = self.now()
        self._timers()

    def _timers(self) -> None:
        found = [js_undefined]

        def call():
            found[0] = self.process_timers(self._timers_at)

        # if left by a YIELD or an exception, it is entered again
        self._resume = lambda: self._timers()
        if self._at_top(call):
            return
        self._resume = None
        next_at = found[0]
        if next_at != 0:
            self.timer.is_referenced = next_at > 0
            self.schedule_timer(Math.abs(next_at) - self.now())
        else:
            self.timer.is_set = False
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
        """Whether it runs next, while ticks run between two immediates or the queue was interrupted there."""
        before = immediate._idlePrev
        return self.immediate_info[2] != 0 and before is not None and before._destroyed and before._onImmediate is None

    def is_alive(self) -> bool:
        if (
            self._queue.length > 0
            or self._requests > 0
            or self._closing.length > 0
            or self._native_immediates.length > 0
            or self._pending.length > 0
            or self._is_interrupted()
            or self.tick.pending()
        ):
            return True
        if self.immediate_referenced or self.immediate_info[1] > 0:
            return True
        return self.timer.keeps_alive() or self._kept.size > 0

    def _is_interrupted(self) -> bool:
        return self._resume is not None or self._unfinished.length > 0

    def _has_work(self) -> bool:
        return (
            self.tick.pending()
            or self._is_interrupted()
            or self._is_timer_due()
            or self._queue.length > 0
            or self._closing.length > 0
            or self._native_immediates.length > 0
            or self._pending.length > 0
            or (self.immediate_info[0] > 0 and not self._only_unreferenced())
            or self._may_be_ready()
        )

    def _may_be_ready(self) -> bool:
        """Whether a descriptor may be ready that the last look didn't find so."""
        return self.reactor is not None and (self._rung or self.reactor.has_rung())

    def _only_unreferenced(self) -> bool:
        """Unreferenced immediates don't keep the loop alive, however many there are."""
        return self.started and self.immediate_info[0] > 0 and self.immediate_info[1] == 0 and not self.is_alive()

    def _again(self) -> None:
        if self.exited:
            return
        if self._is_ending:
            if self.tick.pending() or self._is_interrupted():
                self.post()
        elif self._has_work():
            self._idle = 0
            self.post()
        elif self.started and self.is_alive():
            self._idle = 0
            self.activity.rest_after_microtasks(lambda: self._posted)
        elif self.started:
            self._end()

    def _end(self) -> None:
        """Nothing keeps the process alive: exits, unless a beforeExit listener starts something."""
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
            # a listener may have started something with promises, which shows in later turns
            self.post()
        else:
            self.on_exit()
