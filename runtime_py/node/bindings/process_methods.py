"""internalBinding('process_methods'): cwd, clocks, memory, signals to others, exit; and the properties of `process`
that C++ sets."""

from __future__ import annotations

from runtime_py.node.engine.known_memory import note_heap
from runtime_py.node.engine.reflected import show_as_data
from runtime_py.node.loop.active_objects import resource_name
from runtime_py.node.messaging.message_ports import state_of
from runtime_py.node.permission.model import ADDON, FS_READ
from runtime_py.node.process.clock import clock
from runtime_py.node.process.dotenv import parse_env
from runtime_py.node.process.native_code import dlopen
from runtime_py.node.realm.callbacks import coded_error, plain_bytes, unsupported
from runtime_py.node.realm.uv_errors import uv_exception
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EISDIR, ENOENT, EPERM, message_of
from runtime_py.sys.signals import SIGABRT, SIGSEGV

TWO_32 = 4294967296
# indices in the result of resourceUsage
MAX_RSS = 2
BLOCKS_READ = 9  # in blocks of 512 bytes, as getrusage(2) counts them on Linux
BLOCKS_WRITTEN = 10
VOLUNTARY_SWITCHES = 14
BLOCK = 512


def active_handles(realm: object) -> list:
    ports = realm.loop.handles().filter(lambda kept: state_of(kept) is not None)
    return realm.active_objects.handles(ports)


def owner_of(realm: object, handle: object) -> object:
    """The object by which the program knows the handle."""
    owner = handle[realm.symbols.owner_symbol]
    return handle if owner is None else owner


def active_resources(realm: object) -> list:
    """The active resources, by name: requests, handles, timers, immediates."""
    loop = realm.loop
    named = [*realm.active_objects.requests(), *active_handles(realm)].map(resource_name)
    timers = Array(loop.timeout_info[0]).fill('Timeout')
    immediates = Array(loop.immediate_info[1]).fill('Immediate')
    return [*named, *timers, *immediates]


def hrtime_functions(buffer: Uint32Array) -> list:
    big = BigUint64Array(buffer.buffer, 0, 1)

    def hrtime():
        ms = monotonic_ms()
        seconds = Math.floor(ms / 1000)
        buffer[0] = Math.floor(seconds / TWO_32)
        buffer[1] = seconds % TWO_32
        buffer[2] = Math.floor((ms - seconds * 1000) * 1000000)

    def hrtime_big():
        big[0] = BigInt(Math.floor(monotonic_ms() * 1000000))

    return [hrtime, hrtime_big]


def memory_use(realm: object) -> int:
    """The memory of the process with all its threads, as in /proc/PID/statm."""
    note_heap(realm)
    return realm.system.own_reading().memory()


def put_cpu(out: object, split: object) -> None:
    """Writes user and system time in microseconds."""
    out[0] = Math.round(split.user * 1000)
    out[1] = Math.round(split.system * 1000)


def constant(target: object, name: str, value: object) -> None:
    Object.defineProperty(target, name, {'value': value, 'writable': False, 'enumerable': True, 'configurable': True})


def constants_of(values: object) -> object:
    made = {}
    for name in Object.keys(values):
        constant(made, name, values[name])
    return made


def patch_process(realm: object, process: object) -> None:
    title = [realm.argv[0]]

    def set_title(text):
        title[0] = String(text)
        realm.system.set_title(title[0])
        realm.tracer.renamed(title[0])

    if realm.option_overrides['--title'] is not None:
        set_title(realm.option_overrides['--title'])
    port = [9229]
    Object.defineProperty(
        process,
        'title',
        {'get': show_as_data(lambda: title[0]), 'set': set_title, 'enumerable': True, 'configurable': True},
    )

    def set_port(value):
        number = value | 0
        if number != 0 and (number < 1024 or number > 65535):
            raise coded_error(RangeError, 'ERR_OUT_OF_RANGE', 'process.debugPort must be 0 or in range 1024 to 65535')
        port[0] = number

    Object.defineProperty(
        process,
        'debugPort',
        {'get': show_as_data(lambda: port[0]), 'set': set_port, 'enumerable': True, 'configurable': True},
    )
    process.argv = realm.argv.slice()
    process.execArgv = realm.exec_argv.slice()
    constant(process, 'versions', constants_of(Object.assign({}, realm.extra.versions, {'webcontainer': '1.0.0'})))
    constant(process, 'pid', realm.system.pid)
    process.ppid = realm.system.getppid()
    process.execPath = realm.system.program


