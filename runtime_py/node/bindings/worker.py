"""internalBinding('worker'): starting threads of this process, and a thread's information about itself.

A thread is a worker with a realm of its own, created by the kernel (sys/calls/threads.py, kernel/threads.py); it shares
the process's descriptors, working folder and pid. Knows: a thread's slot, its port and its end. Must not know: the
library's messages through the port."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.node.bindings.messaging import make_port
from runtime_py.node.engine.known_memory import heap_statistics
from runtime_py.node.engine.time_zone import local_time
from runtime_py.node.messaging.message_ports import fetch_waiting_objects
from runtime_py.node.permission.model import WORKER
from runtime_py.node.process.thread_options import options_of_thread
from runtime_py.node.process.thread_start import LIMITS, ThreadStart, given_heap, limits_in_force
from runtime_py.node.realm.callbacks import call_back, coded_error, realm, unsupported
from runtime_py.node.realm.host import AsyncWrap, hidden
from runtime_py.platform.clock import monotonic_ms, now_ms
from runtime_py.platform.errno import EPERM
from runtime_py.sys.threads import OUT_OF_MEMORY


class Worker(AsyncWrap):
    """made -> started -> ended."""

    _limits: Any
    _slot: Any
    _start: Any
    onexit: Any

    def __init__(
        self,
        url: object,
        env: object,
        exec_argv: object,
        limits: Float64Array,
        track_fds: bool,
        internal: bool,
        name: str,
    ) -> None:
        super().__init__('WORKER')
        if not internal:
            realm().permission.check(WORKER)
        options = options_of_thread(realm(), env, exec_argv)
        if len(options.bad_node_options) > 0:
            self.invalidNodeOptions = options.bad_node_options
            return
        if len(options.bad_exec_argv) > 0:
            self.invalidExecArgv = options.bad_exec_argv
            return
        system = realm().system
        number = system.next_thread_number()
        slot = system.make_thread(number, not track_fds)
        if slot < 0:
            why = 'EPERM: a confined program has no threads' if slot == -EPERM else 'EAGAIN'
            raise coded_error(Error, 'ERR_WORKER_INIT_FAILED', f'Worker initialization failure: {why}')
        if given_heap(limits) > 0:
            system.limit_thread(slot, given_heap(limits))
        ends = system.make_channel(system.thread, slot)
        hidden(self, '_slot', slot)
        hidden(self, '_state', 'made')
        hidden(self, '_referenced', True)
        hidden(self, '_limits', Float64Array(limits))
        hidden(
            self,
            '_start',
            {
                'port': ends[1],
                'name': name,
                'internal': internal,
                'track_fds': track_fds,
                'limits': Float64Array(limits),
                'time_zone': local_time.variable,
                'trace_file': realm().tracer.file,
                'trace_categories': realm().tracer.categories.names(),
                'options': options.values,
                'exec_argv': options.exec_argv,
                'exec_path': system.program,
                'env': {} if env is js_undefined else Object.assign({}, realm().env if env is None else env),
                'shared_env': realm().environment.share(system) if env is js_undefined else 0,
            },
        )
        self.messagePort = make_port(ends[0])
        self.threadId = number
        self.threadName = name

    def startThread(self) -> None:
        system = realm().system
        self._state = 'started'
        self._count()
        watch = system.reactor.watch(
            lambda: POLLIN if system.thread_has_ended(self._slot) else 0, [], POLLIN, lambda events: self._ended(watch)
        )
        system.start_thread(self._slot, self._start)

    def _ended(self, watch: object) -> None:
        """Its last messages come before its exit, and so do the objects that they refer to."""
        watch.stop()
        if fetch_waiting_objects():
            realm().system.object_transfer.settle(lambda: realm().loop.enqueue(lambda: self._report_end()))
        else:
            self._report_end()

    def _report_end(self) -> None:
        code = realm().system.forget_thread(self._slot)
        self._state = 'ended'
        self._count()
        self.messagePort = js_undefined
        reason = [1, 'ERR_WORKER_OUT_OF_MEMORY', 'JS heap out of memory']
        call_back(self, self.onexit, reason if code == OUT_OF_MEMORY else [code, js_undefined, js_undefined])
        self._state = 'gone'

    def stopThread(self) -> None:
        if self._state == 'started':
            # one that hasn't begun ends without an error, as natively where there is no environment to stop yet
            realm().system.end_thread(self._slot, 1 if self._has_begun() else 0)

    def _has_begun(self) -> bool:
        if self._state != 'started':
            return False
        used = realm().system.cpu_of_thread(self._slot)
        return used.user + used.system > 0

    def _count(self) -> None:
        realm().loop.keep(self, self._state == 'started' and self._referenced)

    def hasRef(self) -> bool:
        return js_undefined if self._state == 'gone' else self._referenced

    def ref(self) -> None:
        self._referenced = True
        self._count()

    def unref(self) -> None:
        self._referenced = False
        self._count()

    def getResourceLimits(self) -> Float64Array:
        # what the program left open is known once the thread has begun
        return limits_in_force(self._limits) if self._has_begun() else self._limits

    def loopStartTime(self) -> float:
        """In ms of this thread's clock; -1 before its loop runs."""
        start = realm().system.loop_times(self._slot)[0]
        return start if start < 0 else start - (now_ms() - monotonic_ms())

    def loopIdleTime(self) -> float:
        return realm().system.loop_times(self._slot)[1]

    # an engine reveals nothing about another worker's heap, and can't profile it

    def takeHeapSnapshot(self, options: object) -> object:
        raise unsupported('worker.getHeapSnapshot')

    def getHeapStatistics(self) -> object:
        """Reported in a later turn: what the thread itself would be told; nothing when it doesn't run."""
        if not self._has_begun():
            return js_undefined
        taker = {}

        def tell():
            heap = realm().system.heap_of_thread(self._slot)
            call_back(taker, taker.ondone, [Object.assign(Object.create(None), heap_statistics(heap))])

        realm().loop.enqueue_request(tell)
        return taker

    def cpuUsage(self) -> object:
        """Reported in a later turn, as {user, system}; nothing when the thread has ended."""
        if self._state != 'started':
            return js_undefined
        taker = {}

        def tell():
            split = realm().system.cpu_of_thread(self._slot)
            call_back(
                taker,
                taker.ondone,
                [None, {'user': Math.round(split.user * 1000), 'system': Math.round(split.system * 1000)}],
            )

        realm().loop.enqueue_request(tell)
        return taker

    def startCpuProfile(self) -> object:
        raise unsupported('worker.startCpuProfile')

    def stopCpuProfile(self, number: int) -> object:
        raise unsupported('worker.startCpuProfile')

    def startHeapProfile(self) -> object:
        raise unsupported('worker.startHeapProfile')

    def stopHeapProfile(self) -> object:
        raise unsupported('worker.startHeapProfile')


def facts_of(thread: ThreadStart) -> object:
    """What a thread is told about itself. A thread that has booted in advance learns it when it is asked for, so none of
    the library's modules that boot may keep these values (tests/node/cases/thread_facts.js)."""
    return {
        'threadId': thread.number,
        'threadName': '' if thread.is_main else thread.name,
        'isMainThread': thread.is_main,
        'isInternalThread': thread.internal,
        'ownsProcessState': thread.is_main,
        'resourceLimits': Float64Array(LIMITS) if thread.is_main else limits_in_force(thread.limits),
    }


def create(realm: object, binding_data: object) -> object:
    thread = realm.thread
    port = []

    def env_port():
        if thread.is_main:
            return js_undefined
        if len(port) == 0:
            port.append(make_port(thread.port))
        return port[0]

    return Object.assign(
        facts_of(thread),
        {
            'Worker': Worker,
            'getEnvMessagePort': env_port,
            'kMaxYoungGenerationSizeMb': 0,
            'kMaxOldGenerationSizeMb': 1,
            'kCodeRangeSizeMb': 2,
            'kStackSizeMb': 3,
            'kTotalResourceLimitCount': LIMITS,
        },
    )
