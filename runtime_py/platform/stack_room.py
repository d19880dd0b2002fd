"""Checks for stack space before it is needed. JavaScript can only find out by using it: 7 KB of frames take 240 ns, for
each lock of the file system. An engine checks on entry to a WebAssembly function that its whole frame fits; this
function has a large frame for a branch that is never taken, which takes 4 ns.

The module is generated here, since it consists of the same few instructions for each of its variables (WebAssembly core
specification, 5.4, 5.5). The kernel makes it once and passes it to its workers: compiling it takes longer than
everything else that a worker does before it knows its program."""

_BYTES = 8192  # critical sections need 4 KB
_MAGIC = [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0]
_I32 = 0x7F
_I64 = 0x7E
_GET = 0x20
_SET = 0x21
_END = 0x0B
_NAME = 114  # 'r'


_given = {'module': None}


def room_module() -> object:
    return WebAssembly.Module(Uint8Array(_module(_BYTES // 8)))


def use_room_module(module: object) -> None:
    """For a worker: takes the module that the kernel's `room_module` made."""
    _given['module'] = module


def reserve_call() -> object:
    """A function that raises the engine's stack overflow error when there is no room for a critical section, and
    otherwise does nothing. Call it with 0."""
    module = _given['module'] or room_module()
    return WebAssembly.Instance(module).exports.r


def _module(count: int) -> list:
    """(i32) -> i32, with `count` variables of eight bytes. Returns 0 for 0; otherwise all variables are needed after a
    call, so each has a place in the frame."""
    types = _section(1, [1, 0x60, 1, _I32, 1, _I32])
    functions = _section(3, [1, 0])
    exports = _section(7, [1, 1, _NAME, 0, 0])
    body = [1, *_leb(count), _I64, *_function(count)]
    return [*_MAGIC, *types, *functions, *exports, *_section(10, [1, *_leb(len(body)), *body])]


def _function(count: int) -> list:
    code = [_GET, 0, 0x04, _I32]  # if the argument isn't 0
    code.extend([_GET, 0, 0xAD, _SET, 1])  # the first variable is the argument
    for k in range(1, count):  # each other one is the one before times the first
        code.extend([_GET, *_leb(k), _GET, 1, 0x7E, _SET, *_leb(k + 1)])
    code.extend([0x41, 0, 0x10, 0, 0x1A])  # a recursive call with 0
    code.extend([_GET, 1])
    for k in range(2, count + 1):  # the sum of all
        code.extend([_GET, *_leb(k), 0x7C])
    code.extend([0xA7, 0x05, 0x41, 0, _END, _END])
    return code


def _section(number: int, body: list) -> list:
    return [number, *_leb(len(body)), *body]


def _leb(value: int) -> list:
    """An integer in LEB128."""
    out = []
    while value > 127:
        out.append((value & 127) | 128)
        value = value >> 7
    out.append(value)
    return out
