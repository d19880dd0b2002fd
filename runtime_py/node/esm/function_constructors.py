"""import() in `new Function('...')`, by which packages keep a compiler from turning import() into require(): it belongs to the file that calls the constructor.

Knows: the four constructors of functions. Text without import() goes to the engine as it is."""
from __future__ import annotations

from runtime_py.node.compile import prepared
from runtime_py.node.host import define
from runtime_py.node.proxies import HostProxy
from runtime_py.node.stacks import frames_here

_ALL_FRAMES = 1000


async def _async_sample() -> None:
    pass


def _generator_sample() -> object:
    yield None


async def _async_generator_sample() -> object:
    yield None


_CONSTRUCTORS = [globalThis.Function, *[Object.getPrototypeOf(sample).constructor for sample in [_async_sample, _generator_sample, _async_generator_sample]]]


def install(symbol: object) -> None:
    """`symbol`: the host-defined option of CommonJS files."""
    for constructor in _CONSTRUCTORS:
        replacement = answering(constructor, symbol)
        define(constructor.prototype, 'constructor', {'value': replacement, 'writable': True, 'enumerable': False, 'configurable': True})
        if constructor is globalThis.Function:
            define(globalThis, 'Function', {'value': replacement, 'writable': True, 'enumerable': False, 'configurable': True})


def refuse_strings(*args: object) -> None:
    raise EvalError('Code generation from strings disallowed for this context')


def refuse_all() -> None:
    """No code out of strings for the program."""
    for constructor in _CONSTRUCTORS:
        refusing = js_new(HostProxy, constructor, {'construct': refuse_strings, 'apply': refuse_strings})
        define(constructor.prototype, 'constructor', {'value': refusing, 'writable': True, 'enumerable': False, 'configurable': True})
    globalThis.Function = globalThis.Function.prototype.constructor
    globalThis.eval = refuse_strings


def answering(constructor: object, symbol: object) -> object:
    def construct(target, args, new_target):
        return Reflect.construct(target, mended(args, symbol), target if new_target is replacement else new_target)

    def apply(target, this_value, args):
        return Reflect.construct(target, mended(args, symbol))
    replacement = js_new(HostProxy, constructor, {'construct': construct, 'apply': apply})
    return replacement


def mended(args: list, symbol: object) -> list:
    body = args[args.length - 1]
    if js_typeof(body) != 'string' or ('import' not in body and 'await' not in body):
        return args
    return [*args.slice(0, args.length - 1), prepared(body, calling_file(), symbol)]


def calling_file() -> str:
    """The innermost file of the user's on the stack; undefined where there is none."""
    for frame in frames_here(0, _ALL_FRAMES):
        file = frame.getFileName()
        if js_typeof(file) == 'string' and (file.startswith('/') or file.startswith('file:')):
            return file
    return js_undefined
