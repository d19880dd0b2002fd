"""`process.env.NODE_ENV` becomes its value if `process` is the global, and nothing else changes."""

from __future__ import annotations

from runtime_py.devserver.node_env import node_env_edits
from runtime_py.devserver.text_edits import apply

ASKED = 'process.env.NODE_ENV'


def replaced(source: str) -> str:
    return apply(source, node_env_edits(source, '"dev"'))


def test_every_way_to_ask() -> None:
    for source in [
        ASKED,
        'process.env["NODE_ENV"]',
        "process.env['NODE_ENV']",
        'process?.env?.NODE_ENV',
        'process . env\n  .NODE_ENV',
        'globalThis.process.env.NODE_ENV',
        'global.process.env.NODE_ENV',
        'process.env?.["NODE_ENV"]',
    ]:
        assert replaced(f'f({source})') == 'f("dev")'
        assert replaced(source) == '"dev"'
    assert (
        replaced(f'if (typeof process !== "undefined" && {ASKED} === "production") a()')
        == 'if (typeof process !== "undefined" && "dev" === "production") a()'
    )
    assert (
        replaced(f'const all = [...{ASKED}], o = {{a: {ASKED}, ...{ASKED}}}')
        == 'const all = [..."dev"], o = {a: "dev", ..."dev"}'
    )
    assert replaced(f'const t = `a ${{{ASKED}}} {ASKED}`') == f'const t = `a ${{"dev"}} {ASKED}`'


def test_what_is_no_code_stays() -> None:
    for source in [
        f'"see {ASKED} there"',
        f"'a {ASKED}'",
        f'`{ASKED}`',
        f'// {ASKED}',
        f'/* {ASKED} */',
        f'x = /{ASKED}/.test(y)',
        '"a\\" + process.env.NODE_ENV + \\"b"',
    ]:
        assert replaced(source) == source


def test_other_names_stay() -> None:
    for source in [
        'process.env.NODE_ENVIRONMENT',
        'x.process.env.NODE_ENV',
        'preprocess.env.NODE_ENV',
        '$process.env.NODE_ENV',
        'process.env["NODE_XXX"]',
        'x?.process.env.NODE_ENV',
        'process.env.MODE',
    ]:
        assert replaced(source) == source


def test_an_assignment_stays() -> None:
    assert replaced(f'{ASKED} = "x"; f({ASKED} == "x")') == f'{ASKED} = "x"; f("dev" == "x")'


def test_a_process_of_the_module_s_own_stays() -> None:
    for source in [
        f'import process from "./p"; f({ASKED})',
        f'import {{process}} from "./p"; f({ASKED})',
        f'import * as process from "p"\nf({ASKED})',
        f'import a, {{b as process}} from "p"\nf({ASKED})',
        f'import process, {{b}} from "p"\nf({ASKED})',
        f'const process = {{env: {{}}}}; f({ASKED})',
        f'let a = 1, process = 2; f({ASKED})',
        f'let a, process; f({ASKED})',
        f'const {{process}} = x; f({ASKED})',
        f'const {{a: {{process}}}} = x; f({ASKED})',
        f'function process() {{}}\nf({ASKED})',
    ]:
        assert replaced(source) == source


def test_a_process_of_a_function_is_left_alone_there_only() -> None:
    for head in [
        'function a(process) {',
        'function a(x, {process}) {',
        'const a = (process) => {',
        'const a = process => {',
        'try {} catch (process) {',
        'class A { m(process, x) {',
        'for (const process of all) {',
        'for (const {process} of all) {',
        '{ const process = b;',
        'function a(x, process = 1) {',
        'function a([x, process]) {',
    ]:
        tail = '}}' if head.startswith('class') else '}'
        assert replaced(f'{head} g({ASKED}) {tail}\nf({ASKED})') == f'{head} g({ASKED}) {tail}\nf("dev")'
    assert replaced(f'const a = [process => {ASKED}, {ASKED}]') == f'const a = [process => {ASKED}, {ASKED}]'


def test_a_process_that_is_read_or_a_key_hides_nothing() -> None:
    for before in [
        'f(process)',
        'if (process) {}',
        'x = {process: 1}',
        'class A { process() {} }',
        'x.process = 1',
        'f({process})',
        'g(process.argv, process["title"])',
        'f(x, process)',
        'export {x as process}',
        'const x = 2 * process.pid',
    ]:
        assert replaced(f'{before}\nf({ASKED})') == f'{before}\nf("dev")'
