"""The page's status bar about `serve`."""

import re

from tests.machine.browser import Machine
from tests.machine.test_serve import text_of, write_all

PORT = 5304
BROKEN = 'export const good = 1\n\nexport const text = = "broken"\n'
LINE = 'const line = document.querySelector(".cm-activeLine"); return line !== null && line.textContent.includes("broken") && line.closest(".cm-focused") !== null'
FILES = {
    'bar/index.html': '<p id="text"></p><script type="module" src="/src/main.ts"></script>',
    'bar/src/part.ts': 'export const text: string = "one"\n',
    'bar/src/main.ts': """import { text } from './part'
const show = (value: { text: string }) => { document.querySelector('#text')!.textContent = value.text }
show({ text })
import.meta.hot?.accept('./part', (next: any) => show(next))
""",
}


def status_bar(machine: Machine) -> str:
    return machine.driver.execute_script('return document.querySelector("#statusbar").textContent')


def test_the_status_bar_says_what_a_save_came_to(machine: Machine) -> None:
    write_all(machine, FILES)
    machine.api(
        'window.heard = []; wc.on("dev-server", (status) => status.port === args[0] && window.heard.push(status.event))',
        PORT,
    )
    machine.type(f'serve --port {PORT} bar &\n')
    machine.wait_until(lambda: f'serve :{PORT}  watching' in status_bar(machine), 'the server', 30)
    machine.in_preview(PORT)
    try:
        machine.wait_until(lambda: text_of(machine, '#text') == 'one', 'the page', 30)
        machine.driver.switch_to.window(machine.driver.window_handles[0])
        machine.write_file('bar/src/part.ts', 'export const text: string = "seen"\n')
        machine.wait_until(
            lambda: re.search(rf'serve :{PORT} +built in \d+ ms, applied to \d pages? in \d+ ms', status_bar(machine)),
            'the times',
            20,
        )
        machine.write_file('bar/src/part.ts', BROKEN)
        machine.wait_until(lambda: 'error at line 3 of bar/src/part.ts' in status_bar(machine), 'the error', 20)
        machine.driver.execute_script(
            '[...document.querySelectorAll("#statusbar button")].find((each) => each.textContent === "bar/src/part.ts").click()'
        )
        machine.wait_until(lambda: machine.driver.execute_script(LINE), 'the line in the editor', 20)
        machine.write_file('bar/src/part.ts', 'export const text: string = "mended"\n')
        machine.wait_until(
            lambda: 'error' not in status_bar(machine) and 'applied to ' in status_bar(machine), 'the times again', 20
        )
        heard = machine.api('return window.heard')
        assert [event for event in heard if event != 'state'] == ['built', 'applied', 'error', 'built', 'applied']
    finally:
        machine.driver.switch_to.window(machine.driver.window_handles[-1])
        machine.leave_preview()


THROWS = {
    'throws/index.html': '<button id="go"></button><script type="module" src="/main.ts"></script>',
    'throws/main.ts': """interface Shape { size: number }
import { measure } from './measure'
document.querySelector('#go')!.addEventListener('click', () => measure({} as Shape))
""",
    'throws/measure.ts': """interface Inner { a: { b: number } }

export function measure(shape: unknown): number {
  const inner = shape as Inner      // broken below
  return inner.a.b
}
""",
}


def test_problems_of_a_page_lead_to_their_source(machine: Machine) -> None:
    def read(code: str) -> str:
        return machine.driver.execute_script(f'return {code}') or ''

    write_all(machine, THROWS)
    machine.type('serve --port 5314 throws &\n')
    machine.wait_for('localhost:5314')
    machine.in_preview(5314)
    machine.wait_until(
        lambda: machine.driver.execute_script(
            'const go = document.querySelector("#go"); go?.click(); return go !== null'
        ),
        'the page',
        30,
    )
    machine.driver.switch_to.window(machine.driver.window_handles[0])
    try:
        machine.wait_until(
            lambda: 'throws/measure.ts:5' in read('document.querySelector("#problem-list").textContent'),
            'the problem',
            20,
        )
        assert 'problem' in status_bar(machine)
        machine.driver.execute_script('document.querySelector(".problem-count").click()')
        machine.driver.execute_script(
            '[...document.querySelectorAll("#problem-list button")].find((each) => each.textContent.startsWith("throws/")).click()'
        )
        machine.wait_until(
            lambda: 'return inner.a.b' in read('document.querySelector(".cm-activeLine")?.textContent'),
            'the line in the editor',
            20,
        )
        machine.wait_until(
            lambda: read('document.querySelectorAll(".cm-lint-marker-error").length') == 1, 'the mark', 10
        )
        machine.write_file(
            'throws/measure.ts',
            'export const measure = (shape: unknown): number => Object.keys(shape as object).length\n',
        )
        machine.wait_until(
            lambda: 'throws/' not in read('document.querySelector("#problem-list").textContent'),
            'the end of the problem',
            20,
        )
        machine.wait_until(lambda: read('document.querySelector(".cm-lint-marker-error") === null'), 'no mark', 10)
    finally:
        machine.driver.switch_to.window(machine.driver.window_handles[-1])
        machine.leave_preview()


def test_the_status_bar_forgets_a_server_that_ended(machine: Machine) -> None:
    write_all(machine, {'short/index.html': 'short'})
    machine.api('window.short = await wc.spawn("serve", ["--port", "5303", "short"])')
    machine.wait_until(lambda: 'serve :5303' in status_bar(machine), 'the server', 20)
    machine.api('window.short.kill(); await window.short.exit')
    machine.wait_until(lambda: 'serve :5303' not in status_bar(machine), 'its end', 20)
