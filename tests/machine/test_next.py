"""Today's Next.js with webpack: its development server, and what it does at each save."""
import json

import pytest

from tests.machine.browser import Machine

PAGE = '''\'use client\'
import { useState } from 'react'
import './page.css'
export default function Page() {
  const [count, setCount] = useState(0)
  return <main><h1>%s</h1><button onClick={() => setCount((count) => count + 1)}>count is {count}</button></main>
}
'''
FILES = {
    'package.json': json.dumps({'dependencies': {'next': '16.4.3', 'react': '19.3.1', 'react-dom': '19.3.1'}}),
    'app/layout.jsx': 'export default function Layout({children}) { return <html><body>{children}</body></html> }\n',
    'app/page.jsx': PAGE % 'Title one',
    'app/page.css': 'h1 { color: red }\n',
}
TITLE = 'return document.querySelector("h1")?.textContent ?? ""'
COUNT = 'return document.querySelector("button")?.textContent ?? ""'
COLOUR = 'return document.querySelector("h1") ? getComputedStyle(document.querySelector("h1")).color : ""'
OVERLAY = 'return [...document.querySelectorAll("nextjs-portal")].map((portal) => portal.shadowRoot.textContent).join()'
LIMIT = 120.0


def sees(machine: Machine, code: str, expected: str, first: str = '') -> None:
    """`first`: what to do in the page before each look."""
    def look() -> bool:
        machine.driver.execute_script(first)
        return expected in str(machine.driver.execute_script(code))
    machine.wait_until(look, f'{expected!r} in the page', LIMIT)


def save(machine: Machine, file: str, text: str) -> None:
    """From the machine's own tab; afterwards we look into the preview again."""
    windows = machine.driver.window_handles
    machine.driver.switch_to.window(windows[0])
    machine.write_file(f'next-app/{file}', text)
    machine.driver.switch_to.window(windows[-1])
    machine.wait_until(machine._enter_frame, 'the preview', LIMIT)


@pytest.fixture(scope='module')
def starter(machine: Machine) -> Machine:
    machine.api('await wc.fs.mkdir("next-app/app", {recursive: true})')
    for name, text in FILES.items():
        machine.write_file(f'next-app/{name}', text)
    said = machine.run('cd ~/project/next-app && export NEXT_TELEMETRY_DISABLED=1 && npm install 2>&1', timeout=LIMIT)
    assert machine.exit_code == 0 and 'added' in said, said
    return machine


def test_what_saves_do_to_the_page(starter: Machine) -> None:
    driver = starter.driver
    starter.type('npx next dev --webpack\n')
    starter.wait_for('Ready in', LIMIT)
    starter.in_preview(3000, timeout=LIMIT)
    sees(starter, TITLE, 'Title one')
    sees(starter, COUNT, 'count is 1', 'const button = document.querySelector("button"); if (button?.textContent === "count is 0") button.click()')
    driver.execute_script('window.sameDocument = true')
    save(starter, 'app/page.jsx', PAGE % 'Title two')
    sees(starter, TITLE, 'Title two')
    assert driver.execute_script(COUNT) == 'count is 1'
    save(starter, 'app/page.css', 'h1 { color: blue }\n')
    sees(starter, COLOUR, 'rgb(0, 0, 255)')
    assert driver.execute_script('return window.sameDocument') is True
    save(starter, 'app/page.jsx', (PAGE % 'Title three').replace('</h1>', '</h1'))
    sees(starter, OVERLAY, 'page.jsx')
    starter.leave_preview()
    starter.control('c')
    starter.wait_for_prompt()
