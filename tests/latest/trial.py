"""One tool in one machine: types the commands in its row of the table, and checks the results."""

import time
from pathlib import Path

from selenium.common.exceptions import WebDriverException

from tests.latest.model import Dialogue, Edit, Server, Tool
from tests.latest.saves import PAGE_TIME, SETTLING, Failed, SaveTrial, wait_for
from tests.machine.browser import PROMPTS, Machine

STEP_TIME = 400
EDIT_TIME = 30
RELOAD_TIME = 0.5
SCREEN_TIME = 90
HIDDEN_STACK = '    at ignore-listed frames'  # Next's word for a stack that it doesn't show
DRAWING = 0.5  # a question is drawn before it reads keys
OUTPUT = '.tools-output'
PROGRAMS = Path(__file__).parent / 'programs'
CANNOT_RUN = ["can't run here", 'is native code']


class PreviewPage:
    """The last tab of the browser is the preview, the first one the machine."""

    def __init__(self, machine: Machine, folder: str) -> None:
        self.machine = machine
        self.folder = folder
        self._inside = False

    def look(self, code: str) -> object:
        if not self._inside:
            self.machine.driver.switch_to.window(self.machine.driver.window_handles[-1])
            self._inside = self.machine._enter_frame()
        try:
            return self.machine.driver.execute_script(code)
        except WebDriverException:
            self._inside = False
            raise

    def save(self, file: str, text: str) -> None:
        self.machine.driver.switch_to.window(self.machine.driver.window_handles[0])
        self._inside = False
        path = f'{self.folder}/{file}'
        self.machine.api('await wc.fs.mkdir(args[0], {recursive: true})', path.rpartition('/')[0])
        self.machine.write_file(path, text)

    def be_alone(self) -> None:
        """Closes the machine's pane, which shows the same page: Next reloads all pages when one with a newer build
        connects."""
        time.sleep(SETTLING)  # Next creates a page again every second if the page is shown while its socket connects
        driver = self.machine.driver
        driver.switch_to.window(driver.window_handles[0])
        self._inside = False
        for button in driver.find_elements('css selector', '[aria-label="Close the preview"]'):
            if button.is_displayed():
                button.click()

    def read(self, file: str) -> str:
        self.machine.driver.switch_to.window(self.machine.driver.window_handles[0])
        self._inside = False
        return self.machine.read_file(f'{self.folder}/{file}')


