import pytest

from toolchain import one_test
from toolchain.environment import ROOT


def test_steps_are_no_tests() -> None:
    assert [
        one_test.is_path(name) for name in ('cpython', 'machine', 'tests/ipc/test_tty.py', 'test_tty.py', 'tests/ipc')
    ] == [False, False, True, True, True]


def test_where_a_test_runs() -> None:
    assert one_test.worlds_of(ROOT / 'tests/ipc/test_tty.py') == ['cpython', 'js']
    assert one_test.worlds_of(ROOT / 'tests/ipc') == ['cpython', 'js']
    assert one_test.worlds_of(ROOT / 'tests/machine/test_page.py') == ['browser']
    assert one_test.worlds_of(ROOT / 'tests/toolchain/test_lint.py') == ['cpython']


@pytest.mark.parametrize(
    ('target', 'world', 'message'),
    [
        ('tests/ipc/none.py', None, 'no such test: tests/ipc/none.py'),
        ('toolchain/lint', None, 'toolchain/lint is not in tests/'),
        ('tests/machine/test_page.py', 'js', 'tests/machine/test_page.py does not run in js, only in browser'),
        ('tests/ipc/test_tty.py', 'browser', 'tests/ipc/test_tty.py does not run in browser, only in cpython and js'),
    ],
)
def test_what_cannot_run(target: str, world: str | None, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert one_test.main([target], world) == 2
    assert capsys.readouterr().err.strip() == message
