"""Records what Node's C++ traces: file operations, scripts of vm, the loop's phases. Put before the bindings when the
first category is enabled, so that a program that traces nothing pays nothing.

The tables name the events of src/node_file.cc. Must not know what the bindings do."""

from __future__ import annotations

from runtime_py.node.async_context.carrying import HOST_THEN
from runtime_py.node.fs.requests import is_promise_request, is_request
from runtime_py.node.tracing.tracer import ENVIRONMENT_GROUP, now

FS_SYNC = 'node,node.fs,node.fs.sync'
FS_ASYNC = 'node,node.fs,node.fs.async'
FOLDER_SYNC = 'node,node.fs_dir,node.fs_dir.sync'
FOLDER_ASYNC = 'node,node.fs_dir,node.fs_dir.async'
SCRIPTS = 'node,node.vm,node.vm.script'
NET = 'node,node.net,node.net.native'
REJECTIONS = 'node,node.promises,node.promises.rejections'
NAMES = 'node,node.dns,node.dns.native'

# member of internalBinding('fs') -> [its events when it returns its result, its event when it has a request]
_FILES: list = [
    ['access', ['access'], 'access'],
    ['chmod', ['chmod'], 'chmod'],
    ['chown', ['chown'], 'chown'],
    ['close', ['close'], 'close'],
    ['copyFile', ['copyfile'], 'copyfile'],
    ['existsSync', ['access'], 'access'],
    ['fchmod', ['fchmod'], 'fchmod'],
    ['fchown', ['fchown'], 'fchown'],
    ['fdatasync', ['fdatasync'], 'fdatasync'],
    ['fstat', ['fstat'], 'fstat'],
    ['fsync', ['fsync'], 'fsync'],
    ['ftruncate', ['ftruncate'], 'ftruncate'],
    ['futimes', ['futimes'], 'futime'],
    ['lchown', ['lchown'], 'lchown'],
    ['link', ['link'], 'link'],
    ['lstat', ['lstat'], 'lstat'],
    ['lutimes', ['lutimes'], 'lutime'],
    ['mkdir', ['mkdir'], 'mkdir'],
    ['mkdtemp', ['mkdtemp'], 'mkdtemp'],
    ['open', ['open'], 'open'],
    ['openFileHandle', ['open'], 'open'],
    ['read', ['read'], 'read'],
    ['readBuffers', ['read'], 'read'],
    ['readFileUtf8', ['open', 'read', 'close'], 'read'],
    ['readdir', ['readdir'], 'scandir'],
    ['readlink', ['readlink'], 'readlink'],
    ['realpath', ['realpath'], 'realpath'],
    ['rename', ['rename'], 'rename'],
    ['rmdir', ['rmdir'], 'rmdir'],
    ['stat', ['stat'], 'stat'],
    ['statfs', ['statfs'], 'statfs'],
    ['symlink', ['symlink'], 'symlink'],
    ['unlink', ['unlink'], 'unlink'],
    ['utimes', ['utimes'], 'utime'],
    ['writeBuffer', ['write'], 'write'],
    ['writeBuffers', ['write'], 'write'],
    ['writeFileUtf8', ['open', 'write', 'close'], 'write'],
    ['writeString', ['write'], 'write'],
]
_requests = [0]


def record_bindings(realm: object, tracer: object) -> None:
    fs = realm.get_binding('fs')
    for member, events, event in _FILES:
        _record_calls(fs, member, tracer, FS_SYNC, [f'fs.sync.{name}' for name in events], FS_ASYNC, event)
    folders = realm.get_binding('fs_dir')
    _record_calls(folders, 'opendir', tracer, FOLDER_SYNC, ['fs_dir.sync.opendir'], FOLDER_ASYNC, 'opendir')
    _record_calls(folders, 'opendirSync', tracer, FOLDER_SYNC, ['fs_dir.sync.opendir'], FOLDER_ASYNC, 'opendir')
    script = realm.get_binding('contextify').ContextifyScript.prototype
    _replace(
        script,
        'runInContext',
        lambda inner, receiver, given: _timed(tracer, SCRIPTS, 'RunInContext', inner, receiver, given),
    )
    _record_connections(realm, tracer)
    _record_phases(realm, tracer)
    _record_rejections(realm, tracer)


