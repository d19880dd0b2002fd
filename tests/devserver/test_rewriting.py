"""Specifiers become URLs; imports of CommonJS become constants."""

from __future__ import annotations

from runtime_py.devserver.import_analysis import analyse
from runtime_py.devserver.rewriting import Target, imported_names, rewrite_import
from runtime_py.devserver.text_edits import Edit, apply

SPACE = '((m) => m?.__esModule ? m : {...(typeof m === "object" && !Array.isArray(m) || typeof m === "function" ? m : {}), default: m})'


def rewritten(source: str, interop: bool) -> str:
    edits: list[Edit] = []
    for found in analyse(source).imports:
        edits.append(rewrite_import(found, Target('/x', interop), len(edits), source))
    return apply(source, edits)


def test_a_module_keeps_its_statements() -> None:
    for before, after in [
        ["import a from 'm'", "import a from '/x'"],
        ['import {b as c, d} from "m"', 'import {b as c, d} from "/x"'],
        ['export * from "m"', 'export * from "/x"'],
        ['import("m")', 'import("/x")'],
        ['import "m"', 'import "/x"'],
    ]:
        assert rewritten(before, False) == after


def test_imports_of_commonjs() -> None:
    head = 'import __cjs_0 from "/x";'
    assert rewritten('import {b, c as d} from "m"', True) == (f'{head} const b = __cjs_0["b"]; const d = __cjs_0["c"];')
    assert rewritten('import a from "m"', True) == f'{head} const a = __cjs_0?.__esModule ? __cjs_0.default : __cjs_0;'
    assert rewritten('import * as n from "m"', True) == f'{head} const n = {SPACE}(__cjs_0);'
    assert rewritten('import "m"', True) == 'import "/x"'


def test_several_imports_get_names_of_their_own() -> None:
    made = rewritten('import {a} from "m"; import {b} from "m"', True)
    assert 'const a = __cjs_0["a"];' in made and 'const b = __cjs_1["b"];' in made


def test_exports_from_commonjs() -> None:
    assert rewritten('export {a, default as b} from "m"', True) == (
        'import __cjs_0 from "/x"; const __cjs_0_0 = __cjs_0["a"]; '
        'const __cjs_0_1 = __cjs_0?.__esModule ? __cjs_0.default : __cjs_0; export {__cjs_0_0 as a, __cjs_0_1 as b};'
    )
    for clause, name in [['* as n', 'n'], ['*as n ', 'n'], ['*  as  default', 'default'], ['* as "a b"', '"a b"']]:
        assert rewritten(f'export {clause} from "m"', True) == (
            f'import __cjs_0 from "/x"; const __cjs_0_0 = {SPACE}(__cjs_0); export {{__cjs_0_0 as {name}}};'
        )
    assert 'export {__cjs_0_0 as "a-b"};' in rewritten('export {a as "a-b"} from "m"', True)
    assert rewritten('export * from "m"', True) == 'export * from "/x";'


def test_a_dynamic_import_of_commonjs() -> None:
    assert rewritten('const a = await import("m")', True) == (
        f'const a = await import("/x").then(({{default: m}}) => {SPACE}(m))'
    )


def test_lines_keep_their_numbers() -> None:
    for source in ['import {\n  a,\n  b\n} from "m"\nlast', 'export {\n  a\n} from "m"\nlast', 'import(\n"m"\n)\nlast']:
        made = rewritten(source, True)
        assert made.count('\n') == source.count('\n')
        assert made.endswith('\nlast')


def test_which_names_an_import_uses() -> None:
    found = [
        imported_names(analyse(source).imports[0])
        for source in [
            'import {a as b, c} from "m"',
            'import d from "m"',
            'import "m"',
            'import * as n from "m"',
            'export {a as b} from "m"',
            'export * from "m"',
            'import("m")',
        ]
    ]
    assert found == [['a', 'c'], ['default'], [], None, ['a'], None, None]
