"""Node's realm in a worker: its library's modules, internalBinding, and the order in which they boot
(facts/node-boot.md, Order).

States: made -> bootstrapped (everything that doesn't need argv) -> started (the main script runs) -> exited.
Knows: the loop, the data of bindings, the table of bindings. Must not know: what a binding does."""

from __future__ import annotations

from runtime_py.node.async_context.carrying import HOST_THEN
from runtime_py.node.async_context.carrying import install as install_carrying
from runtime_py.node.async_context.execution import stack
from runtime_py.node.async_context.frame import context
from runtime_py.node.async_context.original_text import install as install_original_text
from runtime_py.node.async_context.promise_hooks import install as install_call_hooks
from runtime_py.node.async_context.promise_hooks import promise_hooks
from runtime_py.node.bindings.table import BINDINGS
from runtime_py.node.crypto.keys.key_classes import KeyClasses
from runtime_py.node.engine.allocation_limits import begin_counting
from runtime_py.node.engine.allocations import meter
from runtime_py.node.engine.atomics_wait import install as count_waits
from runtime_py.node.engine.console_methods import install as install_console
from runtime_py.node.engine.known_memory import note_heap
from runtime_py.node.engine.reflected import install as install_reflected
from runtime_py.node.engine.time_zone import local_time
from runtime_py.node.engine.wasm_compilation import install as keep_alive_while_compiling
from runtime_py.node.loop.active_objects import ActiveObjects
from runtime_py.node.loop.loop import Loop
from runtime_py.node.messaging.transferable import Carriers
from runtime_py.node.modules.compile_cache import compile_cache
from runtime_py.node.permission.model import Permission
from runtime_py.node.process.clock import ENVIRONMENT, LOOP_EXIT, V8_START, clock
from runtime_py.node.process.environment import Environment
from runtime_py.node.process.fatal import describe as describe_fatal
from runtime_py.node.process.fatal import has_frames
from runtime_py.node.process.thread_start import ThreadStart
from runtime_py.node.realm.binding_data import decode, decode_object, dress
from runtime_py.node.realm.host import set_current_realm
from runtime_py.node.realm.private_symbols import make_private_symbols
from runtime_py.node.stacks.error_location import NOWHERE, location_of, set_location, thrown_place
from runtime_py.node.stacks.stacks import Place, place_here, place_of
from runtime_py.node.stacks.stacks import install as install_stacks
from runtime_py.node.stacks.text_stacks import give_own_stack, mend
from runtime_py.node.tracing.recorders import record_bindings
from runtime_py.node.tracing.tracer import Tracer
from runtime_py.platform.clock import call_soon, now_ms
from runtime_py.platform.host import listen
from runtime_py.platform.promise_notes import note_rejected
from runtime_py.sys.signals import SIGABRT

HostPromise = globalThis.Promise
UNSETTLED_EXIT = 13  # a top-level await that nothing will settle
MAIN_ASYNC_ID = 1  # in the program's own first run
NO_HANDLER_EXIT = 6  # process._fatalException was removed
FATAL_EXIT = 7  # an exception in the handler of fatal exceptions


_ODD_VALUE = (
    'Assigning any value other than a string, number, or boolean to a process.env property is deprecated. Please make sure to convert the value '
    'to a string before setting process.env with it.'
)


def stack_here() -> str:
    """Only the frames."""
    return Error().stack.split('\n').slice(1).join('\n')


def no_such_binding(name: str, which: str = '') -> object:
    error = Error(f'No such binding{which}: {name}')
    error.code = 'ERR_INVALID_MODULE'
    return error


RESTS_PER_ESTIMATE = 128


