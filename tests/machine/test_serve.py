"""`serve`, our own dev server: a plain folder, and a React app whose packages are fetched on demand."""

from collections.abc import Iterator

import pytest

from tests.machine.browser import Machine

PLAIN = 5301
REACT = 5302

PLAIN_FILES = {
    'plain/index.html': '<!doctype html><html><head><link rel="stylesheet" href="/linked.css"></head><body><p id="text"></p><p id="env"></p><p id="names"></p>'
    '<script type="module" src="/src/main.ts"></script></body></html>',
    'plain/linked.css': '#env { color: rgb(1, 2, 3) }',
    'plain/.env': 'VITE_TITLE=from the env file\nSECRET=hidden\n',
    'plain/data.json': '{"name": "data", "with-dash": 1}',
    'plain/public/robots.txt': 'User-agent: *\n',
    'plain/src/pages/a.ts': 'export const title: string = "a"\n',
    'plain/src/pages/b.ts': 'export const title: string = "b"\n',
    'plain/src/box.module.css': '.box { color: rgb(7, 8, 9) }',
    'plain/src/style.css': '#text { color: rgb(10, 20, 30); background: url(./dot.svg) }',
    'plain/src/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"></svg>',
    'plain/src/worker.ts': 'import { double } from "./double"\nonmessage = (event: MessageEvent<number>) => postMessage(double(event.data))\n',
    'plain/src/double.ts': 'export const double = (value: number): number => value * 2\n',
    'plain/src/part.ts': 'export const text: string = "one"\n',
    'plain/src/main.ts': """import './style.css'
import box from './box.module.css'
import { text } from './part'
import data from '../data.json'
import dot from './dot.svg'
interface Shown { text: string }
const show = (value: Shown) => { document.querySelector('#text')!.textContent = value.text }
show({ text })
document.querySelector('#env')!.textContent = import.meta.env.VITE_TITLE + ' ' + import.meta.env.DEV + ' ' + import.meta.env.SECRET
document.querySelector('#names')!.className = box.box
const pages = import.meta.glob('./pages/*.ts', { eager: true }) as Record<string, { title: string }>
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
worker.onmessage = (event) => Object.assign(window, { doubled: event.data })
worker.postMessage(21)
Object.assign(window, { loaded: Math.random(), data, dot, titles: Object.values(pages).map((page) => page.title).join() })
import.meta.hot?.accept('./part', (next: any) => show(next))
""",
}

APP = """import { useState } from 'react'
export default function App() {
  const [count, setCount] = useState<number>(0)
  return <button id="button" onClick={() => setCount(count + 1)}>first {count}</button>
}
"""
REACT_FILES = {
    'app/package.json': '{"name": "app", "dependencies": {"react": "19.2.0", "react-dom": "19.2.0"}}',
    'app/index.html': '<!doctype html><div id="root"></div><script type="module" src="/src/main.tsx"></script>',
    'app/src/main.tsx': "import { createRoot } from 'react-dom/client'\nimport App from './App'\ncreateRoot(document.getElementById('root')!).render(<App />)\n",
    'app/src/App.tsx': APP,
}


def write_all(machine: Machine, files: dict[str, str]) -> None:
    for path, text in files.items():
        machine.api('await wc.fs.mkdir(args[0], {recursive: true})', path.rpartition('/')[0])
        machine.write_file(path, text)


def edit(machine: Machine, path: str, text: str) -> None:
    """From inside the preview, which is in a tab of its own: the machine's page writes, and the frame is entered
    again."""
    driver = machine.driver
    tab = driver.current_window_handle
    driver.switch_to.window(driver.window_handles[0])
    machine.write_file(path, text)
    driver.switch_to.window(tab)
    machine._enter_frame()


def fetched(machine: Machine, path: str) -> list:
    return machine.driver.execute_async_script(
        'const done = arguments[1]; fetch(arguments[0]).then(async (r) => done([r.status, await r.text()]), (e) => done([0, String(e)]))',
        path,
    )


def text_of(machine: Machine, selector: str) -> str:
    return machine.driver.execute_script('return document.querySelector(arguments[0])?.textContent ?? ""', selector)


def color_of(machine: Machine, selector: str) -> str:
    return machine.driver.execute_script(
        'const e = document.querySelector(arguments[0]); return e ? getComputedStyle(e).color : ""', selector
    )


def overlay(machine: Machine) -> str:
    return machine.driver.execute_script(
        'return document.querySelector("terrarium-error-overlay")?.shadowRoot.textContent ?? ""'
    )


@pytest.fixture(scope='module')
def served(machine: Machine) -> Machine:
    write_all(machine, PLAIN_FILES)
    machine.type(f'serve --port {PLAIN} plain &\n')
    machine.wait_for(f'localhost:{PLAIN}')
    return machine


@pytest.fixture
def plain(served: Machine) -> Iterator[Machine]:
    """Inside the served page."""
    served.in_preview(PLAIN)
    try:
        served.wait_until(lambda: text_of(served, '#text') != '', 'the page', 30)
        yield served
    finally:
        served.leave_preview()


