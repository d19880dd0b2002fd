"""Imports: their direction between rooms, and circles."""

from pathlib import Path

from toolchain import imports
from toolchain.lowering.signatures import ROOT


def test_directions() -> None:
    assert imports.allowed('sys', 'vfs') and not imports.allowed('vfs', 'sys') and not imports.allowed('vfs', 'archive')
    path = Path(ROOT / 'runtime_py' / 'vfs' / 'heap.py')
    assert imports.wrong_arrows(path, 'from runtime_py.platform.bytes import view\n') == []
    assert len(imports.wrong_arrows(path, 'from runtime_py.kernel.main import main\n')) == 1


def test_circles() -> None:
    assert imports.circles({'a': {'b', 'elsewhere'}, 'b': {'c'}, 'c': set()}) == []
    assert imports.circles({'a': {'b'}, 'b': {'c'}, 'c': {'b'}, 'd': set()}) == ['a', 'b', 'c']


def test_types_alone_make_no_circle() -> None:
    text = 'from a import b\nif TYPE_CHECKING:\n    from c import d\n'
    assert imports.imports_of(text) == {'a'}
