"""Modules for files that aren't JavaScript."""

from __future__ import annotations

from runtime_py.devserver.generated import (
    hot_header,
    is_export_name,
    json_module,
    names_of_css_module,
    script_text,
    style_module,
    value_module,
    worker_module,
)
from runtime_py.platform.maps import Map
from tests.support import raises


def test_names_that_can_be_exported() -> None:
    for name in ['a', '$', '_x', 'A9', 'of', 'async']:
        assert is_export_name(name)
    for name in ['', '9a', 'a-b', 'a b', 'default', 'let', 'await', 'eval', 'é', 'null', 'a\n']:
        assert not is_export_name(name)


def test_json_exports_its_members() -> None:
    assert json_module('{"a": 1, "in": {"b": [2]}, "x-y": null}') == (
        'export const a = 1;\nexport default {a, "in": {"b":[2]}, "x-y": null};\n'
    )


def test_json_that_is_no_object() -> None:
    assert [json_module(text) for text in ['[1, "a"]', '"a"', 'null', '0', 'true']] == [
        'export default [1,"a"];\n',
        'export default "a";\n',
        'export default null;\n',
        'export default 0;\n',
        'export default true;\n',
    ]
    assert json_module('{}') == 'export default {};\n'


def test_broken_json() -> None:
    for text in ['', '{', '{"a": }', "{'a': 1}", '[1,]', '{} {}']:
        with raises(ValueError):
            json_module(text)


def test_a_text_does_not_end_the_script_that_holds_it() -> None:
    assert script_text('a"\\\n') == '"a\\"\\\\\\n"'
    assert script_text('</script><!--') == '"<\\/script><!--"'
    assert script_text('\u2028\u2029') == '"\\u2028\\u2029"'
    assert value_module('</style>') == 'export default "<\\/style>";\n'


def test_a_sheet_accepts_its_own_updates() -> None:
    text = style_module('/a.css', 'p {}', None)
    assert text.startswith(hot_header('/a.css'))
    assert '__updateStyle("/a.css", "p {}");' in text
    assert 'import.meta.hot.accept();' in text
    assert 'import.meta.hot.prune(() => __removeStyle("/a.css"));' in text


def test_a_css_module_exports_names_and_leaves_updates_to_its_importers() -> None:
    names: Map[str, str] = Map([['box', '_box_1'], ['a-b', '_a-b_2'], ['default', '_default_3']])
    text = style_module('/a.module.css', '._box_1 {}', names)
    assert 'import.meta.hot.accept()' not in text
    assert 'import.meta.hot.prune(' in text
    assert text.endswith(names_of_css_module(names) + '\n')
    assert names_of_css_module(names) == (
        'export const box = "_box_1";\nexport default {"box":"_box_1","a-b":"_a-b_2","default":"_default_3"};'
    )


def test_a_worker_is_a_module() -> None:
    text = worker_module('/w.ts?worker_file', 'SharedWorker')
    assert 'new SharedWorker("/w.ts?worker_file", {type: "module", name: options?.name})' in text
