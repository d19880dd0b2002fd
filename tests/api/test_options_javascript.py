"""What callers of the API give, in the form that the kernel takes: limits, the scheduler, paths, workspaces."""

from __future__ import annotations

from runtime_py.api.errors import ApiError
from runtime_py.api.limits import bound, limits_of, space_of
from runtime_py.api.paths import relative, resolve
from runtime_py.api.scheduling import scheduler_changes
from runtime_py.api.workspaces import check_workspace, is_temporary, temporary_name
from tests.support import raises


def test_limits() -> None:
    assert limits_of(None) == [] and len(limits_of({'cpu': 10})) == 1 and limits_of({'cpu': 10})[0][1:3] == [10, 10]
    assert limits_of({'memory': [5, 9]})[0][1:3] == [5, 9] and bound('cpu', None) == -1
    assert space_of({'space': 4096}) == 4096 and space_of(None) is None and limits_of({'space': 1}, True) == []
    for given in [{'nonsense': 1}, {'cpu': -1}, {'cpu': 'x'}]:
        with raises(ApiError):
            limits_of(given)
    with raises(ApiError):
        space_of({'space': -1})


def test_the_scheduler() -> None:
    assert scheduler_changes(None) == [] and scheduler_changes(True) == [] and scheduler_changes(False) == ['off']
    assert len(scheduler_changes({'shares': {'server': 50}})) == 1
    for given in ['x', {'shares': {'nonsense': 1}}, {'shares': {'server': -1}}]:
        with raises(ApiError):
            scheduler_changes(given)


def test_paths_stay_inside() -> None:
    for path, found in [
        ['a', '/w/a'],
        ['/a', '/w/a'],
        ['./a/../b', '/w/b'],
        ['../../x', '/w/x'],
        ['', '/w'],
        ['/', '/w'],
    ]:
        assert resolve('/w', path) == found, path
    assert relative('/w', '/w/a/b') == 'a/b' and relative('/w', '/elsewhere') == '/elsewhere'
    for path in [5, 'a\0b']:
        with raises(ApiError):
            resolve('/w', path)


def test_names_of_workspaces() -> None:
    name = temporary_name()
    assert is_temporary(name) and name != temporary_name() and not is_temporary('mine')
    check_workspace('mine')
    check_workspace(None)
    for given in [5, name, 'a\nb']:
        with raises(ApiError):
            check_workspace(given)
