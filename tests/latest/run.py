"""`build.py tools [NAME...]`: today's releases of the tools of table.py, unmodified, each in a machine of its own in Chromium. Writes docs/TOOLS.md.

Rows of tools that weren't asked for stay as they are."""
import datetime
import time

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By

from tests.latest.table import TOOLS, Edit, Server, Tool
from tests.machine.browser import Browser, Machine
from tests.machine.npm_cache import NpmCache
from tests.machine.outside import REGISTRY_HOST
from tests.machine.registry import Registry
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST, ROOT, WORK

PAGE = ROOT / 'docs' / 'TOOLS.md'
STEP_TIME = 300
PAGE_TIME = 120
EDIT_TIME = 30
OUTPUT = '.tools-output'
SETTINGS = 'CI=1 NO_COLOR=1 NEXT_TELEMETRY_DISABLED=1 ASTRO_TELEMETRY_DISABLED=1 NUXT_TELEMETRY_DISABLED=1 NG_CLI_ANALYTICS=false'
HEAD = """# Tools

Current releases, unmodified, as `python3 build.py tools` found them in Chromium: it installs what is `latest` that day, builds, starts the development
server, looks at its first page, edits a file and waits until the page shows it. What npm replaces it says at install.

| tool | version | tried | result |
|---|---|---|---|
"""


class Failed(Exception):
    pass


class Trial:
    def __init__(self, machine: Machine, tool: Tool) -> None:
        self.machine = machine
        self.tool = tool
        self.folder = ''

    def result(self) -> str:
        said = [self._line(line) for line in self.tool.setup]
        if self.tool.refuses != '':
            if not any(f'warn {self.tool.refuses}' in text and "can't run here" in text for text in said):
                raise Failed('npm did not say that it can\'t run')
            return "can't run here: native code without a WebAssembly build; npm says so at install"
        for command, expected in self.tool.checks:
            text = self._line(command, may_fail=True)
            if expected not in text:
                raise Failed(f'`{command}` printed {text[-300:]!r}')
        done = ['works'] + ([f'`{self.tool.checks[0][0]}`'] if len(self.tool.checks) > 0 and self.tool.server is not None else [])
        if self.tool.server is not None:
            done.append(self._serve(self.tool.server))
        if self.tool.note != '':
            done.append(self.tool.note)
        return '; '.join(done)

    def version(self) -> str:
        """As the lockfile has it: where npm put something else in its place, what was asked for."""
        code = "return JSON.parse(await wc.fs.readFile(args[0], 'utf8')).packages['node_modules/' + args[1]].version"
        return str(self.machine.api(code, f'{self.folder}/package-lock.json', self.tool.package))

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

    def _serve(self, server: Server) -> str:
        machine, driver = self.machine, self.machine.driver
        machine.type(server.command + '\n')
        start = time.monotonic()
        driver.switch_to.new_window('tab')
        driver.get(f'{machine.server.url}preview/{server.port}/{server.path}')
        self._wait_for(server.expect, PAGE_TIME)
        shown = time.monotonic() - start
        said = f'first page after {shown:.0f} s'
        if server.edit is not None:
            said += f', an edit after {self._edit(server.edit):.1f} s'
        machine.leave_preview()
        return said

    def _edit(self, edit: Edit) -> float:
        machine, driver = self.machine, self.machine.driver
        time.sleep(3)       # what follows the first page: dependencies are bundled, the page is hydrated
        windows = driver.window_handles
        driver.switch_to.window(windows[0])
        path = f'{self.folder}/{edit.file}'
        machine.write_file(path, machine.read_file(path).replace(edit.old, edit.new))
        start = time.monotonic()
        driver.switch_to.window(windows[-1])
        self._wait_for(edit.new, EDIT_TIME)
        return time.monotonic() - start

    def _wait_for(self, text: str, limit: float) -> None:
        end = time.monotonic() + limit
        found = ''
        while time.monotonic() < end:
            try:
                self.machine.driver.switch_to.default_content()
                frames = self.machine.driver.find_elements(By.TAG_NAME, 'iframe')
                if frames:
                    self.machine.driver.switch_to.frame(frames[0])
                    found = self.machine.driver.find_element(By.TAG_NAME, 'body').text
                    if text in found:
                        return
            except WebDriverException:
                pass    # the page is being loaded again
            time.sleep(0.1)
        raise Failed(f'the page shows {found[:200]!r}')


def row(tool: Tool, registry: Registry) -> str:
    server = StaticServer(DIST, '/')
    browser = Browser()
    version = '?'
    try:
        machine = Machine(browser, server).open()
        machine.run(f'export npm_config_registry={registry.url} {SETTINGS}')
        trial = Trial(machine, tool)
        try:
            result = trial.result()
        except (Failed, AssertionError) as error:
            result = 'fails: ' + ' '.join(str(error).split())[:300].replace('|', '\\|')
        try:
            version = trial.version()
        except AssertionError:
            pass    # the install itself failed
    finally:
        browser.close()
        server.stop()
    return f'| {tool.name} | {version} | {datetime.datetime.now(datetime.UTC):%Y-%m-%d} | {result} |'


def main(names: list[str]) -> int:
    known = {line.split(' | ')[0][2:]: line for line in PAGE.read_text().splitlines()[8:]} if PAGE.exists() else {}
    registry = Registry(NpmCache(WORK / 'npm-cache-latest'), REGISTRY_HOST)
    failures = 0
    for tool in TOOLS:
        if names and not any(name.lower() in tool.name.lower() for name in names):
            continue
        known[tool.name] = row(tool, registry)
        failures += ' | fails: ' in known[tool.name]
        print(known[tool.name], flush=True)
        PAGE.write_text(HEAD + ''.join(known[tool.name] + '\n' for tool in TOOLS if tool.name in known))
    registry.stop()
    return 1 if failures else 0