def create(realm: object, binding_data: object) -> object:
    buffer = (
        binding_data.hrtimeBuffer
        if binding_data.hrtimeBuffer.buffer.byteLength >= 16
        else Uint32Array(ArrayBuffer(16), 0, 3)
    )
    clocks = hrtime_functions(buffer)

    def chdir(path):
        before = realm.system.getcwd()
        result = realm.system.chdir(path)
        if result < 0:
            error = uv_exception(result, 'chdir', before, path)
            raise error

    def cwd():
        result = realm.system.mode_of('.')
        if result < 0:
            reason = f'process.cwd failed with error {message_of(-result)}'
            if result == -ENOENT:
                reason += ', the current working directory was likely removed without changing the working directory'
            raise uv_exception(result, 'uv_cwd', None, None, reason)
        return realm.system.getcwd()

    def umask(mask=None):
        return realm.system.umask(-1 if mask is None else mask)

    def memory_usage(out):
        heap = note_heap(realm)
        reading = realm.system.own_reading()
        out[0] = reading.memory()
        out[1] = heap
        out[2] = heap
        out[3] = reading.buffers
        out[4] = reading.buffers

    def thread_cpu_usage(out):
        put_cpu(out, realm.system.cpu_of_thread(realm.system.thread))

    def cpu_usage(out):
        put_cpu(out, realm.system.cpu_of_process())

    def resource_usage(out):
        out.fill(0)
        cpu_usage(out)
        note_heap(realm)
        reading = realm.system.own_reading()
        out[MAX_RSS] = Math.max(reading.peak + reading.shared, reading.memory()) / 1024
        out[BLOCKS_READ] = Math.floor(reading.files_read / BLOCK)
        out[BLOCKS_WRITTEN] = Math.floor(reading.files_written / BLOCK)
        out[VOLUNTARY_SWITCHES] = realm.loop.activity.rests

    def kill(given, number):
        pid = given | 0
        if pid == 1 or pid == -1:
            return -EPERM
        return realm.system.kill(pid, number)

    def load_env_file(given='.env'):
        path = given if js_typeof(given) == 'string' else decode(plain_bytes(given))
        realm.permission.check(FS_READ, path)
        content = realm.system.read_file(path)
        if content == -EISDIR:
            # it can be opened, but not read
            raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', "Contents of '" + path + "' should be a valid string.")
        if js_typeof(content) == 'number':
            raise uv_exception(-ENOENT, 'open', path)  # the only reason that Node gives
        parsed = parse_env(decode(content))
        for key in Object.keys(parsed):
            if not Object.hasOwn(realm.env, key):
                realm.env[key] = parsed[key]

    def refuse(what):
        def call(*args):
            raise unsupported(what)

        return call

    def load_native(*args):
        if args.length < 2:
            raise coded_error(TypeError, 'ERR_MISSING_ARGS', 'process.dlopen needs at least 2 arguments')
        if realm.option_overrides['--addons'] is False or not realm.permission.grants(ADDON):
            raise coded_error(
                Error, 'ERR_DLOPEN_DISABLED', 'Cannot load native addon because loading addons is disabled.'
            )
        dlopen(realm, String(args[1]))

    def set_emit_warning_sync(callback):
        realm.emit_warning_sync = callback

    def raw_debug(text):
        data = encode(text + '\n')
        realm.system.write_wait(2, data, 0, len(data))

    return {
        'hrtimeBuffer': buffer,
        'hrtime': clocks[0],
        'hrtimeBigInt': clocks[1],
        'cwd': cwd,
        'chdir': chdir,
        'umask': umask,
        'memoryUsage': memory_usage,
        'rss': lambda: memory_use(realm),
        'constrainedMemory': lambda: realm.system.memory_total(),
        'availableMemory': lambda: realm.system.memory_total() - realm.system.memory_used(),
        'cpuUsage': cpu_usage,
        'threadCpuUsage': thread_cpu_usage,
        'resourceUsage': resource_usage,
        '_getActiveRequests': lambda: realm.active_objects.requests(),
        '_getActiveHandles': lambda: active_handles(realm).map(lambda handle: owner_of(realm, handle)),
        'getActiveResourcesInfo': lambda: active_resources(realm),
        '_kill': kill,
        '_rawDebug': raw_debug,
        'reallyExit': lambda code: realm.exit(code),
        'abort': lambda: realm.die(SIGABRT),
        'causeSegfault': lambda: realm.die(SIGSEGV),
        'uptime': lambda: clock.now() / 1000,
        'dlopen': load_native,
        'patchProcessObject': lambda process: patch_process(realm, process),
        'setEmitWarningSync': set_emit_warning_sync,
        'loadEnvFile': load_env_file,
        'execve': refuse('process.execve'),
        '_debugProcess': refuse('process._debugProcess'),
        '_debugEnd': lambda: js_undefined,
        'resetStdioForTesting': lambda: js_undefined,
    }
