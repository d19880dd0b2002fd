"""JSON as util.inspect shows it; the expected texts are Node's."""

from runtime_py.npm.formats.inspection import inspected
from runtime_py.platform.json import parse


def shown(text):
    return inspected(parse(text))


def test_plain_values():
    assert [shown(text) for text in ['1', 'null', 'true', '"a"', '[]', '{}']] == [
        '1',
        'null',
        'true',
        "'a'",
        '[]',
        '{}',
    ]


def test_texts():
    assert shown('"it\'s"') == '"it\'s"'
    assert shown('"it\'s \\"x\\""') == '`it\'s "x"`'
    assert shown('"a\\n\\u001b\\\\"') == "'a\\n\\x1B\\\\'"


def test_on_one_line():
    assert shown('[1, "a", {"b-c": [], "d": null}]') == "[ 1, 'a', { 'b-c': [], d: null } ]"
    assert shown('{"b": 1, "10": 2, "9": 3}') == "{ '9': 3, '10': 2, b: 1 }"


def test_on_several_lines():
    text = '{"one": "a text of some length that needs room", "two": "and another one of this kind"}'
    assert shown(text) == (
        "{\n  one: 'a text of some length that needs room',\n  two: 'and another one of this kind'\n}"
    )


def test_levels():
    assert shown('{"a": {"b": {"c": {}}}}') == '{ a: { b: { c: {} } } }'
    assert shown('[[[[1]]]]') == '[\n  [ [ [ 1 ] ] ]\n]'
    assert shown('[[[[[[[1]]]]]]]').find('[Array]') > 0


def test_columns():
    versions = '["1.0.0", "1.0.1", "1.1.0", "1.2.0", "10.0.0", "10.0.1-beta.1", "11.0.0"]'
    assert shown(versions) == (
        "[\n  '1.0.0',\n  '1.0.1',\n  '1.1.0',\n  '1.2.0',\n  '10.0.0',\n  '10.0.1-beta.1',\n  '11.0.0'\n]"
    )
    assert shown('[1, 2, 3, 40, 5, 6, 7]') == '[\n  1, 2, 3, 40,\n  5, 6, 7\n]'
