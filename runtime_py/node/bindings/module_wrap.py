"""internalBinding('module_wrap'): the handles with which the library's ES module loader creates, links and runs modules
(src/module_wrap.cc).

The modules themselves are in node/esm/."""

from __future__ import annotations

from typing import Any

from runtime_py.node.bindings.contextify import context_of
from runtime_py.node.coverage.collector import coverage
from runtime_py.node.esm.dynamic_import import (
    EVALUATION_PHASE,
    SOURCE_PHASE,
    callback,
    import_from,
    install,
    note_referrer,
)
from runtime_py.node.esm.evaluation import evaluate, evaluate_sync
from runtime_py.node.esm.function_constructors import install as install_constructors
from runtime_py.node.esm.lazy_members import reader_of
from runtime_py.node.esm.record import (
    ERRORED,
    EVALUATED,
    EVALUATING,
    EVALUATING_ASYNC,
    INSTANTIATED,
    INSTANTIATING,
    UNINSTANTIATED,
    SourcePhaseRecord,
    SourceRecord,
    SyntheticRecord,
)
from runtime_py.node.modules.code_cache import is_cache_of, make_cache
from runtime_py.node.modules.compile import analysed_module, compile_module, forget_matches, typeof_marked
from runtime_py.node.modules.compile_cache import ESM, compile_cache
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.node.realm.host import current_realm, hidden
from runtime_py.node.source.evals import install as install_evals
from runtime_py.node.source.line_places import line_text
from runtime_py.node.source.readings import acorn
from runtime_py.node.source.source_maps import source_map_url
from runtime_py.node.source.text_edits import edited
from runtime_py.node.vm.watchdog import Watchdog

_FACADE = "export * from 'original'; export { default } from 'original'; export const __esModule = true;"


class ImportMeta:
    """The callback that initializes import.meta."""

    def __init__(self) -> None:
        self.call = None


_import_meta = ImportMeta()


class Host:
    """What a SourceRecord needs from Node."""

    def __init__(self, wrap: object) -> None:
        self.wrap = wrap

    def interface(self, record: SourceRecord) -> object:
        """The object $terrarium_module in a module's text."""
        wrap = self.wrap
        symbol = wrap[current_realm().private_symbols.host_defined_option_symbol]
        known = {'meta': None, 'referrer': -1}

        def meta():
            if known.meta is None:
                known.meta = Object.create(None)
                _import_meta.call(symbol, known.meta, wrap)
            return known.meta

        def number():
            if known.referrer < 0:
                known.referrer = note_referrer(symbol, wrap.url)
            return known.referrer

        made = {
            'declare': lambda getters, setters: record.declare(getters, setters),
            'nameDefault': lambda value: Object.defineProperty(
                value, 'name', {'value': 'default', 'configurable': True}
            ),
            'import': js_func(
                lambda specifier, options=js_undefined: import_from(symbol, wrap.url, specifier, options)
            ),
            'source': js_func(
                lambda specifier, options=js_undefined: import_from(symbol, wrap.url, specifier, options, SOURCE_PHASE)
            ),
            'meta': js_func(meta),
        }

        def no_arguments():
            raise ReferenceError('arguments is not defined')

        def no_default():
            raise ReferenceError("Cannot access 'default' before initialization")

        Object.defineProperty(made, 'referrer', {'get': number})
        Object.defineProperty(made, 'arguments', {'get': no_arguments})
        Object.defineProperty(made, 'default', {'get': no_default})
        return made

    def not_linked(self, request: object) -> object:
        return coded_error(
            Error,
            'ERR_VM_MODULE_LINK_FAILURE',
            f"request for '{request.specifier}' can not be resolved on module '{self.wrap.url}' that is not linked",
        )

    def no_export(self, record: SourceRecord, found: object, ambiguous: bool) -> object:
        specifier = record.requests[found.request].specifier
        if ambiguous:
            message = f"The requested module '{specifier}' contains conflicting star exports for name '{found.name}'"
        else:
            message = f"The requested module '{specifier}' does not provide an export named '{found.name}'"
        error = SyntaxError(message)
        place = found.node.loc
        line = line_text(record.source.code, place.start.line)
        width = place.end.column - place.start.column if place.end.line == place.start.line else 1
        carets = ' '.repeat(place.start.column) + '^'.repeat(Math.max(width, 1))
        error[current_realm().private_symbols.arrow_message_private_symbol] = (
            f'{self.wrap.url}:{place.start.line}\n{line}\n{carets}\n'
        )
        return error


