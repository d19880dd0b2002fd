"""The machines of this page: one at a time, as in the original, and any number `alongside`. Must not know what a machine
is made of."""

from runtime_py.api.boot_options import check_options
from runtime_py.api.errors import ApiError
from runtime_py.platform.preview_places import MOST_MACHINES

_state: dict = {'instance': None, 'boot': None, 'teardown': None, 'apart': None}


async def boot_instance(own: object, given: object, begin: object) -> object:
    """`own`: the class of machines on this origin; `begin(machine)` boots it."""
    base = check_options(given, own.assets)
    if given.machine is not None and _state['apart'] is None:
        raise ApiError('ERR_INVALID_ARG_VALUE', 'machine: boot it with terrarium.js')
    await _state['teardown']
    while _state['boot'] is not None:
        await _state['boot']
    beside_others = Boolean(given.alongside)
    if _state['instance'] is not None and not beside_others:
        raise ApiError('ERR_ALREADY_BOOTED', 'Only a single WebContainer instance can be booted')
    kind = own if given.machine is None else _state['apart']
    instance = js_new(kind, base, 1 + Math.floor(Math.random() * (MOST_MACHINES - 1)) if beside_others else 0)
    booting = begin(instance)
    _state['boot'] = booting.catch(lambda error: None)
    try:
        await booting
        if not beside_others:
            _state['instance'] = instance
    finally:
        _state['boot'] = None
    return instance


def note_teardown(ending: object) -> None:
    """The next boot waits for this promise."""
    _state['teardown'] = ending


def use_apart(kind: object) -> None:
    """The class of machines on other origins, which is a subclass."""
    _state['apart'] = kind


def forget_instance(machine: object) -> None:
    if _state['instance'] is machine:
        _state['instance'] = None
