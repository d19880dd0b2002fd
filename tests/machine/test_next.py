"""The current Next.js with webpack: its development server, and its reaction to each save.

Only one page, the pane, shows it: Next announces the build of a new page to all pages and reloads those with an older
build; and it creates a page again every second if the page is shown while its socket still connects. Natively too."""

import json

import pytest

from tests.machine.browser import Machine
from tests.machine.test_pane import in_frame

PAGE = """\'use client\'
import { useState } from 'react'
import './page.css'
export default function Page() {
  const [count, setCount] = useState(0)
  return <main><h1>%s</h1><button onClick={() => setCount((count) => count + 1)}>count is {count}</button></main>
}
"""
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


def sees(machine: Machine, code: str, expected: str) -> None:
    machine.wait_until(lambda: expected in str(in_frame(machine, code)), f'{expected!r} in the page', LIMIT)


@pytest.fixture(scope='module')
def starter(machine: Machine) -> Machine:
    machine.api('await wc.fs.mkdir("next-app/app", {recursive: true})')
    for name, text in FILES.items():
        machine.write_file(f'next-app/{name}', text)
    said = machine.run('cd ~/project/next-app && export NEXT_TELEMETRY_DISABLED=1 && npm install 2>&1', timeout=LIMIT)
    assert machine.exit_code == 0 and 'added' in said, said
    return machine


def test_what_saves_do_to_the_page(starter: Machine) -> None:
    starter.type('npx next dev --webpack\n')
    starter.wait_for('Ready in', LIMIT)
    sees(starter, TITLE, 'Title one')
    sees(
        starter,
        f'const button = document.querySelector("button"); if (button?.textContent === "count is 0") button.click(); {COUNT}',
        'count is 1',
    )
    in_frame(starter, 'window.sameDocument = true')
    for title, colour in [('Title two', 'rgb(0, 0, 255)'), ('Title three', 'rgb(0, 128, 0)')]:
        starter.write_file('next-app/app/page.jsx', PAGE % title)
        sees(starter, TITLE, title)
        starter.write_file('next-app/app/page.css', f'h1 {{ color: {colour} }}\n')
        sees(starter, COLOUR, colour)
        assert in_frame(starter, COUNT) == 'count is 1'
        assert in_frame(starter, 'return window.sameDocument') is True
    starter.write_file('next-app/app/page.jsx', (PAGE % 'Title four').replace('</h1>', '</h1'))
    sees(starter, OVERLAY, 'page.jsx')
    starter.control('c')
    starter.wait_for_prompt()
