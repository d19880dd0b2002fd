"""The output of the lowering for each form of the dialect: golden/NAME.py.txt becomes golden/NAME.js. A change of the
lowering appears here as a change of text.

`python -m tests.toolchain.test_golden` writes the files again; read the diff before you commit it."""

from pathlib import Path

import pytest

from toolchain.environment import ROOT
from toolchain.lowering import lower_source

FOLDER = Path(__file__).parent / 'golden'
SOURCES = sorted(FOLDER.glob('*.py.txt'))


def lowered(source: Path) -> str:
    """Lowers the text as a module of a room that may use JavaScript names."""
    place = ROOT / 'runtime_py' / 'node' / source.name.removesuffix('.txt')
    return lower_source(source.read_text(encoding='utf-8'), place).code.rstrip('\n') + '\n'


def golden(source: Path) -> Path:
    return source.with_name(source.name.replace('.py.txt', '.js'))


@pytest.mark.parametrize('source', SOURCES, ids=[source.name.removesuffix('.py.txt') for source in SOURCES])
def test_the_lowering_makes_what_it_made(source: Path) -> None:
    assert lowered(source) == golden(source).read_text(encoding='utf-8'), (
        'python -m tests.toolchain.test_golden writes it anew'
    )


if __name__ == '__main__':
    for each in SOURCES:
        golden(each).write_text(lowered(each), encoding='utf-8')
