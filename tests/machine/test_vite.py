"""Today's Vite with React, as users start it: `npm create vite@latest`, a build and its preview, the development
server, and the effect of each save."""

import re
from collections.abc import Iterator

import pytest

from tests.machine.browser import Machine

APP = """import { useState } from 'react'
import './App.css'
export default function App() {
  const [count, setCount] = useState(0)
  return <main><h1>%s</h1><button onClick={() => setCount((count) => count + 1)}>count is {count}</button></main>
}
"""
STYLE = 'h1 { color: %s }\n'
TITLE = 'return document.querySelector("h1")?.textContent'
COUNT = 'return document.querySelector("button")?.textContent'
COLOUR = 'return getComputedStyle(document.querySelector("h1")).color'
OVERLAY = 'return document.querySelector("vite-error-overlay")?.shadowRoot.textContent ?? ""'
LIMIT = 60.0


def sees(machine: Machine, code: str, expected: str) -> None:
    def look() -> bool:
        return expected in str(machine.driver.execute_script(code))

    machine.wait_until(look, f'{expected!r} in the page', LIMIT)


def save(machine: Machine, file: str, text: str) -> None:
    """From the machine's own tab; afterwards switches back to the preview."""
    windows = machine.driver.window_handles
    machine.driver.switch_to.window(windows[0])
    machine.write_file(f'vite-app/{file}', text)
    machine.driver.switch_to.window(windows[-1])
    machine.wait_until(machine._enter_frame, 'the preview', LIMIT)


def status_says(machine: Machine, pattern: str) -> None:
    """The status bar of the machine's own tab."""
    windows = machine.driver.window_handles
    machine.driver.switch_to.window(windows[0])
    machine.wait_until(
        lambda: re.search(pattern, machine.driver.find_element('id', 'statusbar').text),
        f'{pattern} in the status bar',
        LIMIT,
    )
    machine.driver.switch_to.window(windows[-1])
    machine.wait_until(machine._enter_frame, 'the preview', LIMIT)


@pytest.fixture(scope='module')
def starter(machine: Machine) -> Machine:
    said = machine.run(
        'cd ~/project && npm create -y vite@latest vite-app -- --no-interactive --template react-ts 2>&1', timeout=120
    )
    assert machine.exit_code == 0, said
    said = machine.run('cd vite-app && npm install 2>&1', timeout=180)
    assert machine.exit_code == 0 and 'added' in said, said
    machine.write_file('vite-app/src/App.tsx', APP % 'Title one')
    machine.write_file('vite-app/src/App.css', STYLE % 'red')
    return machine


@pytest.fixture
def served(starter: Machine) -> Iterator[Machine]:
    """In the first page of `npm run dev`, which ends with the test."""
    starter.type('npm run dev\n')
    starter.wait_for('Local:', LIMIT)
    starter.in_preview(5173)
    sees(starter, TITLE, 'Title one')
    yield starter
    starter.leave_preview()
    starter.control('c')
    starter.wait_for_prompt()


def test_a_build_and_its_preview(starter: Machine) -> None:
    said = starter.run('npm run build 2>&1', timeout=120)
    assert starter.exit_code == 0 and 'built in' in said, said
    starter.type('npm run preview\n')
    starter.wait_for('4173', LIMIT)
    starter.in_preview(4173)
    sees(starter, TITLE, 'Title one')
    sees(starter, COLOUR, 'rgb(255, 0, 0)')
    starter.leave_preview()
    starter.control('c')
    starter.wait_for_prompt()


def test_what_saves_do_to_the_page(served: Machine) -> None:
    driver = served.driver
    driver.execute_script('window.sameDocument = true; document.querySelector("button").click()')
    sees(served, COUNT, 'count is 1')
    save(served, 'src/App.tsx', APP % 'Title two')
    sees(served, TITLE, 'Title two')
    assert driver.execute_script(COUNT) == 'count is 1'
    status_says(served, r'vite :5173\s+built in \d+ ms, sent to \d pages?')
    save(served, 'src/App.css', STYLE % 'blue')
    sees(served, COLOUR, 'rgb(0, 0, 255)')
    save(served, 'src/App.tsx', (APP % 'Title three').replace('<h1>', '<h1'))
    sees(served, OVERLAY, 'App.tsx')
    status_says(served, 'error at line 5 of vite-app/src/App.tsx')
    save(served, 'src/App.tsx', APP % 'Title four')
    sees(served, TITLE, 'Title four')
    assert driver.execute_script(OVERLAY) == ''
    assert driver.execute_script(COUNT) == 'count is 1'
    assert driver.execute_script('return window.sameDocument') is True
