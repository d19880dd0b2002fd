"""internalBinding('contextify'): compiling CommonJS modules and scripts, and running scripts here or in a separate
context (node/vm/contexts.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.node.coverage.collector import coverage
from runtime_py.node.modules.code_cache import is_cache_of, make_cache
from runtime_py.node.modules.compile import (
    COMMONJS_PARAMETERS,
    TRUE_SCRIPT,
    as_source,
    check_script,
    check_syntax,
    compile_function,
    is_module_syntax,
    is_program,
    prepared,
    prepared_for_context,
    run_script,
    strict_head,
)
from runtime_py.node.modules.compile_cache import COMMONJS, compile_cache
from runtime_py.node.modules.lexical_names import known_names, note_line
from runtime_py.node.modules.script_names import ScriptName, note_script
from runtime_py.node.modules.syntax_locations import explained, place_of_error, with_arrow
from runtime_py.node.process.fatal import is_error_like
from runtime_py.node.realm.callbacks import unsupported
from runtime_py.node.realm.host import current_realm, hidden
from runtime_py.node.realm.private_symbols import set_private
from runtime_py.node.source.readings import acorn, parse_script
from runtime_py.node.source.source_maps import magic_comment, source_map_url
from runtime_py.node.source.syntax_messages import engine_message
from runtime_py.node.stacks.error_location import decorate, location_text, set_location
from runtime_py.node.stacks.errors_made_here import made_here
from runtime_py.node.vm.context_source import RECEIVE, RECEIVE_AGAIN, prepare
from runtime_py.node.vm.contexts import Context, evaluate_within
from runtime_py.node.vm.measured_memory import measure_memory, note_context
from runtime_py.node.vm.watchdog import Watchdog, sigint_watch

_NAME = js_regexp('^\\s*[\\w$]+\\s*$', '')


class ContextifyScript:
    _code: Any
    _script: Any

    def __init__(
        self: object,
        code: str,
        filename: str = 'evalmachine.<anonymous>',
        line: int = 0,
        column: int = 0,
        cached: object = None,
        produce: bool = False,
        parsing_context: object = None,
        symbol: object = None,
    ) -> None:
        script = ScriptName(filename, 0, line, column, 0, code)
        hidden(self, '_code', code)
        hidden(self, '_script', script)
        check_script(code, script)
        # the library uses it to find the owner of a dynamic import()
        self[current_realm().private_symbols.host_defined_option_symbol] = (
            Symbol(filename) if js_typeof(symbol) != 'symbol' else symbol
        )
        self.sourceURL = js_undefined
        self.sourceMapURL = magic_comment(code, acorn, 'script')
        if cached is not None:
            self.cachedDataRejected = not is_cache_of(cached, code)
        if produce:
            self.cachedDataProduced = True
            self.cachedData = self.createCachedData()

    def runInContext(
        self: object,
        contextified: object,
        timeout: int,
        display_errors: bool,
        break_on_sigint: bool,
        break_on_first_line: bool,
    ) -> object:
        symbol = self[current_realm().private_symbols.host_defined_option_symbol]
        watchdog = Watchdog(timeout, break_on_sigint) if timeout > 0 or break_on_sigint else None
        if watchdog is None and self._is_program():
            return run_script(self._code, self._script, symbol, False)
        try:
            if contextified is None:
                return run_script(self._code, self._script, symbol, watchdog is not None)
            return self._run_in(context_of(contextified), symbol, watchdog is not None, display_errors)
        except Exception as error:
            if display_errors and is_error_like(error) and not (watchdog is not None and watchdog.fired is not None):
                explained(error, self._code, self._script, TRUE_SCRIPT)
                decorate(error)
            raise error
        finally:
            if watchdog is not None:
                watchdog.end()

    def _is_program(self) -> bool:
        """Whether it is the program of --eval or standard input. Catching and rethrowing an exception would lose its
        place."""
        return is_program(self._script.name)

    def _run_in(self, context: Context, symbol: object, is_watched: bool, display_errors: bool) -> object:
        script = self._script.placed(0)
        code = as_source(prepared(self._code, script, symbol, True))
        head = strict_head()
        if head != '':
            head += 'void 0; '  # the directive isn't the script's value
        program = self._parsed(head + code, script)
        note_line(script.name, program)
        source = prepare(head + code, program, is_watched)
        script.shift = source.shift + len(head)
        script.add_edits(code, source.edits)
        script.unseen = RECEIVE
        try:
            context.declare(source)
        except Exception as error:
            if display_errors:
                set_location(error, location_text(script.name, script.line + 1, code.split('\n')[0], 0))
            raise error
        return context.run(source, note_script(script))

    def _parsed(self, text: str, script: ScriptName) -> object:
        """The engine checked it as a function's body, in which `new.target` is allowed."""
        try:
            return parse_script(text)
        except Exception as error:
            raise with_arrow(
                made_here(SyntaxError, engine_message(error, text)), script, text, place_of_error(error, text)
            )

    def createCachedData(self) -> object:
        return make_cache(self._code)


