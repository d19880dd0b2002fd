"""Trace events of a thread: --trace-event-categories, node:trace_events (src/tracing/).

Events of V8 (`v8`) don't exist here, since a browser doesn't give them out. A thread records the categories that were
on in its process when it began. Knows: the categories and the log. Must not know who makes events."""

from __future__ import annotations

from runtime_py.node.process.clock import (
    BOOTSTRAP_COMPLETE,
    ENVIRONMENT,
    LOOP_EXIT,
    LOOP_START,
    NODE_START,
    V8_START,
    clock,
)
from runtime_py.node.tracing.categories import Categories
from runtime_py.node.tracing.log import TraceLog
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import ENOENT
from runtime_py.platform.host import performance

METADATA = '__metadata'
BOOTSTRAP = 'node,node.bootstrap'
ENVIRONMENT_GROUP = 'node,node.environment'
_MILESTONES: list = [
    ['environment', ENVIRONMENT],
    ['nodeStart', NODE_START],
    ['v8Start', V8_START],
    ['bootstrapComplete', BOOTSTRAP_COMPLETE],
    ['loopStart', LOOP_START],
    ['loopExit', LOOP_EXIT],
]


def now() -> float:
    """Microseconds, as process.hrtime counts."""
    return Math.floor(monotonic_ms() * 1000)


class Tracer:
    def __init__(self, realm: object) -> None:
        self._realm = realm
        self.categories = Categories()
        self.categories.on_change = lambda: self._changed()
        self.on_change = lambda is_tracing: None  # the library's, for node.async_hooks
        self.on_first = lambda: None  # before the first event: puts the recorders before the bindings
        self._log = None

    def begin(self) -> None:
        """The thread knows its options now."""
        given = self._realm.option_overrides['--trace-event-categories']
        names = [] if given is None else given.split(',').filter(lambda name: name != '')
        if self._realm.thread.trace_file != '':
            self._open(self._realm.thread.trace_file)
            names = self._realm.thread.trace_categories
        if names.length > 0:
            self.categories.enable(names)

    @property
    def file(self) -> str:
        """Empty before the first category was enabled."""
        return '' if self._log is None else self._log.path

    def record(self, phase: str, group: str, name: str, more: object) -> None:
        """`more`: fields of the event in addition: id, args, ts, dur."""
        if self.categories.is_on(group):
            self._log.add(self._event(phase, group, name, more))

    def _event(self, phase: str, group: str, name: str, more: object) -> str:
        system = self._realm.system
        used = system.cpu_of_thread(system.thread)
        event = {
            'pid': system.pid,
            'tid': system.pid + self._realm.thread.number,
            'ts': now(),
            'tts': Math.round((used.user + used.system) * 1000),
            'ph': phase,
            'cat': group,
            'name': name,
            'dur': 0,
            'tdur': 0,
        }
        if js_in('id', more):
            event.id = more.id
        event.args = {}
        return JSON.stringify(Object.assign(event, more))

    def _changed(self) -> None:
        if self._log is None:
            self._open(self._file_name())
        self.on_change(self.categories.is_on('node.async_hooks'))

    def _file_name(self) -> str:
        pattern = self._realm.option_overrides['--trace-event-file-pattern'] or 'node_trace.${rotation}.log'
        name = pattern.replaceAll('${pid}', String(self._realm.system.pid)).replaceAll('${rotation}', '1')
        return name if name.startswith('/') else f'{self._realm.system.getcwd()}/{name}'

    def _open(self, path: str) -> None:
        log = TraceLog(self._realm.system, path)
        self._log = log
        if self._realm.thread.is_main:
            if (
                log.begin(self._metadata('process_name', {'name': self._realm.process.title or self._realm.argv[0]}))
                == -ENOENT
            ):
                self._realm.write_error(f'Could not open trace file {path}: no such file or directory\n')
            self._describe_process()
        self.on_first()
        self.record('b', ENVIRONMENT_GROUP, 'Environment', self._environment())

    def _metadata(self, name: str, args: object) -> str:
        return self._event('M', METADATA, name, {'args': args})

    def _describe_process(self) -> None:
        extra = self._realm.extra
        process = {
            'versions': extra.versions,
            'arch': 'x64',
            'platform': 'linux',
            'release': extra.release,
        }
        self._log.add(self._metadata('version', {'node': extra.versions.node}))
        self._log.add(self._metadata('thread_name', {'name': 'JavaScriptMainThread'}))
        self._log.add(self._metadata('node', {'process': process}))

    def renamed(self, title: str) -> None:
        """process.title was set."""
        if self._log is not None:
            self._log.add(self._metadata('process_name', {'name': title}))

    def _environment(self) -> object:
        return {'id': '0x' + (self._realm.thread.number + 1).toString(16)}

    def end(self) -> None:
        """The thread has cleaned up."""
        if self._log is None:
            return
        self.record('e', ENVIRONMENT_GROUP, 'Environment', self._environment())
        if not self._realm.thread.is_main:
            self._log.flush()
            return
        for name, milestone in _MILESTONES:
            reached = clock.milestones[milestone]
            if reached >= 0:
                at = Math.floor((monotonic_ms() - performance.now()) * 1000 + reached / 1000)
                self.record('I', BOOTSTRAP, name, {'ts': at})
        self._log.end()
