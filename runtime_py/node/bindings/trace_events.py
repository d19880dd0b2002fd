"""internalBinding('trace_events')."""

from __future__ import annotations

from runtime_py.node.realm.host import current_realm

_ID_BITS = 64


class CategorySet:
    """The categories of a Tracing object."""

    def __init__(self, names: list) -> None:
        self._names = Array.of(*globalThis.Set(names))
        self._enabled = False
        Object.defineProperty(self, '_names', {'enumerable': False})
        Object.defineProperty(self, '_enabled', {'enumerable': False, 'writable': True})

    def enable(self) -> None:
        if not self._enabled:
            self._enabled = True
            current_realm().tracer.categories.enable(self._names)

    def disable(self) -> None:
        if self._enabled:
            self._enabled = False
            current_realm().tracer.categories.disable(self._names)


def event_id(value: object) -> str:
    return '0x' + BigInt.asUintN(_ID_BITS, BigInt(Math.trunc(Number(value)))).toString(16)


def create(realm: object, binding_data: object) -> object:
    tracer = realm.tracer

    def enabled():
        names = tracer.categories.names()
        return js_undefined if names.length == 0 else names.join(',')

    def set_handler(handler):
        tracer.on_change = handler

    def trace(phase, group, name, number, data):
        if js_typeof(phase) != 'number':
            raise TypeError('Trace event phase must be a number.')
        if js_typeof(group) != 'string':
            raise TypeError('Trace event category must be a string.')
        if js_typeof(name) != 'string':
            raise TypeError('Trace event name must be a string.')
        if not tracer.categories.is_on(group):
            return False
        more = {}
        if number is not js_undefined and js_typeof(number) == 'number':
            more.id = event_id(number)
        if data is not js_undefined:
            more.args = {'data': data}
        tracer.record(String.fromCharCode(phase), group, name, more)
        return True

    return {
        'CategorySet': CategorySet,
        'getEnabledCategories': enabled,
        'setTraceCategoryStateUpdateHandler': set_handler,
        'getCategoryEnabledBuffer': lambda group: tracer.categories.octet_of(group),
        'isTraceCategoryEnabled': lambda group: tracer.categories.is_on(group),
        'trace': trace,
        'available': True,
    }
