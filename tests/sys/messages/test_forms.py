"""The forms of arguments: what fits comes out as the call takes it, all else is refused before the call sees it."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EBADF, EINVAL, EPERM
from runtime_py.sys.layout import FD_TABLE, PGID, PID, PPID
from runtime_py.sys.messages.codec import BadMessage
from runtime_py.sys.messages.forms import Forms, NotAllowed
from runtime_py.sys.messages.rows import ROWS
from tests.support import raises
from tests.sys.messages.served_support import Served

ANYTHING = [None, True, 1, -1, 1.5, float('nan'), float('inf'), 1e300, 'text', '\0', [], [1], ['a'], encode('x')]


def forms_of(served: Served) -> Forms:
    return served.process.server.forms


def test_anything_is_taken_or_refused() -> None:
    forms = forms_of(Served())
    names = []
    for row in ROWS:
        names.extend(row.forms)
    for name in names:
        for value in ANYTHING:
            try:
                forms.check(name, value)
            except (BadMessage, NotAllowed) as error:
                assert error is not None


def test_values_that_fit() -> None:
    forms = forms_of(Served())
    assert forms.check('fd', 5) == 5 and forms.check('fd', -1) == -1
    assert forms.check('size', 9007199254740991) == 9007199254740991
    assert forms.check('path', '/a') == '/a' and forms.check('text', '\0a') == '\0a'
    assert forms.check('moment', [1, 2]) == [1, 2] and forms.check('moves', [['a', 'b']]) == [['a', 'b']]
    assert forms.check('signal', 64) == 64 and forms.check('place', 15) == 15


def refused(forms: Forms, name: str, value: object, number: int) -> None:
    with raises(NotAllowed) as caught:
        forms.check(name, value)
    assert caught.error.number == number


def test_values_out_of_range() -> None:
    forms = forms_of(Served())
    refused(forms, 'fd', 65536, EBADF)
    refused(forms, 'path', 'a\0b', EINVAL)
    for name, value in [
        ['signal', 65],
        ['signal', -1],
        ['place', 16],
        ['short', 65536],
        ['capacity', 1],
        ['int', 4294967296],
    ]:
        with raises(BadMessage):
            forms.check(name, value)


def test_whom_it_may_reach() -> None:
    """Itself, its children and theirs; a group if all its members are."""
    served = Served()
    processes = served.machine.processes
    forms = forms_of(served)
    child = served.claim(served.machine)
    grandchild = served.claim(served.machine)
    processes.set(child, PPID, served.far.pid)
    processes.set(grandchild, PPID, processes.get(child, PID))
    for slot in [child, grandchild, served.process.context.slot]:
        assert processes.get(slot, FD_TABLE) > 0
        assert forms.check('child', processes.get(slot, PID)) == processes.get(slot, PID)
    assert forms.check('child', 0) == 0
    refused(forms, 'child', served.other.pid, EPERM)
    refused(forms, 'child', 1, EPERM)
    processes.set(child, PGID, 4000)
    processes.set(grandchild, PGID, 4000)
    assert forms.check('target', -4000) == -4000 and forms.check('group', 4000) == 4000
    processes.set(served.other.slot, PGID, 4000)
    refused(forms, 'target', -4000, EPERM)
    refused(forms, 'group', 5000, EPERM)
    assert len(forms.own_pids()) == 3


def test_a_child_gets_no_more_than_it_has() -> None:
    served = Served()
    forms = forms_of(served)
    served.far.set_limits(0, 2, 5, 10)
    fields = ['node', ['node'], [], '', [], -1, False, None, -1, [100, 200], 0, '', [[2, 5, 10]], []]
    request = forms.check('spawn', fields)
    assert request.file == 'node' and request.search == [] and request.open_files == [100, 200]
    fields[12] = [[2, 5, 11]]
    refused(forms, 'spawn', fields, EPERM)
    fields[12] = []
    fields[10] = -5
    with raises(BadMessage):
        forms.check('spawn', fields)
