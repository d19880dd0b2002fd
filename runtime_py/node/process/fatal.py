"""What Node prints for an exception that ends the process (src/node_errors.cc, ReportFatalException): the place, the
line with a caret, the error.

Knows: the realm's services. Must not know: what happens afterwards."""

from __future__ import annotations

from runtime_py.node.bindings.types import shared_types
from runtime_py.node.modules.script_names import script_named
from runtime_py.node.process.native_code import refusal_behind
from runtime_py.node.realm.host import current_realm
from runtime_py.node.realm.library_lines import line_with
from runtime_py.node.stacks.error_location import (
    decorate,
    known_location,
    location_at,
    location_of,
    set_location,
    stack_of,
)
from runtime_py.node.stacks.stacks import Place, place_here

_HINT = '(Use `node --trace-uncaught ...` to show where the exception was thrown)\n'
# marker of an error that an emitter throws (lib/events.js)
_EVENT_MARK = 'kEnhanceStackBeforeInspector'
_EVENT_THROW = 'throw er; // Unhandled'


def is_error_like(value: object) -> bool:
    return (js_typeof(value) == 'object' and value is not None) or js_typeof(value) == 'function'


def describe(error: object, place: Place | None, from_promise: bool = False) -> str:
    """`place`: where it was thrown, if the engine reported it. An error that rejected a promise is shown where it was
    created. Works even when the program has removed built-ins that this uses."""
    try:
        return description(error, place, from_promise)
    except Exception:
        return f'{text_of(stack_of(error) if is_error_like(error) else error)}\n'


def description(error: object, place: Place | None, from_promise: bool) -> str:
    refusal = refusal_behind(error)
    if refusal != '':
        return f'{refusal}\n'
    origin = thrown_at(place) if current_realm().option_overrides['--trace-uncaught'] else ''
    if not is_error_like(error):
        # C++ makes no text of a symbol
        shown = '' if js_typeof(error) == 'symbol' else text_of(error)
        return f'{location_before(place)}{shown}\n{origin or _HINT}{version_line()}'
    if is_program_text(place):
        # as vm does for exceptions of its own scripts
        set_location(error, known_location(error) or location_for(error, place, from_promise))
        decorate(error)
    location = known_location(error)
    is_remembered = location != '' or shared_types.isNativeError(error) or is_program_text(place)
    if location == '':
        location = location_for(error, place, from_promise)
    if has_failing_stack(error):
        shown = f'{text_of(error)}\n{origin or _HINT}'
    else:
        shown = f'{enhanced(error)}\n{origin}'
    if not is_remembered:
        return f'{location_before(place)}{shown}{version_line()}'
    return (
        f'{location}\n{shown}{version_line()}'
        if location != '' and not shown.startswith(location) and not shown.startswith(f'[{location}')
        else f'{shown}{version_line()}'
    )


def location_for(error: object, place: Place | None, from_promise: bool) -> str:
    found = unheard_event_place(error) if place is None else place
    if found is not None:
        return location_at(found.name, found.line, found.column, False)
    if has_frames(error):
        return location_of(error, from_promise)
    here = place_here()
    return '' if here is None else location_at(here.name, here.line, here.column, False)


def has_failing_stack(error: object) -> bool:
    """Whether a getter of the user's throws."""
    try:
        error.stack  # noqa: B018
        return False
    except Exception:
        return True


def has_frames(error: object) -> bool:
    stack = stack_of(error)
    return js_typeof(stack) == 'string' and '\n    at ' in stack


def unheard_event_place(error: object) -> Place | None:
    """Where the library throws the error of an unhandled 'error' event; it has marked the error before."""
    if not Object.getOwnPropertySymbols(error).some(lambda symbol: symbol.description == _EVENT_MARK):
        return None
    found = line_with('events', _EVENT_THROW)
    return None if found is None else Place('node:events', found[0], found[1] + 1)


def is_program_text(place: Place | None) -> bool:
    """For --eval: vm stores the location for any thrown object."""
    script = None if place is None else script_named(place.name)
    return script is not None and script.text != '' and current_realm().loop.is_first_run()


def location_before(place: Place | None) -> str:
    """For a thrown value that isn't an object, the location can't be stored, so it is printed at once."""
    location = '' if place is None else location_at(place.name, place.line, place.column, False)
    return '' if location == '' else f'\n{location}'


def thrown_at(place: Place | None) -> str:
    return '' if place is None else f'Thrown at:\n    at {place.name}:{place.line}:{place.column}\n\n'


def version_line() -> str:
    """Behind an empty line; nothing with --no-extra-info-on-fatal-exception."""
    if current_realm().option_overrides['--extra-info-on-fatal-exception'] is False:
        return ''
    return f'\nNode.js v{current_realm().extra.versions.node}\n'


def text_of(value: object) -> str:
    try:
        return String(value)
    except Exception:
        return '<toString() threw exception>'


def enhanced(error: object) -> str:
    """The library's text: inspected, with colours on a terminal, and with the origin of an 'error' event."""
    calls = current_realm().enhance_stack
    try:
        calls[0](error)
        return calls[1](error)
    except Exception:
        return text_of(error)
