"""What a module imports and accepts, regardless of strings, comments, templates and regular expressions in between."""

from __future__ import annotations

from runtime_py.devserver.code_mask import mask
from runtime_py.devserver.import_analysis import analyse, bindings_of


def specifiers(source: str) -> list[str]:
    return [f'{each.kind} {each.specifier}' for each in analyse(source).imports]


def test_declarations() -> None:
    assert specifiers(
        'import a from "./a"\nimport {b, c as d} from \'./b\';import "./c";import e, * as f from "f"'
    ) == ['static ./a', 'static ./b', 'static ./c', 'static f']
    assert specifiers('import"./a"\nimport b from"./b"') == ['static ./a', 'static ./b']
    assert specifiers('import {\n  a,\n  b\n} from "./many"') == ['static ./many']


def test_exports_of_others() -> None:
    assert specifiers(
        'export * from "./a"; export * as b from "./b"; export {c, d as e} from "./c"; export {x}; export const y = 1'
    ) == ['reexport ./a', 'reexport ./b', 'reexport ./c']


def test_calls() -> None:
    assert specifiers('const a = () => import("./a"); import(`./b`); import(name); import(`./${c}`)') == [
        'dynamic ./a',
        'dynamic ./b',
        'dynamic None',
        'dynamic None',
    ]


def test_what_is_no_import() -> None:
    assert (
        specifiers(
            '// import "./a"\n/* import "./b" */ const s = \'import "./c"\', t = `import "./d"`; x.import("./e"); const imported = 1'
        )
        == []
    )
    assert specifiers('const re = /import "x"/, q = a / b; import("./y") / 2') == ['dynamic ./y']
    assert specifiers('if (x) /import("a")/.test(y)\nimport("./z")') == ['dynamic ./z']
    assert specifiers('const o = `${`${import("./deep")}`} import("./no")`') == ['dynamic ./deep']


def test_acceptance() -> None:
    assert analyse('import.meta.hot.accept()').accepts_itself
    assert analyse('import.meta.hot?.accept((m) => m)').accepts_itself
    found = analyse('import.meta.hot.accept("./a", f); import.meta.hot.accept(["./b", "./c"], g)')
    assert [each.specifier for each in found.accepted] == ['./a', './b', './c']
    assert not found.accepts_itself
    assert analyse('import.meta.hot.acceptExports(["x"], f)').accepted_exports == ['x']
    assert not analyse('// import.meta.hot.accept()\nimport.meta.url').accepts_itself


def test_what_is_used_of_meta() -> None:
    found = analyse('console.log(import.meta.env.MODE, "import.meta.hot")')
    assert found.uses_env
    assert not found.uses_hot


def test_the_mask_is_as_long_as_the_source() -> None:
    for source in [
        '"a\\"b" + c',
        'a /* \n */ b',
        '`a${b}c`',
        '/[/"]/g + 1',
        "'unterminated",
        '`open',
        'x = {a: 1} / 2',
        'a++ / "b"',
    ]:
        assert len(mask(source)) == len(source)
        assert mask(source).count('\n') == source.count('\n')


def test_bindings() -> None:
    assert bindings_of('a, {b, c as d}') == [['b', 'b'], ['c', 'd'], ['default', 'a']]
    assert bindings_of('* as all') == [['*', 'all']]