class Realm:
    """The realm of one thread, `thread`."""

    def __init__(self, natives: object, binding_data: object, thread: ThreadStart) -> None:
        set_current_realm(self)
        self.thread = thread
        self.active_objects = ActiveObjects()
        self.carriers = Carriers()  # classes of native objects that can be sent in messages
        self.key_classes = KeyClasses()
        self.load_crypto = None  # loads crypto.js, if there is internalBinding('crypto')
        self.tls = None  # exports of tls.js, once it is loaded
        self.natives = natives
        self.binding_data = binding_data
        self.extra = binding_data.extra
        self.loop = Loop()
        self.async_stack = stack  # in the realm, so that crypto.js uses the same ones
        self.async_context = context
        self.limits_of_errors = js_new(globalThis.WeakMap)  # errors_made_here.py, likewise
        self.read_stacks = js_new(globalThis.WeakSet)  # errors whose stack is a text now
        self.system = None  # from `attach` on
        self._rests = 0  # of the loop
        self.process = None
        self.argv = []
        self.exec_argv = []
        self.environment = Environment()
        self.env = self.environment.values
        self.option_overrides = {}
        self.is_strict = False  # --use-strict: all scripts of the program are
        self.symbols = decode_object(binding_data.shape.symbols, 'symbols')
        self.private_symbols = make_private_symbols(Object.keys(binding_data.shape.util.v.privateSymbols.v))
        self.providers = decode(binding_data.shape.async_wrap.v.Providers, 'async_wrap.Providers')
        self.per_context = {}
        self.primordials = {}
        self.require = None  # requireBuiltin
        self.internal_binding = None
        self.promise_reject = None  # (kind, promise, reason)
        self.prepare_stack_trace = None
        self.enhance_stack = None
        self.emit_warning_sync = lambda text: None  # set by the library
        self.at_exit = []  # undone at the end of the process
        self.permission = Permission(self)
        self.tracer = Tracer(self)
        self.tracer.on_first = lambda: record_bindings(self, self.tracer)
        self.report_uncaught = None  # set by the binding `report`
        self._bindings = {}

    # modules and bindings

    def get_binding(self, name: str) -> object:
        found = self._bindings[name]
        if found is not None:
            return found
        shape = self.binding_data.shape[name]
        create = BINDINGS[name]
        if create is None and (shape is None or shape.err is not None):
            raise no_such_binding(name)
        made = {} if shape is None or shape.v is None else decode_object(shape, name)
        if create is not None:
            given = create(self, made)
            described = {} if shape is None or shape.v is None else shape.v
            for key in Reflect.ownKeys(given):
                if js_typeof(key) == 'string' and Object.hasOwn(described, key):
                    dress(given[key], described[key])
                Object.defineProperty(made, key, Object.getOwnPropertyDescriptor(given, key))
        self._bindings[name] = made
        return made

    def run(self, native_id: str) -> object:
        """Runs internal/main/* and internal/bootstrap/*."""
        return self.natives[native_id](self.process, self.require, self.internal_binding, self.primordials)

    def make_callback(self, receiver: object, target: object, args: list) -> object:
        return self.loop.make_callback(receiver, target, args)

    # boot

    def bootstrap(self) -> None:
        """Runs everything up to where a process needs its argv. This is most of a start, so the pool does it in
        advance."""
        run = self.natives
        self.get_binding('async_wrap')
        per_isolate = self.symbols
        install_original_text()
        install_reflected()
        install_call_hooks()
        run['internal/per_context/primordials']({}, self.primordials, self.private_symbols, per_isolate)
        install_carrying(self.primordials)
        run['internal/per_context/domexception'](self.per_context, self.primordials, self.private_symbols, per_isolate)
        run['internal/per_context/messageport'](self.per_context, self.primordials, self.private_symbols, per_isolate)
        self.process = self._make_process()
        run['internal/bootstrap/realm'](
            self.process, refuse_linked_binding, lambda name: self.get_binding(name), self.primordials
        )
        switches = (
            ['is_main_thread', 'does_own_process_state']
            if self.thread.is_main
            else ['is_not_main_thread', 'does_not_own_process_state']
        )
        for native_id in [
            'node',
            'web/exposed-wildcard',
            'web/exposed-window-or-worker',
            *[f'switches/{name}' for name in switches],
        ]:
            self.run(f'internal/bootstrap/{native_id}')
        install_console(globalThis.console)
        install_stacks()
        keep_alive_while_compiling(self)
        count_waits()
        self._wire_loop()
        self.process.on('newListener', lambda name, listener: self._look_for_repeated(name))

    def _make_process(self) -> object:
        """The object that bootstrap/node turns into `process`: C++'s part of it."""

        def process():
            pass

        made = js_new(js_func(process))
        made[self.private_symbols.exit_info_private_symbol] = Int32Array(3)
        versions = self.extra.versions
        release = {}
        for name, value in Object.entries(self.extra.release):
            Object.defineProperty(release, name, {'value': value, 'enumerable': True, 'configurable': True})
        Object.defineProperty(made, 'version', {'value': 'v' + versions.node, 'enumerable': True, 'configurable': True})
        made.versions = versions
        Object.defineProperty(made, 'arch', {'value': 'x64', 'enumerable': True, 'configurable': True})
        Object.defineProperty(made, 'platform', {'value': 'linux', 'enumerable': True, 'configurable': True})
        Object.defineProperty(made, 'release', {'value': release, 'enumerable': True, 'configurable': True})
        made.env = self.environment.proxy()
        return made

    def _wire_loop(self) -> None:
        loop = self.loop
        loop.on_before_exit = lambda: self.process.emit('beforeExit', self.process.exitCode or 0)
        loop.on_exit = lambda: self.exit_when_done()
        listen('unhandledrejection', lambda event: self._rejected(event, 0, event.reason))
        listen('rejectionhandled', lambda event: self._rejected(event, 1, js_undefined))
        listen('error', lambda event: self._thrown(event))

    def _look_for_repeated(self, name: object) -> None:
        """Starts to track promises that are settled again, which makes promises slower, when a listener is added."""
        if name == 'multipleResolves':
            promise_hooks.tell_repeated(lambda kind, promise, value: self.tell_rejection(kind, promise, value))

    def _rejected(self, event: object, kind: int, reason: object) -> None:
        event.preventDefault()
        event.stopImmediatePropagation()
        if kind == 0:
            give_own_stack(reason)
            note_rejected(event.promise, reason)
        self.tell_rejection(kind, event.promise, reason)

    def tell_rejection(self, kind: int, promise: object, value: object) -> None:
        if not self.loop.exited and self.promise_reject is not None:
            if kind == 0 and promise_hooks.is_on():
                self._reject_in(promise_hooks.domain_of(promise, value), promise, value)
            else:
                self.promise_reject(kind, promise, value)
            self.loop.post()

    def _reject_in(self, domain: object, promise: object, value: object) -> None:
        """Reports a rejection in its domain: when the engine reports it, the domain was left long ago."""
        before = self.process.domain
        if domain is not None:
            self.process.domain = domain
        self.promise_reject(0, promise, value)
        if domain is not None:
            self.process.domain = before

    def _thrown(self, event: object) -> None:
        """An uncaught error: from one of the loop's macrotasks, or a microtask (queueMicrotask)."""
        event.preventDefault()
        event.stopImmediatePropagation()
        if not self.loop.exited:
            place = thrown_place(place_of(event.filename, event.lineno, event.colno))
            if self.loop.in_microtask and self.read_stacks.has(event.error):
                place = None
                set_location(event.error, NOWHERE)
            elif self.loop.in_microtask and has_frames(event.error):
                place = None
                set_location(event.error, location_of(event.error, True))  # V8 shows where such an error was made
            self.loop.in_microtask = False
            self.loop.reported(lambda: self.trigger_uncaught(event.error, False, place))

    # start and end

    def attach(self, system: object, argv: list, env: list) -> None:
        """Gives the realm its process: a System, argv from the shell, env as ['K=V']."""
        self.system = system
        clock.reach(V8_START)
        for pair in env:
            at = pair.indexOf('=')
            if at > 0:
                self.env[pair.slice(0, at)] = pair.slice(at + 1)
        self.argv = argv
        self._begin_time_zone()
        if self.option_overrides['--trace-env']:
            self.environment.on_use = lambda what, name: self._trace_environment(what, name)
        if self.option_overrides['--pending-deprecation']:
            self.environment.on_odd_value = lambda: self._warn_of_odd_value()
        begin_counting(self)
        self.tracer.begin()
        self.loop.attach(system.reactor)
        activity = self.loop.activity
        if self.thread.is_main:
            activity.begin(lambda active, since: self._publish_activity(active, since))
            return
        self.loop.on_start = lambda: system.set_loop_start(now_ms())

        def publish(active, since):
            self._publish_activity(active, since)
            system.set_loop_idle(activity.idle_before(), activity.rests_since())

        activity.begin(publish)
        if not self.thread.is_main:
            note_heap(self)  # its parent may ask for it before the thread rests

    def _publish_activity(self, active: float, since: float) -> None:
        """With the first rest, and with each of many, an estimate of the heap."""
        self.system.set_busy(active, since)
        if since == 0:
            self._rests += 1
            if self._rests % RESTS_PER_ESTIMATE == 1:
                note_heap(self)
                meter.tell()

    def _begin_time_zone(self) -> None:
        """A thread with its own variables starts with its process's time zone, and can't change it."""
        variable = self.env['TZ'] if self.thread.is_main else self.thread.time_zone
        if variable is not None:
            local_time.choose(variable)
        if self.thread.is_main or self.thread.shared_env != 0:
            self.environment.on_time_zone = lambda changed: local_time.choose(changed)

    def _trace_environment(self, what: str, name: str) -> None:
        self.write_error(f'[--trace-env] {what}\n' if name == '' else f'[--trace-env] {what} "{name}"\n')
        if self.option_overrides['--trace-env-js-stack']:
            self.write_error(f'{stack_here()}\n')

    def _warn_of_odd_value(self) -> None:
        self.environment.on_odd_value = None
        self.process.emitWarning(_ODD_VALUE, 'DeprecationWarning', 'DEP0104')

    def trace_sync(self) -> None:
        """--trace-sync-io: reports calls that block the event loop."""
        if self.option_overrides['--trace-sync-io'] and not self.loop.is_first_run():
            self.write_error(f'(node:{self.system.pid}) WARNING: Detected use of sync API\n{stack_here()}\n')

    def start(self, main: str) -> None:
        compile_cache.begin(self)  # not before the permissions are known
        clock.reach(ENVIRONMENT)
        top = {}  # what executionAsyncResource() gives the main script
        Object.defineProperty(top, '_async_id', {'value': MAIN_ASYNC_ID})
        Object.defineProperty(top, '_trigger_id', {'value': 0})
        self.loop.begin(top, lambda: self.run(main))

    def exit_info(self) -> object:
        """kExiting, kExitCode, kHasExitCode."""
        return self.process[self.private_symbols.exit_info_private_symbol]

    def exit_when_done(self) -> None:
        """The loop is empty: emits 'exit', then uses the exit code that was set."""
        entry = globalThis[self.private_symbols.entry_point_promise_private_symbol]
        if entry is None:
            self._finish(False)
            return
        settled = []
        HOST_THEN.call(entry, lambda value: settled.push(True), lambda error: settled.push(True))
        # a promise's state is known only in a later turn
        call_soon(lambda: self._finish(settled.length == 0))

    def _finish(self, unsettled: bool) -> None:
        if self.loop.exited:
            return
        info = self.exit_info()
        code = info[1] if info[2] != 0 else 0
        if unsettled and code == 0:
            code = UNSETTLED_EXIT
            self.process.exitCode = code
            self._warn_of_stall(globalThis[self.private_symbols.entry_point_module_private_symbol])

        def emit():
            clock.reach(LOOP_EXIT)
            self.process._exiting = True
            self.process.emit('exit', code)

        def leave():
            self.exit(info[1] if info[2] != 0 else code, False)

        is_heard = self.process.listenerCount('exit') > 0
        self.loop.guarded(emit)
        if is_heard:
            self.loop.end_with(leave)
        else:
            leave()

    def _warn_of_stall(self, module: object) -> None:
        if (
            module is not None
            and self.option_overrides['--warnings'] is not False
            and self.option_overrides['--no-warnings'] is not True
        ):
            self.write_error(module.stallWarning())

    def exit(self, code: int, asked: bool = True) -> None:
        """Ends this thread; the main thread's end ends the process. Never returns: the kernel ends this worker.
        `asked`: not just because there is no more work."""
        self.loop.exited = True
        if asked and self.option_overrides['--trace-exit']:
            thread = '' if self.thread.is_main else f', thread:{self.thread.number}'
            self.write_error(
                f'(node:{self.system.pid}{thread}) WARNING: Exited the environment with code {code}\n{stack_here()}\n'
            )
        self.clean_up()
        self.tracer.end()
        self.system.exit_thread(code)

    def clean_up(self) -> None:
        for put_back in self.at_exit:
            put_back()

    def die(self, number: int) -> None:
        """Ends the process by an unhandled signal. Never returns."""
        self.loop.exited = True
        self.system.die(number)

    def write_error(self, text: str) -> None:
        from_text = self.encode(text)
        self.system.write_wait(2, from_text, 0, from_text.length)

    def encode(self, text: str) -> Uint8Array:
        return self.get_binding('encoding_binding').encodeUtf8String(text)

    def trigger_uncaught(self, error: object, from_promise: bool, place: Place | None = None) -> None:
        """C++'s TriggerUncaughtException: calls process's handlers, or prints the error on stderr and exits with code
        1. `place`: where it was thrown, if known."""
        handled = False
        if from_promise and self.read_stacks.has(error):
            place = place_here()  # V8 forgets where an error was made when its stack becomes a text
        mend(error)
        if (
            self.thread.is_main
            and self.option_overrides['--abort-on-uncaught-exception']
            and self.get_binding('util').shouldAbortOnUncaughtToggle[0] != 0
        ):
            self.write_error(f'Uncaught:\n{describe_fatal(error, place, from_promise)}')
            self.die(SIGABRT)
        if js_typeof(self.process._fatalException) != 'function':
            self.write_error(describe_fatal(error, place, from_promise))
            self.exit(NO_HANDLER_EXIT)
        try:
            handled = self.process._fatalException(error, from_promise)
        except Exception as second:
            self.write_error(describe_fatal(second, None))
            self.exit(FATAL_EXIT)
        if handled:
            return
        self.write_error(describe_fatal(error, place, from_promise))
        if self.option_overrides['--report-uncaught-exception'] or self.report_uncaught is not None:
            self.get_binding('report')
            self.report_uncaught(error)
        # the library has already emitted 'exit'
        info = self.exit_info()
        self.exit(info[1] if info[2] != 0 else 1)


def refuse_linked_binding(name: str) -> object:
    raise no_such_binding(String(name), ' was linked')
