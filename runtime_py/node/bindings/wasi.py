"""internalBinding('wasi'): preview1 over the machine's system calls (src/node_wasi.cc; runtime_py/node/wasi/)."""

from __future__ import annotations

from runtime_py.node.bindings.util import is_inside_packages
from runtime_py.node.permission.model import WASI as WASI_SCOPE
from runtime_py.node.wasi.abi import INVAL, OVERFLOW, errno_of
from runtime_py.node.wasi.descriptors import Descriptors
from runtime_py.node.wasi.file_calls import CALLS as FILE_CALLS
from runtime_py.node.wasi.memory import GuestFault, GuestMemory
from runtime_py.node.wasi.path_calls import CALLS as PATH_CALLS
from runtime_py.node.wasi.process_calls import CALLS as PROCESS_CALLS
from runtime_py.node.wasi.signatures import SIGNATURES, accepts
from runtime_py.platform.errno import name_of

STDIO = 3
CALLS = Object.assign({}, PROCESS_CALLS, FILE_CALLS, PATH_CALLS)


class Program:
    """The state that the calls use."""

    def __init__(self, realm: object, args: list[str], env: list[str]) -> None:
        self.system = realm.system
        self.exit = lambda code: realm.exit(code)
        self.args = args
        self.env = env
        self.fds = Descriptors(realm.system)
        self.memory = GuestMemory()


def not_started() -> object:
    error = Error('wasi.start() has not been called')
    error.code = 'ERR_WASI_NOT_STARTED'
    return error


def failed(result: int) -> object:
    code = 'UVWASI_' + name_of(-result)
    error = Error(f'{code}, uvwasi_init')
    error.errno = errno_of(result)
    error.code = code
    error.syscall = 'uvwasi_init'
    return error


def callable_by(program: Program, call: object, signature: str) -> object:
    def made(*args):
        if program.memory.memory is None:
            raise not_started()
        if not accepts(signature, args):
            return INVAL
        try:
            return call(program, *args)
        except GuestFault:
            return OVERFLOW

    return made


def create(realm: object, binding_data: object) -> object:
    class WASI:
        """Its methods are own properties, since the library binds each that `for … in` finds."""

        def __init__(self: object, args: list[str], env: list[str], preopens: list[str], stdio: list[int]) -> None:
            if not is_inside_packages():
                # only once; see bindings/builtins.py
                realm.require('internal/util').emitExperimentalWarning('WASI')
            realm.permission.check(WASI_SCOPE)
            program = Program(realm, args, env)
            for k in range(STDIO):
                take(program.fds.add_stdio(stdio[k]))
            for k in range(0, preopens.length, 2):
                take(program.fds.add_preopen(preopens[k], preopens[k + 1]))
            methods: object = self
            for name in Object.keys(SIGNATURES):
                methods[name] = callable_by(program, CALLS[name], SIGNATURES[name])
            self._setMemory = lambda memory: set_memory(program, memory)

    def take(result):
        if result < 0:
            raise failed(result)

    def set_memory(program, memory):
        if not is_instance(memory, WebAssembly.Memory):
            error = TypeError('"instance.exports.memory" property must be a WebAssembly.Memory object')
            error.code = 'ERR_INVALID_ARG_TYPE'
            raise error
        program.memory.memory = memory

    return {'WASI': WASI}


def is_instance(value: object, kind: object) -> bool:
    return kind.prototype.isPrototypeOf(value)