def loader_symbol() -> object:
    """For the modules that the library itself loads."""
    return current_realm().get_binding('symbols').source_text_module_default_hdo


class ModuleWrap:
    """(url, context, source, line, column, idSymbol | cachedData) or (url, context, exportNames, steps, CommonJS
    module)."""

    _record: Any
    _source_object: Any
    _link_failure: Any

    def __init__(
        self,
        url: str,
        context: object,
        source: object,
        line: object = None,
        column: object = None,
        given: object = None,
    ) -> None:
        self.url = url
        symbol = given if js_typeof(given) == 'symbol' else Symbol(url)
        hidden(self, current_realm().private_symbols.host_defined_option_symbol, symbol)
        self.synthetic = js_typeof(source) != 'string'
        self.sourceMapURL = js_undefined
        if self.synthetic:
            hidden(self, '_record', SyntheticRecord(url, source, lambda: line.call(self)))
            if column is not None:
                # the CommonJS module that it represents
                hidden(self, current_realm().get_binding('symbols').imported_cjs_symbol, column)
        else:
            if ArrayBuffer.isView(given) and not is_cache_of(given, source):
                raise coded_error(Error, 'ERR_VM_MODULE_CACHED_DATA_REJECTED', 'cachedData buffer was rejected')
            made_in = None if context is None else context_of(context)
            text = source if made_in is None else typeof_marked(source)
            entry = compile_cache.entry(ESM, url, text) if symbol is loader_symbol() else None
            counted = coverage.instrumented(text, url, True) if made_in is None else None
            if counted is None:
                found = compile_cache.compiling(entry, lambda: analysed_module(text, url))
            else:
                found = analysed_module(edited(text, counted.edits), url)
                found.stages.push([text, counted.edits])
            self.sourceMapURL = source_map_url(source, acorn, 'module')
            self.sourceURL = found.source_url
            hidden(
                self,
                '_record',
                SourceRecord(
                    url,
                    found,
                    lambda linked, watched: compile_module(found, linked, url, made_in, watched),
                    Host(self),
                ),
            )
        hidden(self, '_source_object', js_undefined)
        hidden(self, '_link_failure', None)

    @property
    def hasTopLevelAwait(self) -> bool:
        return self._record.has_top_level_await

    @property
    def hasAsyncGraph(self) -> bool:
        return self._record.graph([]).some(lambda record: record.has_top_level_await)

    def getModuleRequests(self) -> list:
        return Object.freeze([frozen_request(request) for request in self._record.requests])

    def link(self, modules: list) -> None:
        if modules.length != self._record.requests.length:
            raise coded_error(
                Error,
                'ERR_VM_MODULE_LINK_FAILURE',
                f'linking error, expected {self._record.requests.length} modules, got {modules.length}',
            )
        requests = self._record.requests
        # it may be only array-like
        self._record.linked = Array['from'](modules).map(
            lambda wrap, k: wrap.source_phase() if requests[k].is_source else wrap._record
        )

    def instantiate(self) -> None:
        if self._record.linked is None and not self.synthetic:
            raise coded_error(Error, 'ERR_VM_MODULE_LINK_FAILURE', 'module is not linked')
        try:
            self._record.instantiate()
        except Exception as error:
            self._link_failure = [error]
            raise error

    def evaluate(self, timeout: int, break_on_sigint: bool) -> object:
        forget_matches()
        if timeout <= 0 and not break_on_sigint:
            return evaluate(self._record)
        for record in self._record.graph([]):
            if js_instanceof(record, SourceRecord):
                record.watch()
        watchdog = Watchdog(timeout, break_on_sigint)
        try:
            return evaluate(self._record)
        finally:
            watchdog.end()

    def evaluateSync(self, filename: str, parent_filename: str) -> object:
        if self.hasAsyncGraph:
            if current_realm().option_overrides['--experimental-print-required-tla']:
                self._run_and_tell_stalls()
            raise js_new(
                current_realm().require('internal/errors').codes.ERR_REQUIRE_ASYNC_MODULE, filename, parent_filename
            )
        evaluate_sync(self._record)
        return self._record.namespace()

    def _run_and_tell_stalls(self) -> None:
        evaluate(self._record)
        for record in self._record.graph([]):
            if record.has_top_level_await and record.source.awaits.length > 0:
                current_realm().write_error(
                    f'Error: unexpected top-level await at {place_text(record, record.source.awaits[0])}'
                )

    def getStatus(self) -> int:
        return self._record.told_status()

    def getError(self) -> object:
        return js_undefined if self._record.failure is None else self._record.failure[0]

    def getNamespace(self) -> object:
        if self._record.told_status() < INSTANTIATED:
            raise coded_error(
                Error, 'ERR_MODULE_NOT_INSTANTIATED', 'cannot get namespace, module has not been instantiated'
            )
        return self._record.namespace()

    def setExport(self, name: str, value: object) -> None:
        if not self._record.values.has(name):
            raise ReferenceError(f"Export '{name}' is not defined in module")
        self._record.set_export(name, value)

    def setMember(self, module_id: str, name: str, exports: object) -> None:
        """Exports a member of one of the library's modules (toolchain/natives.py puts this call there)."""
        read = reader_of(module_id, name, exports)
        if read is not None:
            self._record.set_lazy_export(name, read)
        else:
            self.setExport(name, Reflect.get(exports, name) if Object.hasOwn(exports, name) else js_undefined)

    def setModuleSourceObject(self, value: object) -> None:
        hidden(self, '_source_object', value)

    def source_phase(self) -> SourcePhaseRecord:
        return SourcePhaseRecord(self.url, lambda: self.getModuleSourceObject())

    def getModuleSourceObject(self) -> object:
        if js_typeof(self._source_object) == 'undefined':
            raise coded_error(
                SyntaxError,
                'ERR_SOURCE_PHASE_NOT_DEFINED',
                f"Source phase import object is not defined for module '{self.url}'",
            )
        return self._source_object

    def stallWarning(self) -> str:
        """The places of top-level awaits that wait forever, in this module and its dependencies."""
        places = []
        for record in self._record.graph([]):
            if record.status == EVALUATING_ASYNC and record.pending_async == 0:
                node = record.stalled_await()
                if node is not None:
                    places.push(f'Warning: Detected unsettled top-level await at {place_text(record, node)}\n\n\n')
        return (
            ''.join(places) if places.length > 0 else f'Warning: Detected unsettled top-level await in {self.url}\n\n'
        )

    def createCachedData(self) -> object:
        return make_cache(self._record.source.code)


