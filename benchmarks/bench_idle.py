"""The cost of an idle open page: percent of a core over a minute, with the shell at its prompt and the terminal
focused, then with the focus in the editor; `other` is the same browser with an empty page."""

import time

from selenium.webdriver.common.by import By

from benchmarks.context import Context
from benchmarks.cpu_time import share_of_core
from benchmarks.row import Row
from tests.machine.browser import Browser, Machine

SECONDS = 60
SETTLE = 30  # compilers and collectors are done with the boot
BAR = 1.0
OPEN_FILE = """
const row = [...document.querySelectorAll('.tree-row')].find((each) => each.textContent === 'idle.txt')
row?.click()
const editor = document.querySelector('.cm-content')
editor?.focus()
return row && document.activeElement === editor
"""


def run(context: Context) -> list[Row]:
    browser = Browser()
    try:
        # without chromedriver's own work
        root = browser.driver.capabilities['goog:processID']
        time.sleep(SETTLE)
        empty = share_of_core(root, SECONDS)
        machine = Machine(browser, context.server).open()
        machine.run('echo hello > idle.txt')
        machine.driver.find_element(By.CSS_SELECTOR, '.xterm-helper-textarea').click()
        time.sleep(SETTLE)
        terminal = share_of_core(root, SECONDS)
        machine.wait_until(lambda: machine.driver.execute_script(OPEN_FILE), 'the focus in the editor', 10)
        time.sleep(SETTLE)
        editor = share_of_core(root, SECONDS)
    finally:
        browser.close()
    return [
        Row('browser with an empty page', empty, None, '%'),
        Row('idle, terminal focused', terminal, None, '%', BAR),
        Row('idle, editor focused', editor, None, '%', BAR),
    ]