class Trial:
    def __init__(self, machine: Machine, tool: Tool) -> None:
        self.machine = machine
        self.tool = tool
        self.folder = ''

    def result(self) -> str:
        if self.tool.dialogue is not None:
            self._answer(self.tool.dialogue)
        said = [self._line(line, self.tool.refuses != '') for line in self.tool.setup]
        if self.tool.refuses != '':
            return self._refused(said)
        for name in self.tool.programs:
            self.machine.write_file(f'{self.folder}/{name}', (PROGRAMS / name).read_text())
        done = ['works'] if self.tool.dialogue is None else ['works; its questions answered']
        if self.tool.server is not None:
            done.append(self._serve(self.tool.server))
        for command, expected in self.tool.checks:
            self._check(command, expected)
        if self.tool.server is not None:
            done += [f'`{command}`' for command, _ in self.tool.checks[:1]]
        if self.tool.screen is not None:
            done.append(self._draw(*self.tool.screen))
        if self.tool.built is not None:
            done.append(self._serve_built(self.tool.built))
        return '; '.join([*done, *([self.tool.note] if self.tool.note != '' else [])])

    def version(self) -> str:
        """The version in the lockfile; if npm installed a substitute, the requested version."""
        code = "return JSON.parse(await wc.fs.readFile(args[0], 'utf8')).packages['node_modules/' + args[1]].version"
        return str(self.machine.api(code, f'{self.folder}/package-lock.json', self.tool.package))

    def _refused(self, said: list[str]) -> str:
        if not any(
            self.tool.refuses in line and any(words in line for words in CANNOT_RUN)
            for text in said
            for line in text.split('\n')
        ):
            raise Failed(f"npm did not say that it can't run: {said[-1][-300:]!r}")
        if self.tool.says is not None:
            command, expected = self.tool.says
            text = self._check(command, expected)
            if '\n    at ' in text.replace(HIDDEN_STACK, ''):
                raise Failed(f'`{command}` ends in a stack: {text[-300:]!r}')
        return (
            "can't run here: "
            + (self.tool.note or 'native code without a WebAssembly build')
            + '; npm says so at install'
        )

    def _check(self, command: str, expected: str) -> str:
        text = self._line(command, may_fail=True)
        if expected not in text:
            raise Failed(f'`{command}` printed {text[-300:]!r}')
        return text

    def _line(self, line: str, may_fail: bool = False) -> str:
        if line.startswith('cd '):
            self.folder = line[3:]
            self.machine.run(line)
            return ''
        self.machine.run(f'({line}) > ~/project/{OUTPUT} 2>&1', timeout=STEP_TIME)
        text = self.machine.read_file(OUTPUT)
        if self.machine.exit_code != 0 and not may_fail:
            raise Failed(f'`{line}` ended with {self.machine.exit_code}: {text[-300:]!r}')
        return text

    def _answer(self, dialogue: Dialogue) -> None:
        """By keys at the terminal, as a person does who takes what is offered."""
        self.machine.run('unset CI')
        self.machine.type(f'clear; {dialogue.command}\n')
        for question in [*dialogue.questions, dialogue.end]:
            wait_for(
                lambda asked=question: asked in self.machine.screen_text(),
                lambda asked=question: (
                    f'`{dialogue.command}` does not show {asked!r}: {self.machine.screen_text()[-400:]!r}'
                ),
                STEP_TIME,
            )
            if question != dialogue.end:
                time.sleep(DRAWING)
                self.machine.type('\n')
        self._leave(dialogue.command)
        self.machine.run('export CI=1')

    def _draw(self, command: str, expected: str) -> str:
        """On the terminal itself, as users see it; Ctrl-C until the prompt is back."""
        self.machine.type(f'clear; {command}\n')
        wait_for(
            lambda: expected in self.machine.screen_text(),
            lambda: f'`{command}` shows {self.machine.screen_text()[-400:]!r}',
            SCREEN_TIME,
        )
        self._leave(command)
        return 'its first screen'

    def _leave(self, command: str) -> None:
        """Ctrl-C until the prompt is back."""

        def left() -> bool:
            self.machine.control('c')
            time.sleep(1)
            return self.machine.screen_text().rstrip().endswith(PROMPTS)

        wait_for(left, lambda: f'`{command}` does not end: {self.machine.screen_text()[-400:]!r}', SCREEN_TIME)

    def _serve(self, server: Server) -> str:
        page = PreviewPage(self.machine, self.folder)
        saves = None if server.saves is None else SaveTrial(page, server.saves)
        if saves is not None:
            saves.first_files()
        took = self._open(server, page)
        page.be_alone()
        said = [f'first page after {took:.0f} s']
        if server.edit is not None:
            said.append(f'an edit after {self._edit(server.edit, page):.1f} s')
        if saves is not None:
            said.append(saves.result())
        self._end()
        return '; '.join(said)

    def _serve_built(self, server: Server) -> str:
        page = PreviewPage(self.machine, self.folder)
        self._open(server, page)
        first = self.tool.server
        if first is not None and first.saves is not None:
            SaveTrial(page, first.saves).sees('Title four', 'blue', EDIT_TIME)
        self._end()
        return f'`{server.command}`'

    def _open(self, server: Server, page: PreviewPage) -> float:
        """The time from the command to the first page."""
        machine, driver = self.machine, self.machine.driver
        machine.type(server.command + '\n')
        driver.switch_to.new_window('tab')
        start = time.monotonic()
        driver.get(f'{machine.server.url}preview/{server.port}/{server.path}')
        try:
            wait_for(
                lambda: server.expect in str(page.look('return document.body?.innerText ?? ""')),
                lambda: f'the page does not show {server.expect!r}',
                PAGE_TIME,
            )
        except Failed as error:
            driver.switch_to.window(driver.window_handles[0])
            raise Failed(f'{error}; the terminal: {machine.screen_text().rstrip()[-400:]!r}') from None
        return time.monotonic() - start

    def _edit(self, edit: Edit, page: PreviewPage) -> float:
        time.sleep(3)  # work after the first page: dependencies are bundled, the page is hydrated
        page.save(edit.file, page.read(edit.file).replace(edit.old, edit.new))

        def shown() -> bool:
            if edit.new in str(page.look('return document.body?.innerText ?? ""')):
                return True
            if edit.reloads:
                page.look('location.reload()')
                time.sleep(RELOAD_TIME)
            return False

        return wait_for(shown, lambda: f'{edit.new!r} is not seen', EDIT_TIME)

    def _end(self) -> None:
        """Ends the server, as users do."""
        self.machine.driver.switch_to.window(self.machine.driver.window_handles[-1])
        self.machine.leave_preview()
        self.machine.control('c')
        self.machine.wait_for_prompt()
