"""JSON: the same results in both worlds, call by call."""

from __future__ import annotations

from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from tests.support import raises


def test_objects_are_maps() -> None:
    found = parse('{"b": [1, 2.5, true, null], "constructor": {"x": "é\\n"}}')
    assert isinstance(found, Map)
    assert list(found.keys()) == ['b', 'constructor'] and found.get('b') == [1, 2.5, True, None]
    assert found.get('constructor').get('x') == 'é\n'


def test_texts() -> None:
    assert (
        stringify(Map([['b', [1, 2.5, True, None]], ['a', Map()], ['c', []]]))
        == '{"b":[1,2.5,true,null],"a":{},"c":[]}'
    )
    assert stringify(Map([['a', [1, Map([['b', 2]])]]]), 2) == '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ]\n}'
    assert stringify('é"\\\n\t') == '"é\\"\\\\\\n\\t"'
    assert parse(stringify('\u2028\x7f\x00')) == '\u2028\x7f\x00'


def test_what_is_no_json() -> None:
    for text in ['', '{', "{'a': 1}", '[1,]', '01', 'nul', '"a', '1 2']:
        with raises(ValueError):
            parse(text)