def test_a_plain_folder(plain: Machine) -> None:
    read = plain.driver.execute_script
    assert text_of(plain, '#env') == 'from the env file true undefined'
    assert color_of(plain, '#env') == 'rgb(1, 2, 3)'
    assert color_of(plain, '#text') == 'rgb(10, 20, 30)'
    assert color_of(plain, '#names') == 'rgb(7, 8, 9)'
    assert read('return [window.data.name, window.dot, window.titles]') == ['data', '/src/dot.svg', 'a,b']
    plain.wait_until(lambda: read('return window.doubled') == 42, 'the worker', 10)
    assert fetched(plain, '/robots.txt') == [200, 'User-agent: *\n']
    assert fetched(plain, '/.env')[0] == 403


def test_updates_without_a_reload(plain: Machine) -> None:
    loaded = plain.driver.execute_script('return window.loaded')
    edit(plain, 'plain/src/part.ts', 'export const text: string = "two"\n')
    plain.wait_until(lambda: text_of(plain, '#text') == 'two', 'an accepted dependency', 20)
    edit(plain, 'plain/src/style.css', '#text { color: rgb(11, 22, 33) }')
    plain.wait_until(lambda: color_of(plain, '#text') == 'rgb(11, 22, 33)', 'an imported sheet', 20)
    edit(plain, 'plain/linked.css', '#env { color: rgb(4, 5, 6) }')
    plain.wait_until(lambda: color_of(plain, '#env') == 'rgb(4, 5, 6)', 'a linked sheet', 20)
    assert plain.driver.execute_script('return window.loaded') == loaded


def test_error_and_recovery(plain: Machine) -> None:
    loaded = plain.driver.execute_script('return window.loaded')
    edit(plain, 'plain/src/part.ts', 'export const good = 1\nexport const text = = "broken"\n')
    plain.wait_until(lambda: 'part.ts:2' in overlay(plain), 'the overlay', 20)
    assert '^' in overlay(plain)
    edit(plain, 'plain/src/part.ts', 'export const text: string = "three"\n')
    plain.wait_until(lambda: text_of(plain, '#text') == 'three' and overlay(plain) == '', 'recovery', 20)
    assert plain.driver.execute_script('return window.loaded') == loaded


def test_a_module_that_nobody_accepts_loads_the_page_again(plain: Machine) -> None:
    loaded = plain.driver.execute_script('return window.loaded')
    edit(plain, 'plain/src/pages/a.ts', 'export const title: string = "A"\n')
    plain.wait_until(lambda: plain.driver.execute_script('return window.titles') == 'A,b', 'the new page', 20)
    assert plain.driver.execute_script('return window.loaded') != loaded


def test_a_closed_tab_is_not_waited_for(plain: Machine) -> None:
    driver = plain.driver
    tab = driver.current_window_handle

    def pages_after(text: str) -> int:
        """How many pages have the edit, including the pane in the machine's page."""
        driver.switch_to.window(driver.window_handles[0])
        plain.api('window.applied = []')
        plain.write_file('plain/src/part.ts', f'export const text: string = "{text}"\n')
        return plain.wait_until(lambda: plain.api('return window.applied[0]'), 'the confirmation', 9)

    driver.switch_to.window(driver.window_handles[0])
    plain.api(
        'wc.on("dev-server", (status) => status.port === args[0] && status.event === "applied" && window.applied.push(status.detail.pages))',
        PLAIN,
    )
    before = pages_after('four')
    plain.in_preview(PLAIN)
    plain.wait_until(lambda: text_of(plain, '#text') == 'four', 'the page', 30)
    driver.execute_script('window.left = true; location.reload()')
    plain.wait_until(
        lambda: driver.execute_script('return window.left === undefined && window.loaded > 0'), 'the page again', 30
    )
    other = driver.current_window_handle
    assert pages_after('five') == before + 1
    driver.switch_to.window(other)
    plain.leave_preview()
    assert pages_after('six') == before
    driver.switch_to.window(tab)
    plain._enter_frame()
    assert text_of(plain, '#text') == 'six'


def test_react_keeps_its_state(machine: Machine) -> None:
    write_all(machine, REACT_FILES)
    machine.type(f'serve --port {REACT} app &\n')
    machine.wait_for(f'localhost:{REACT}')
    machine.in_preview(REACT, timeout=60)
    try:
        machine.wait_until(lambda: text_of(machine, '#button') == 'first 0', 'React', 60)
        machine.driver.execute_script('document.querySelector("#button").click(); window.kept = true')
        machine.wait_until(lambda: text_of(machine, '#button') == 'first 1', 'the click', 10)
        edit(machine, 'app/src/App.tsx', APP.replace('first', 'second'))
        machine.wait_until(lambda: text_of(machine, '#button') == 'second 1', 'Fast Refresh', 20)
        assert machine.driver.execute_script('return window.kept') is True
    finally:
        machine.leave_preview()
