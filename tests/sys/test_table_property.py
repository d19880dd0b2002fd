"""The table of system calls against the code: each public method has a row with its arguments, and docs/SYSCALLS.md is what the table says."""
import inspect

from runtime_py.sys.system import System
from runtime_py.sys.table import LATER, TABLE
from toolchain import syscalls

# What calls share with each other until each owner is a class of its own.
HELPERS = {'install', 'install_held', 'install_both', 'ownership', 'description', 'held', 'locked', 'elsewhere', 'proc', 'named_outside', 'stat_description',
           'tty_of', 'resize_tty', 'datagram', 'own_pgid', 'own_sid'}


def public_methods(kind: type) -> dict:
    return {name: value for base in reversed(kind.__mro__[:-1]) for name, value in vars(base).items() if not name.startswith('_') and inspect.isfunction(value)}


def test_each_method_has_a_row() -> None:
    assert sorted(set(public_methods(System)) - HELPERS) == sorted(call.name for call in TABLE)


def written(method: object) -> str:
    """The arguments as the table writes them."""
    parameters = list(inspect.signature(method).parameters.values())[1:]
    return ', '.join(('*' if each.kind is each.VAR_POSITIONAL else '') + each.name + ('' if each.default is each.empty else f'={each.default!r}') for each in parameters)


def test_rows_have_the_arguments_of_the_methods() -> None:
    methods = public_methods(System)
    for call in TABLE:
        assert call.takes.replace('0o666', str(0o666)) == written(methods[call.name]), call.name
        assert (call.blocks == LATER) == inspect.iscoroutinefunction(methods[call.name]), call.name


def test_the_page_is_fresh() -> None:
    assert syscalls.PAGE.read_text() == syscalls.page(), 'python -m toolchain.syscalls writes it anew'
