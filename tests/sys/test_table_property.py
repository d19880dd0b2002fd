"""The table of system calls against the code: each call is a method of its owner with these arguments, and the
generated files are up to date."""

import importlib
import inspect

from runtime_py.sys.flat import FlatCalls
from runtime_py.sys.system import System
from runtime_py.sys.table import LATER, TABLE, owners
from toolchain import syscalls


def owner_class(name: str) -> type:
    module = importlib.import_module(f'runtime_py.sys.calls.{name}')
    return next(
        value for key, value in vars(module).items() if key.endswith('Calls') and value.__module__ == module.__name__
    )


def public_methods(kind: type) -> dict:
    return {name: value for name, value in vars(kind).items() if not name.startswith('_') and inspect.isfunction(value)}


def test_system_has_the_calls_of_the_table_and_no_others() -> None:
    assert sorted(public_methods(FlatCalls)) == sorted(call.name for call in TABLE)
    assert public_methods(System) == {}


def written(method: object) -> str:
    """The arguments as the table writes them."""
    parameters = list(inspect.signature(method).parameters.values())[1:]
    return ', '.join(
        ('*' if each.kind is each.VAR_POSITIONAL else '')
        + each.name
        + ('' if each.default is each.empty else f'={each.default!r}')
        for each in parameters
    )


def test_rows_have_the_arguments_of_their_owners() -> None:
    for call in TABLE:
        method = public_methods(owner_class(call.owner))[call.name]
        assert call.takes.replace('0o666', str(0o666)) == written(method), call.name
        assert (call.blocks == LATER) == inspect.iscoroutinefunction(method), call.name
        assert written(getattr(FlatCalls, call.name)) == written(method), call.name


def test_owners_stand_alone() -> None:
    """They don't inherit from each other; each owner is a module of sys/calls/, and each module an owner."""
    for name in owners():
        assert owner_class(name).__bases__ == (object,), name
    assert sorted(owners()) == sorted(path.stem for path in syscalls.OWNERS.glob('*.py') if path.stem != '__init__')


def test_what_is_made_from_the_table_is_fresh() -> None:
    assert syscalls.PAGE.read_text() == syscalls.page(), 'python -m toolchain.syscalls writes it anew'
    assert syscalls.FLAT.read_text() == syscalls.flat(), 'python -m toolchain.syscalls writes it anew'