def place_text(record: SourceRecord, node: object) -> str:
    """url:line, the line, a caret."""
    place = node.loc.start
    line = line_text(record.source.code, place.line)
    return f'{record.url}:{place.line}\n{line}\n{" ".repeat(place.column)}^\n'


def frozen_request(request: object) -> object:
    attributes = Object.freeze(Object.assign(Object.create(None), request.attributes))
    return Object.freeze(
        Object.assign(
            Object.create(None),
            {
                'specifier': request.specifier,
                'attributes': attributes,
                'phase': SOURCE_PHASE if request.is_source else EVALUATION_PHASE,
            },
        )
    )


def create_required_module_facade(wrap: ModuleWrap) -> object:
    """The namespace of a module that has all exports of `wrap`, plus `__esModule`."""
    facade = ModuleWrap('node:internal/require_module_default_facade', js_undefined, _FACADE, 0, 0)
    facade.link([wrap])
    facade.instantiate()
    evaluate_sync(facade._record)
    return facade.getNamespace()


def throw_if_not_linked(wrap: ModuleWrap) -> None:
    """In Node it is given the promise of the module's instantiation, whose state a browser can't read
    (toolchain/natives.py passes the module instead)."""
    if wrap._link_failure is not None:
        raise wrap._link_failure[0]


def create(realm: object, binding_data: object) -> object:
    def set_import(given):
        callback.call = given

    def set_meta(given):
        _import_meta.call = given

    install()
    install_evals()
    install_constructors(realm.get_binding('symbols').vm_dynamic_import_default_internal)
    return {
        'ModuleWrap': ModuleWrap,
        'setImportModuleDynamicallyCallback': set_import,
        'setInitializeImportMetaObjectCallback': set_meta,
        'createRequiredModuleFacade': create_required_module_facade,
        'throwIfPromiseRejected': throw_if_not_linked,
        'kUninstantiated': UNINSTANTIATED,
        'kInstantiating': INSTANTIATING,
        'kInstantiated': INSTANTIATED,
        'kEvaluating': EVALUATING,
        'kEvaluated': EVALUATED,
        'kErrored': ERRORED,
        'kSourcePhase': SOURCE_PHASE,
        'kEvaluationPhase': EVALUATION_PHASE,
    }
