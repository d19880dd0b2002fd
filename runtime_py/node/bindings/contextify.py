"""internalBinding('contextify'): compiling CommonJS modules and scripts. New contexts (vm.createContext) are refused by name: they need a membrane."""
from __future__ import annotations

from runtime_py.node.compile import check_syntax, compile_function, explained, is_module_syntax, run_script
from runtime_py.node.host import current_realm, hidden
from runtime_py.node.wiring import unsupported

_CJS_PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname']


class ContextifyScript:
    def __init__(self, code: str, filename: str = 'evalmachine.<anonymous>', *rest) -> None:
        hidden(self, '_code', code)
        hidden(self, '_filename', filename)
        check_syntax(code, filename)
        # by it the library finds who a dynamic import() belongs to
        given = rest.find(lambda value: js_typeof(value) == 'symbol')
        self[current_realm().private_symbols.host_defined_option_symbol] = Symbol(filename) if given is None else given
        self.sourceMapURL = js_undefined

    def runInContext(self, contextified: object, timeout: int, display_errors: bool, break_on_sigint: bool, break_on_first_line: bool) -> object:
        if contextified is not None:
            raise unsupported('vm.Script.runInContext in another context')
        try:
            return run_script(self._code, self._filename, self[current_realm().private_symbols.host_defined_option_symbol])
        except Exception as error:
            raise explained(error, self._code, self._filename)

    def createCachedData(self) -> object:
        raise unsupported('vm.Script.createCachedData')


def make_context(*args) -> object:
    raise unsupported('vm.createContext')


def create(realm: object, seed: object) -> object:
    default_import = realm.get_binding('symbols').vm_dynamic_import_default_internal

    def compile_any(code, filename, line, column, cached, produce, context, extensions, names=None, symbol=None):
        if context is not None:
            raise unsupported('vm.compileFunction in another context')
        made = compile_function(code, filename, [] if names is None else names, symbol)
        if symbol is not None:
            hidden(made, realm.private_symbols.host_defined_option_symbol, symbol)
        return {'function': made, 'sourceMapURL': js_undefined}

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
        'containsModuleSyntax': lambda code, *rest: is_module_syntax(code), 'startSigintWatchdog': lambda: js_undefined,
        'stopSigintWatchdog': lambda: False, 'watchdogHasPendingSigint': lambda: False,
    }