def context_of(sandbox: object) -> Context:
    return sandbox[current_realm().private_symbols.contextify_context_private_symbol]


def make_context(
    given: object, name: str, origin: str, strings: bool, wasm: bool, own_microtasks: bool, symbol: object
) -> object:
    """The object that represents the context for the library: the given one, or the global object if none is wanted."""
    if own_microtasks:
        raise unsupported("vm.createContext({microtaskMode: 'afterEvaluate'})")
    realm = current_realm()
    is_vanilla = js_typeof(given) == 'symbol'
    context = Context({} if is_vanilla else given, is_vanilla, strings, wasm)
    context.symbol = symbol
    note_context(context)
    set_private(context.sandbox, realm.private_symbols.contextify_context_private_symbol, context)
    set_private(context.sandbox, realm.private_symbols.host_defined_option_symbol, symbol)
    return context.sandbox


def function_in(
    context: Context | None, code: str, script: ScriptName, names: list, extensions: list, symbol: object
) -> object:
    """toString shows it as in V8: its body starts on a line of its own."""
    body = as_source(prepared(code, script, symbol, context is not None))
    head = ''
    if context is not None:
        head = receiving_head(body, names)
        body = prepared_for_context(body, script)
    text = f'(function ({", ".join(names)}) {{{head}\n{body}\n}})'
    check_syntax(code, script)
    check_syntax(text, script)
    text = f'{text}\n//# sourceURL={note_script(script)}'
    return evaluate_within(extensions, globalThis, text) if context is None else context.evaluate(text, extensions)


def receiving_head(body: str, names: list) -> str:
    """For the body of a sloppy function, in which `this` is the context's global object by default."""
    if 'this' not in body or not names.every(lambda name: _NAME.test(name)):
        return ''
    try:
        first = parse_script(body).body[0]
    except Exception:
        return ''  # the engine reports the error
    return RECEIVE + RECEIVE_AGAIN if first is None or first.directive != 'use strict' else ''


def create(realm: object, binding_data: object) -> object:
    default_import = realm.get_binding('symbols').vm_dynamic_import_default_internal

    def compile_any(code, filename, line, column, cached, produce, context, extensions, names=None, symbol=None):
        script = ScriptName(filename, 0, line, column, 1, code)
        made = function_in(
            None if context is None else context_of(context), code, script, names or [], extensions or [], symbol
        )
        if symbol is not None:
            hidden(made, realm.private_symbols.host_defined_option_symbol, symbol)
        found = {'function': made, 'sourceMapURL': magic_comment(code, acorn, 'script')}
        if cached is not None:
            found.cachedDataRejected = not is_cache_of(cached, code)
        if produce:
            found.cachedDataProduced = True
            found.cachedData = make_cache(code)
        return found

    def compile_cjs(code, filename, is_sea, should_detect):
        made = js_undefined
        try:
            # the facts of a text with counters are others
            entry = None if coverage.is_on else compile_cache.entry(COMMONJS, filename, code)
            made = compile_cache.compiling(
                entry, lambda: compile_function(code, filename, COMMONJS_PARAMETERS, default_import)
            )
        except Exception as error:
            is_module = js_instanceof(error, SyntaxError) and is_module_syntax(code, filename)
            if is_module and not should_detect:
                realm.emit_warning_sync(
                    f'Failed to load the ES module: {filename}. Make sure to set "type": "module" in the nearest '
                    'package.json file or use the .mjs extension.'
                )
            if is_module and should_detect:
                return {
                    'canParseAsESM': True,
                    'function': js_undefined,
                    'sourceMapURL': js_undefined,
                    'sourceURL': js_undefined,
                    'cachedDataRejected': False,
                }
            raise error
        return {
            'canParseAsESM': False,
            'function': made,
            'sourceMapURL': source_map_url(code, acorn, 'script'),
            'sourceURL': js_undefined,
            'cachedDataRejected': False,
        }

    return {
        'ContextifyScript': ContextifyScript,
        'makeContext': make_context,
        'compileFunction': compile_any,
        'compileFunctionForCJSLoader': compile_cjs,
        'lexicalNames': known_names,
        'containsModuleSyntax': lambda code, file=js_undefined, source_name=None, no_names=js_undefined: (
            is_module_syntax(code, String(file), no_names is js_undefined)
        ),
        'measureMemory': measure_memory,
        'startSigintWatchdog': lambda: sigint_watch.start(),
        'stopSigintWatchdog': lambda: sigint_watch.stop(),
        'watchdogHasPendingSigint': lambda: sigint_watch.is_pending(),
    }
