"""Values of JSON as JavaScript's String() writes them."""

from __future__ import annotations

from runtime_py.npm.formats.javascript_text import as_javascript
from runtime_py.platform.json import parse


def test_values() -> None:
    for text, expected in [
        ['null', 'null'],
        ['true', 'true'],
        ['false', 'false'],
        ['0', '0'],
        ['-1.5', '-1.5'],
        ['"a,b"', 'a,b'],
        ['[]', ''],
        ['["a", null, [1, [2]], false]', 'a,,1,2,false'],
        ['{"a": 1}', '[object Object]'],
    ]:
        assert as_javascript(parse(text)) == expected
