"""import() in `new Function('...')`, with which packages keep a compiler from turning import() into require(): it
belongs to the file that calls the constructor. Awaits in the text carry the async context, as in files.

Knows: the four constructors of functions. Text with neither is passed to the engine unchanged."""

from __future__ import annotations

from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.esm.dynamic_import import import_edits
from runtime_py.node.modules.compile import prepared
from runtime_py.node.modules.script_names import ScriptName
from runtime_py.node.realm.host import define
from runtime_py.node.source.readings import read_script
from runtime_py.node.source.text_edits import edited
from runtime_py.node.stacks.evaluated_texts import note_function
from runtime_py.node.stacks.stacks import frames_here

_ALL_FRAMES = 1000


async def _async_sample() -> None:
    pass


def _generator_sample() -> object:
    yield None


async def _async_generator_sample() -> object:
    yield None


_SAMPLES = [_async_sample, _generator_sample, _async_generator_sample]
_CONSTRUCTORS = [globalThis.Function, *[Object.getPrototypeOf(sample).constructor for sample in _SAMPLES]]
# text before a body, in the order of _CONSTRUCTORS, with which a parser accepts `await` and `yield`
_HEADS = ['', '(async function(){', '(function*(){', '(async function*(){']


def install(symbol: object) -> None:
    """`symbol`: the host-defined option of CommonJS files."""
    for constructor, head in zip(_CONSTRUCTORS, _HEADS):
        replacement = answering(constructor, head, symbol)
        define(
            constructor.prototype,
            'constructor',
            {'value': replacement, 'writable': True, 'enumerable': False, 'configurable': True},
        )
        if constructor is globalThis.Function:
            define(
                globalThis,
                'Function',
                {'value': replacement, 'writable': True, 'enumerable': False, 'configurable': True},
            )


def refuse_strings(*args: object) -> None:
    raise EvalError('Code generation from strings disallowed for this context')


def refuse_all() -> None:
    """Forbids the program to generate code from strings."""
    for constructor in _CONSTRUCTORS:
        refusing = js_new(HostProxy, constructor, {'construct': refuse_strings, 'apply': refuse_strings})
        define(
            constructor.prototype,
            'constructor',
            {'value': refusing, 'writable': True, 'enumerable': False, 'configurable': True},
        )
    globalThis.Function = globalThis.Function.prototype.constructor
    globalThis.eval = refuse_strings


def answering(constructor: object, head: str, symbol: object) -> object:
    def construct(target, args, new_target):
        return Reflect.construct(
            target, mended(args, head, symbol), target if new_target is replacement else new_target
        )

    def apply(target, this_value, args):
        return Reflect.construct(target, mended(args, head, symbol))

    replacement = js_new(HostProxy, constructor, {'construct': construct, 'apply': apply})
    show_as_native(replacement)
    return replacement


def mended(args: list, head: str, symbol: object) -> list:
    note_function(args)
    body = args[args.length - 1]
    if js_typeof(body) != 'string' or ('import' not in body and 'await' not in body):
        return args
    file = calling_file()
    return [
        *args.slice(0, args.length - 1),
        prepared(body, ScriptName(file), symbol) if head == '' else prepared_body(body, head, file, symbol),
    ]


def prepared_body(body: str, head: str, file: str, symbol: object) -> str:
    """As `prepared`, for the body of an async function or a generator."""
    try:
        found = read_script(f'{head}{body}\n}})')
    except Exception:
        return body  # the engine reports the error
    places = [at - head.length for at in found.import_places()]
    edits = [[edit[0] - head.length, edit[1] - head.length, edit[2]] for edit in found.await_edits(False)]
    return edited(body, [*edits, *import_edits(body, places, symbol, file)])


def calling_file() -> str:
    """The user's innermost file on the stack; undefined if there is none."""
    for frame in frames_here(0, _ALL_FRAMES):
        file = frame.getFileName()
        if js_typeof(file) == 'string' and (file.startswith('/') or file.startswith('file:')):
            return file
    return js_undefined
