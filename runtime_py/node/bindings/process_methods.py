"""internalBinding('process_methods'): cwd, clocks, memory, signals to others, exit; and the fields of `process` that C++ sets."""
from __future__ import annotations

from runtime_py.node.dotenv import parse_env
from runtime_py.node.process_clock import clock
from runtime_py.node.uv_errors import uv_exception
from runtime_py.node.wiring import coded_error, unsupported
from runtime_py.platform.bytes import decode, encode, equal
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import ENOENT, EPERM, message_of
from runtime_py.sys.signals import SIGABRT, SIGSEGV

TOTAL_MEMORY = 2147483648
_ELF_MAGIC = Uint8Array([0x7f, 0x45, 0x4c, 0x46])
_ELF_HEADER_BYTES = 64
TWO_32 = 4294967296


# what C++ calls the handles (AsyncWrap::MemoryInfoName)
_RESOURCE_NAMES = {
    'TCPWRAP': 'TCPSocketWrap', 'TCPSERVERWRAP': 'TCPServerWrap', 'PIPEWRAP': 'PipeWrap', 'PIPESERVERWRAP': 'PipeWrap', 'TTYWRAP': 'TTYWrap',
    'PROCESSWRAP': 'ProcessWrap', 'UDPWRAP': 'UDPWrap', 'SIGNALWRAP': 'SignalWrap', 'FSEVENTWRAP': 'FSEvent', 'STATWATCHER': 'StatWatcher',
    'MESSAGEPORT': 'MessagePort', 'WORKER': 'Worker',
}


def active_resources(loop: object) -> list:
    """What keeps the loop alive, by name: handles, timers, immediates."""
    names = [_RESOURCE_NAMES[handle._provider] or handle.constructor.name for handle in loop.handles()]
    timers = Array(loop.timeout_info[0]).fill('Timeout')
    immediates = Array(loop.immediate_info[1]).fill('Immediate')
    return [*names, *timers, *immediates]


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
    """What the machine's files and pipes take, with what the engine tells of this worker's heap (Chromium only)."""
    heap = performance_memory()
    return realm.system.memory.size + heap


def performance_memory() -> int:
    found = globalThis.performance.memory
    return found.usedJSHeapSize if found is not None else 0


def loading_problem(content: object) -> str:
    """What the dynamic linker says of files that it can't load either; else that nobody can here."""
    if js_typeof(content) == 'number':
        reason = message_of(-content)
        return f'cannot open shared object file: {reason[0].upper()}{reason[1:]}'
    if len(content) < _ELF_HEADER_BYTES:
        return 'file too short'
    return 'native addons can not be loaded in a browser' if equal(content.subarray(0, 4), _ELF_MAGIC) else 'invalid ELF header'


def patch_process(realm: object, process: object) -> None:
    title = [realm.argv[0]]

    def set_title(text):
        title[0] = String(text)
        realm.system.set_title(title[0])
    if realm.option_overrides['--title'] is not None:
        set_title(realm.option_overrides['--title'])
    port = [9229]
    Object.defineProperty(process, 'title', {'get': lambda: title[0], 'set': set_title, 'enumerable': True,
                                             'configurable': True})
    Object.defineProperty(process, 'debugPort', {'get': lambda: port[0], 'set': lambda number: port.splice(0, 1, number), 'enumerable': True,
                                                 'configurable': True})
    process.argv = realm.argv.slice()
    process.execArgv = realm.exec_argv.slice()
    process.versions = Object.freeze(Object.assign({}, realm.extra.versions, {'webcontainer': '1.0.0'}))
    process.pid = realm.system.pid
    process.ppid = realm.system.getppid()
    process.execPath = realm.system.program


def create(realm: object, seed: object) -> object:
    buffer = seed.hrtimeBuffer if seed.hrtimeBuffer.buffer.byteLength >= 16 else Uint32Array(ArrayBuffer(16), 0, 3)
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
        heap = performance_memory()
        out[0] = memory_use(realm)
        out[1] = heap
        out[2] = heap
        out[3] = 0
        out[4] = 0

    def cpu_usage(out):
        # the engine doesn't tell how long this worker ran: the time since it began is an upper bound
        out[0] = clock.now() * 1000
        out[1] = 0

    def kill(pid, number):
        if pid == 1 or pid == -1:
            return -EPERM
        return realm.system.kill(pid, number)

    def load_env_file(path):
        content = realm.system.read_file(path)
        if js_typeof(content) == 'number':
            raise uv_exception(content, 'open', path)
        parsed = parse_env(decode(content))
        for key in Object.keys(parsed):
            if not Object.hasOwn(realm.env, key):
                realm.env[key] = parsed[key]

    def refuse(what):
        def call(*args):
            raise unsupported(what)
        return call

    def dlopen(*args):
        raise coded_error(Error, 'ERR_DLOPEN_FAILED', f'{args[1]}: {loading_problem(realm.system.read_file(String(args[1])))}')

    def raw_debug(text):
        data = encode(text + '\n')
        realm.system.write_wait(2, data, 0, len(data))
    return {
        'hrtimeBuffer': buffer, 'hrtime': clocks[0], 'hrtimeBigInt': clocks[1], 'cwd': cwd, 'chdir': chdir, 'umask': umask,
        'memoryUsage': memory_usage, 'rss': lambda: memory_use(realm), 'constrainedMemory': lambda: TOTAL_MEMORY,
        'availableMemory': lambda: TOTAL_MEMORY - realm.system.memory.size, 'cpuUsage': cpu_usage, 'threadCpuUsage': cpu_usage,
        'resourceUsage': lambda out: out.fill(0), '_getActiveRequests': lambda: [], '_getActiveHandles': lambda: realm.loop.handles(),
        'getActiveResourcesInfo': lambda: active_resources(realm.loop), '_kill': kill, '_rawDebug': raw_debug,
        'reallyExit': lambda code: realm.exit(code), 'abort': lambda: realm.die(SIGABRT), 'causeSegfault': lambda: realm.die(SIGSEGV),
        'uptime': lambda: clock.now() / 1000, 'dlopen': dlopen, 'patchProcessObject': lambda process: patch_process(realm, process),
        'setEmitWarningSync': lambda callback: js_undefined, 'loadEnvFile': load_env_file, 'execve': refuse('process.execve'),
        '_debugProcess': refuse('process._debugProcess'), '_debugEnd': lambda: js_undefined, 'resetStdioForTesting': lambda: js_undefined,
    }
