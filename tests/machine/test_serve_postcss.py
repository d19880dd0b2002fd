"""`serve` runs the project's PostCSS: sheets are joined first, a file that a plugin reads changes the sheet, and a build
uses the same plugins."""

from collections.abc import Iterator

import pytest

from tests.machine.browser import Machine
from tests.machine.test_serve import color_of, edit, overlay, text_of, write_all

PORT = 5305
FILES = {
    'pc/package.json': '{"name": "pc", "type": "module", "devDependencies": {"postcss": "8.5.6", "postcss-nested": "7.0.2"}}',
    'pc/index.html': '<!doctype html><p id="a">one</p><p id="b" class="b">two</p><script type="module" src="/main.js"></script>',
    'pc/main.js': 'import "./app.css"; import {text} from "./text.js"; window.loaded = Math.random()\n'
    'const show = (value) => { document.querySelector("#a").textContent = value }; show(text)\n'
    'import.meta.hot?.accept("./text.js", (next) => show(next.text))\n',
    'pc/text.js': 'export const text = "rgb(1, 2, 3)"\n',
    'pc/app.css': '@import "./part.css";\n#a { color: from-file }\n',
    'pc/part.css': 'p { &.b { color: rgb(4, 5, 6) } }\n',
    'pc/colour.js': """import { readFileSync } from 'node:fs'
export default () => ({postcssPlugin: 'colour', Once(root, {result}) {
  const file = new URL('./text.js', import.meta.url).pathname
  const colour = /"(.*)"/.exec(readFileSync(file, 'utf8'))[1]
  root.walkDecls((decl) => { decl.value = decl.value.replace('from-file', colour) })
  result.messages.push({type: 'dependency', plugin: 'colour', file})
}})
""",
    'pc/postcss.config.js': 'import nested from "postcss-nested"\nimport colour from "./colour.js"\nexport default {plugins: [nested, colour()]}\n',
}


@pytest.fixture(scope='module')
def served(machine: Machine) -> Machine:
    write_all(machine, FILES)
    said = machine.run('cd ~/project/pc && npm install 2>&1; cd ~/project', timeout=90)
    assert 'added' in said, said
    machine.type(f'serve --port {PORT} pc &\n')
    machine.wait_for(f'localhost:{PORT}')
    return machine


@pytest.fixture
def page(served: Machine) -> Iterator[Machine]:
    served.in_preview(PORT)
    try:
        served.wait_until(lambda: color_of(served, '#a') == 'rgb(1, 2, 3)', 'the style', 60)
        yield served
    finally:
        served.leave_preview()


def test_plugins_see_one_sheet_and_the_files_they_read_change_it(page: Machine) -> None:
    assert color_of(page, '#b') == 'rgb(4, 5, 6)'
    loaded = page.driver.execute_script('return window.loaded')
    edit(page, 'pc/part.css', 'p { &.b { color: rgb(7, 8, 9) } }\n')
    page.wait_until(lambda: color_of(page, '#b') == 'rgb(7, 8, 9)', 'an imported sheet', 20)
    edit(page, 'pc/text.js', 'export const text = "rgb(3, 2, 1)"\n')
    page.wait_until(lambda: color_of(page, '#a') == 'rgb(3, 2, 1)', 'a file that a plugin reads', 20)
    page.wait_until(lambda: text_of(page, '#a') == 'rgb(3, 2, 1)', 'its module', 20)
    edit(page, 'pc/app.css', '@import "./part.css";\n#a { color red }\n')
    page.wait_until(lambda: 'app.css:2' in overlay(page), 'the overlay', 20)
    edit(page, 'pc/app.css', '@import "./part.css";\n#a { color: rgb(9, 9, 9) }\n')
    page.wait_until(lambda: color_of(page, '#a') == 'rgb(9, 9, 9)' and overlay(page) == '', 'recovery', 20)
    assert page.driver.execute_script('return window.loaded') == loaded


def test_a_build_uses_the_same_plugins(served: Machine) -> None:
    said = served.run('serve --build pc 2>&1 && cat pc/dist/assets/*.css', timeout=90)
    assert '#090909' in said, said
    assert 'p.b' in said, said
