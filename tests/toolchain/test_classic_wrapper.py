"""The heads of bundles: the script is parsed once, and its source map still matches."""

import json
from pathlib import Path

import pytest

from toolchain.classic_wrapper import first_moved, number_text, read_number, read_once


def test_numbers_of_source_maps() -> None:
    for value in [0, 1, -1, 6, 15, 16, -16, 1000, -70000]:
        assert read_number(number_text(value) + ',') == (value, len(number_text(value)))
    assert number_text(6) == 'M'


def test_the_first_column_moves_alone() -> None:
    assert first_moved('MAAA,CAAC;AACA', 6) == 'YAAA,CAAC;AACA'
    assert first_moved(';AACA', 6) == ';AACA'


def test_an_arrow_becomes_a_function(tmp_path: Path) -> None:
    script = tmp_path / 'a.js'
    script.write_text('(()=>{f()})();\n')
    script.with_name('a.js.map').write_text(json.dumps({'version': 3, 'mappings': 'MAAA'}))
    read_once(script)
    assert script.read_text() == '(function(){f()})();\n'
    assert json.loads(script.with_name('a.js.map').read_text())['mappings'] == 'YAAA'


def test_another_head_is_refused(tmp_path: Path) -> None:
    script = tmp_path / 'a.js'
    script.write_text('f()')
    with pytest.raises(ValueError):
        read_once(script)