def _replace(owner: object, member: str, call: object) -> None:
    """`call(inner, receiver, given)` stands for the member."""
    inner = owner[member]

    def recorded(*given):
        return call(inner, js_this, given)

    made = js_func(recorded)
    Object.defineProperty(made, 'name', {'value': inner.name, 'configurable': True})
    owner[member] = made


def _record_calls(owner: object, member: str, tracer: object, group: str, events: list, later: str, event: str) -> None:
    def call(inner, receiver, given):
        req = given.find(is_request)
        if req is not None:
            return _requested(
                tracer, later, event, req, path_of(given), result_of_files, lambda: inner.apply(receiver, given)
            )
        for name in events:
            tracer.record('B', group, name, {})
        try:
            return inner.apply(receiver, given)
        finally:
            for name in events:
                tracer.record('E', group, name, {})

    _replace(owner, member, call)


def _requested(
    tracer: object, group: str, event: str, req: object, args: object, result_of: object, call: object
) -> object:
    _requests[0] += 1
    which = {'id': f'0x{_requests[0].toString(16)}'}
    tracer.record('b', group, event, Object.assign({'args': args}, which))

    def end(result):
        tracer.record('e', group, event, Object.assign({'args': {'result': result}}, which))

    if is_promise_request(req):
        promise = call()
        HOST_THEN.call(
            promise,
            lambda value: end(0),
            lambda error: end(error.errno),
        )
        return promise
    complete = req.oncomplete

    def completed(*given):
        tracer.record('e', group, event, Object.assign({'args': result_of(given)}, which))
        return complete.apply(js_this, given)

    req.oncomplete = js_func(completed)
    return call()


def path_of(given: list) -> object:
    return {'path': given[0]} if js_typeof(given[0]) == 'string' else {}


def result_of_files(given: list) -> object:
    """0, or the number of the error that the callback gets."""
    return {'result': 0 if given[0] is None else given[0].errno}


def status_of(given: list) -> object:
    return {'status': given[0]}


def _record_connections(realm: object, tracer: object) -> None:
    def to_path(given):
        path = given[1]
        return {'path_type': 'abstract socket' if path.startswith('\0') else 'file', 'pipe_path': path}

    def to_port(given):
        return {'ip': given[1], 'port': given[2]}

    def of_name(given):
        return {'hostname': given[1], 'family': {'4': 'ipv4', '6': 'ipv6'}[given[2]] or 'unspec'}

    _record_requests(realm.get_binding('pipe_wrap').Pipe.prototype, 'connect', tracer, NET, 'connect', to_path)
    sockets = realm.get_binding('tcp_wrap').TCP.prototype
    _record_requests(sockets, 'connect', tracer, NET, 'connect', to_port)
    _record_requests(sockets, 'connect6', tracer, NET, 'connect', to_port)
    _record_requests(realm.get_binding('cares_wrap'), 'getaddrinfo', tracer, NAMES, 'lookup', of_name)


def _record_requests(owner: object, member: str, tracer: object, group: str, event: str, args_of: object) -> None:
    def call(inner, receiver, given):
        return _requested(
            tracer, group, event, given[0], args_of(given), status_of, lambda: inner.apply(receiver, given)
        )

    _replace(owner, member, call)


def _timed(tracer: object, group: str, event: str, inner: object, receiver: object, given: list) -> object:
    begun = now()
    try:
        return inner.apply(receiver, given)
    finally:
        tracer.record('X', group, event, {'ts': begun, 'dur': now() - begun})


def _record_phases(realm: object, tracer: object) -> None:
    for member, event in [
        ['process_timers', 'RunTimers'],
        ['process_immediate', 'CheckImmediate'],
        ['on_before_exit', 'BeforeExit'],
    ]:
        _record_phase(realm.loop, member, tracer, event)
    _record_phase(realm, 'clean_up', tracer, 'RunCleanup')


def _record_rejections(realm: object, tracer: object) -> None:
    counts = {'unhandled': 0, 'handledAfter': 0}

    def call(inner, receiver, given):
        if given[0] == 0:
            counts.unhandled += 1
        elif given[0] == 1:
            counts.handledAfter += 1
        tracer.record('C', REJECTIONS, 'rejections', {'args': counts})
        return inner.apply(receiver, given)

    _replace(realm, 'tell_rejection', call)


def _record_phase(owner: object, member: str, tracer: object, event: str) -> None:
    _replace(
        owner, member, lambda inner, receiver, given: _timed(tracer, ENVIRONMENT_GROUP, event, inner, receiver, given)
    )
