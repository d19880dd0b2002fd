"""Options that change the language: --disable-proto, --disallow-code-generation-from-strings, --expose-gc,
--stack-trace-limit.

Must not know: other options."""

from __future__ import annotations

from runtime_py.node.engine.garbage import exposure
from runtime_py.node.esm.function_constructors import refuse_all
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.node.realm.host import define


def restrict(options: object) -> None:
    if options['--stack-trace-limit'] is not None:
        Error.stackTraceLimit = options['--stack-trace-limit']
    if options['--expose-gc']:
        exposure.begin()
    mode = options['--disable-proto']
    if mode == 'delete':
        Reflect.deleteProperty(Object.prototype, '__proto__')
    elif mode == 'throw':
        accessor = {
            'get': js_func(refuse_proto),
            'set': js_func(refuse_proto),
            'enumerable': False,
            'configurable': True,
        }
        define(Object.prototype, '__proto__', accessor)
    if options['--disallow-code-generation-from-strings']:
        refuse_all()


def refuse_proto(value: object = None) -> None:
    raise coded_error(
        Error, 'ERR_PROTO_ACCESS', 'Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw'
    )
