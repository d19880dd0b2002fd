"""What Node prints of an exception that ends the process (src/node_errors.cc, ReportFatalException): the place, the line with a caret, the error.

The engine doesn't tell where something was thrown, so the place is that of the innermost frame; a `throw` right before it is what the caret points to.
Knows: the realm's services. Must not know: what happens afterwards."""
from __future__ import annotations

from runtime_py.node.arrows import arrow_of
from runtime_py.node.host import current_realm

_HINT = '(Use `node --trace-uncaught ...` to show where the exception was thrown)\n'


def is_error_like(value: object) -> bool:
    return (js_typeof(value) == 'object' and value is not None) or js_typeof(value) == 'function'


def describe(error: object) -> str:
    if not is_error_like(error):
        return f'{text_of(error)}\n{_HINT}\n{version_line()}'
    arrow = arrow_of(error)
    shown = enhanced(error)
    return f'{arrow}\n{shown}\n\n{version_line()}' if arrow != '' and not shown.startswith(arrow) else f'{shown}\n\n{version_line()}'


def version_line() -> str:
    return f'Node.js v{current_realm().extra.versions.node}\n'


def text_of(value: object) -> str:
    try:
        return String(value)
    except Exception:
        return '<toString() threw exception>'


def enhanced(error: object) -> str:
    """By the library: inspected, in colours on a terminal, with where an 'error' event came from."""
    before, after = current_realm().enhance_stack
    try:
        before(error)
        return after(error)
    except Exception:
        return text_of(error)
