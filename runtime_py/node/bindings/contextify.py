"""internalBinding('contextify'): compiling CommonJS modules and scripts, and running scripts here or in a context of their own (node/contexts.py)."""
from __future__ import annotations

from runtime_py.node.compile import (
    as_source,
    check_syntax,
    compile_function,
    explained,
    is_module_syntax,
    note_compiled,
    parse_script,
    prepared,
    run_script,
)
from runtime_py.node.context_source import prepare
from runtime_py.node.contexts import Context
from runtime_py.node.host import current_realm, hidden
from runtime_py.node.watchdog import Watchdog, sigint_watch
from runtime_py.node.wiring import make_buffer, unsupported

_CJS_PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname']
_CACHE_MARK = 'terrarium code cache '


class ContextifyScript:
    def __init__(self, code: str, filename: str = 'evalmachine.<anonymous>', line: int = 0, column: int = 0, cached: object = None, produce: bool = False,
                 parsing_context: object = None, symbol: object = None) -> None:
        hidden(self, '_code', code)
        hidden(self, '_filename', filename)
        check_syntax(code, filename)
        # by it the library finds who a dynamic import() belongs to
        self[current_realm().private_symbols.host_defined_option_symbol] = Symbol(filename) if js_typeof(symbol) != 'symbol' else symbol
        self.sourceMapURL = js_undefined
        if cached is not None:
            self.cachedDataRejected = cache_text(cached) != cache_mark(code)
        if produce:
            self.cachedDataProduced = True
            self.cachedData = self.createCachedData()

    def runInContext(self, contextified: object, timeout: int, display_errors: bool, break_on_sigint: bool, break_on_first_line: bool) -> object:
        symbol = self[current_realm().private_symbols.host_defined_option_symbol]
        watchdog = Watchdog(timeout, break_on_sigint) if timeout > 0 or break_on_sigint else None
        try:
            if contextified is None:
                return run_script(self._code, self._filename, symbol, watchdog)
            return self._run_in(context_of(contextified), symbol, watchdog)
        except Exception as error:
            raise explained(error, self._code, self._filename)
        finally:
            if watchdog is not None:
                watchdog.end()

    def _run_in(self, context: Context, symbol: object, watchdog: Watchdog | None) -> object:
        code = as_source(prepared(self._code, self._filename, symbol))
        source = prepare(code, parse_script(code), watchdog is not None)
        if watchdog is not None:
            context.tick = lambda: watchdog.tick()
        return context.run(source, note_compiled(self._filename, source.shift))

    def createCachedData(self) -> object:
        """Engines in browsers cache code themselves and don't give it out. What this gives says which source it is for, so that it is accepted for
        that, and rejected for another, as a real cache is."""
        return make_buffer(current_realm().encode(cache_mark(self._code)))


def cache_mark(code: str) -> str:
    """FNV-1a over the text's code units."""
    number = -2128831035
    for k in range(code.length):
        number = Math.imul(number ^ code.charCodeAt(k), 0x01000193)
    return f'{_CACHE_MARK}{code.length} {number}'


def cache_text(data: object) -> str:
    return String.fromCharCode(*Uint8Array(data.buffer, data.byteOffset, Math.min(data.byteLength, 100)))


def context_of(sandbox: object) -> Context:
    return sandbox[current_realm().private_symbols.contextify_context_private_symbol]


def make_context(given: object, name: str, origin: str, strings: bool, wasm: bool, own_microtasks: bool, symbol: object) -> object:
    """The object that is the context's for the library: the given one, or the global object where none is wanted."""
    if own_microtasks:
        raise unsupported("vm.createContext({microtaskMode: 'afterEvaluate'})")
    realm = current_realm()
    plain = js_typeof(given) == 'symbol'
    sandbox = {} if plain else given
    context = Context(sandbox, strings)
    holder = context.global_object if plain else sandbox
    hidden(sandbox, realm.private_symbols.contextify_context_private_symbol, context)
    hidden(sandbox, realm.private_symbols.host_defined_option_symbol, symbol)
    return holder


def function_in(context: Context, code: str, filename: str, names: list, extensions: list, symbol: object) -> object:
    text = as_source(prepared(code, filename, symbol))
    check_syntax(f'(function ({", ".join(names)}) {{{text}\n}})', filename)
    if extensions.length > 0:
        raise unsupported('vm.compileFunction with contextExtensions')
    head = f'(function ({", ".join(names)}) {{ '
    return context.evaluate(f'{head}{text}\n}})\n//# sourceURL={note_compiled(filename, head.length)}')


def create(realm: object, seed: object) -> object:
    default_import = realm.get_binding('symbols').vm_dynamic_import_default_internal

    def compile_any(code, filename, line, column, cached, produce, context, extensions, names=None, symbol=None):
        parameters = [] if names is None else names
        wrapped = [] if extensions is None else extensions
        if context is not None:
            made = function_in(context_of(context), code, filename, parameters, wrapped, symbol)
        elif wrapped.length > 0:
            raise unsupported('vm.compileFunction with contextExtensions')
        else:
            made = compile_function(code, filename, parameters, symbol)
        if symbol is not None:
            hidden(made, realm.private_symbols.host_defined_option_symbol, symbol)
        found = {'function': made, 'sourceMapURL': js_undefined}
        if cached is not None:
            found.cachedDataRejected = cache_text(cached) != cache_mark(code)
        if produce:
            found.cachedDataProduced = True
            found.cachedData = make_buffer(realm.encode(cache_mark(code)))
        return found

    def compile_cjs(code, filename, is_sea, should_detect):
        made = js_undefined
        try:
            made = compile_function(code, filename, _CJS_PARAMETERS, default_import)
        except Exception as error:
            if js_instanceof(error, SyntaxError) and should_detect and is_module_syntax(code):
                return {'canParseAsESM': True, 'function': js_undefined, 'sourceMapURL': js_undefined, 'sourceURL': js_undefined, 'cachedDataRejected': False}
            raise error
        return {'canParseAsESM': False, 'function': made, 'sourceMapURL': js_undefined, 'sourceURL': js_undefined, 'cachedDataRejected': False}
    return {
        'ContextifyScript': ContextifyScript, 'makeContext': make_context, 'compileFunction': compile_any, 'compileFunctionForCJSLoader': compile_cjs,
        'containsModuleSyntax': lambda code, *rest: is_module_syntax(code), 'startSigintWatchdog': lambda: sigint_watch.start(),
        'stopSigintWatchdog': lambda: sigint_watch.stop(), 'watchdogHasPendingSigint': lambda: sigint_watch.is_pending(),
    }
