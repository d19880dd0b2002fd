"""Vite's React starter, of Vite 7 and of Vite 8: cold `npm run dev` to the first page, save to update applied, and
`vite build`, natively and in the machine.

The same Chromium loads the page of each development server once: from ours in the preview pane of the machine's page,
which opens it by itself (a tab besides would be a second client, for which the server and the two cores do all work
again). All times are from the same clock: `Date.now()` in pages, `time.time()` here."""

import base64
import os
import re
import shutil
import statistics
import subprocess
import time
from pathlib import Path

from selenium.webdriver.common.by import By

from benchmarks.context import Context
from benchmarks.row import Row
from toolchain.environment import node, npm_command

STARTERS = {'7': 'create-vite@7.1.3', '8': 'create-vite@9.3.0'}
PORT = 5107  # one, because the pane stays at the first
NATIVE_PORT = 5147
ROUNDS = 3
EDITS = 40
FILE = 'src/App.tsx'
SHOWN = {'7': 'Vite + React', '8': 'Get started'}
LIMIT = 40.0
# Code for a page to report when a text appeared: it searches at each change.
WATCH = """
    window.whenShown = (text) => new Promise((yes) => {
        const look = () => document.body.innerText.includes(text) && (observer.disconnect(), yes(Date.now()))
        const observer = new MutationObserver(look)
        observer.observe(document, {subtree: true, childList: true, characterData: true})
        look()
    })
    window.seen = window.whenShown(arguments[0])"""


def starter(context: Context, version: str) -> Path:
    """The template's files, as create-vite writes them, with their dependencies installed natively."""
    folder = context.folder / f'vite{version}'
    maker = context.folder / f'create-vite{version}'
    shutil.rmtree(folder, ignore_errors=True)
    maker.mkdir(exist_ok=True)
    # otherwise npm takes the nearest parent folder that has one
    (maker / 'package.json').write_text('{"name": "maker"}')
    context.registry.cache.install(maker, STARTERS[version])
    subprocess.run(
        [
            node(),
            str(maker / 'node_modules/create-vite/index.js'),
            folder.name,
            '--no-interactive',
            '--template',
            'react-ts',
        ],
        cwd=context.folder,
        check=True,
        capture_output=True,
    )
    context.registry.cache.install(folder)
    return folder


class Inside:
    def __init__(self, context: Context, folder: Path, version: str) -> None:
        self.machine = context.machine
        self.name = folder.name
        self.shown = SHOWN[version]
        self.port = PORT
        for file in sorted(folder.rglob('*')):
            path = file.relative_to(folder)
            if file.is_file() and path.parts[0] not in ('node_modules', 'dist') and path.name != 'package-lock.json':
                self.machine.api(
                    """await wc.fs.mkdir(args[0], {recursive: true})
                    await wc.fs.writeFile(args[1], Uint8Array.from(atob(args[2]), (c) => c.charCodeAt(0)))""",
                    f'{self.name}/{path.parent}',
                    f'{self.name}/{path}',
                    _base64(file),
                )
        said = self.machine.run(
            f'cd ~/project/{self.name}; npm_config_registry={context.registry.url} npm install 2>&1 | tail -n 20; cd',
            timeout=240,
        )
        if 'added' not in said:
            raise RuntimeError(said)

    def forget(self) -> None:
        self.machine.run(f'rm -rf ~/project/{self.name}/node_modules/.vite')

    def start(self) -> None:
        self.machine.api(
            """
            const ready = new Promise((yes) => { const off = wc.on('server-ready', (port) => port === args[1] && (off(), yes())) })
            window.benchServer = await wc.spawn('npm', ['run', 'dev', '--', '--port', String(args[1])], {cwd: args[0]})
            let text = ''
            window.benchServer.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
            await Promise.race([ready, window.benchServer.exit.then(() => { throw new Error(text) })])""",
            self.name,
            self.port,
        )

    def save(self, text: str) -> float:
        self.machine.driver.switch_to.default_content()
        saved = self.machine.api(
            'const now = Date.now(); await wc.fs.writeFile(args[0], args[1]); return now', f'{self.name}/{FILE}', text
        )
        self.enter()
        return float(str(saved))

    def enter(self) -> None:
        self.machine.wait_until(self._enter_pane, 'the preview', LIMIT)

    def _enter_pane(self) -> bool:
        self.machine.driver.switch_to.default_content()
        frames = self.machine.driver.find_elements(By.CSS_SELECTOR, f'iframe[src*="preview/{self.port}/"]')
        if len(frames) > 0:
            self.machine.driver.switch_to.frame(frames[0])
        return len(frames) > 0

    def leave(self) -> None:
        """Nothing of this page may be taken for the next one."""
        self.machine.driver.execute_script('document.body.replaceChildren()')
        self.machine.driver.switch_to.default_content()

    def stop(self) -> None:
        self.machine.api('window.benchServer.kill(); await window.benchServer.exit')

    def build(self) -> float:
        return float(
            str(
                self.machine.api(
                    """
            const started = performance.now()
            const process = await wc.spawn('node', ['node_modules/vite/bin/vite.js', 'build'], {cwd: args[0]})
            let text = ''
            process.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
            if (await process.exit !== 0) throw new Error(text)
            return (performance.now() - started) / 1000""",
                    self.name,
                )
            )
        )


class Native:
    def __init__(self, context: Context, folder: Path, version: str) -> None:
        self.machine = context.machine
        self.folder = folder
        self.shown = SHOWN[version]
        self.port = NATIVE_PORT
        self.environment = {**os.environ, 'PATH': f'{Path(node()).parent}{os.pathsep}{os.environ["PATH"]}'}
        self.process: subprocess.Popen[bytes] | None = None

    def forget(self) -> None:
        shutil.rmtree(self.folder / 'node_modules/.vite', ignore_errors=True)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*npm_command(), 'run', 'dev', '--', '--port', str(self.port)],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        while True:
            line = re.sub(rb'\x1b\[[0-9;]*m', b'', self.process.stdout.readline())
            if b'Local:' in line:
                break
            if line == b'':
                raise RuntimeError('the native development server ended')
        self.machine.driver.switch_to.new_window('tab')
        self.machine.driver.get(f'http://localhost:{self.port}/')

    def save(self, text: str) -> float:
        saved = time.time() * 1000
        (self.folder / FILE).write_text(text)
        return saved

    def enter(self) -> None:
        pass

    def leave(self) -> None:
        self.machine.leave_preview()

    def stop(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, 15)
        self.process.wait()

    def build(self) -> float:
        started = time.perf_counter()
        subprocess.run(
            [node(), 'node_modules/vite/bin/vite.js', 'build'],
            cwd=self.folder,
            env=self.environment,
            check=True,
            capture_output=True,
        )
        return time.perf_counter() - started


def _base64(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()


def first_page(side: Inside | Native) -> float:
    """Seconds from the command until the page shows the starter; the page stays open."""
    side.forget()
    started = time.perf_counter()
    side.start()
    side.machine.wait_until(lambda: shows(side), 'the first page', LIMIT)
    return time.perf_counter() - started


def shows(side: Inside | Native) -> bool:
    side.enter()
    return bool(
        side.machine.driver.execute_script('return document.body?.innerText.includes(arguments[0])', side.shown)
    )


def leave(side: Inside | Native) -> None:
    side.leave()
    side.stop()


def edits(side: Inside | Native, text: str) -> list[float]:
    """Milliseconds from each save until the page shows it."""
    driver = side.machine.driver
    times = []
    time.sleep(2)  # work that the server does after the first page
    for number in range(EDITS):
        now = f'Edit number {number} of them'
        driver.execute_script(WATCH, now)
        saved = side.save(text.replace(side.shown, now))
        times.append(float(driver.execute_async_script('window.seen.then(arguments[0])')) - saved)
        time.sleep(0.05)
    side.save(text)
    return times


def run(context: Context) -> list[Row]:
    rows = []
    for version in STARTERS:
        folder = starter(context, version)
        text = (folder / FILE).read_text()
        found: dict[type, list[float]] = {}
        for side in (Native(context, folder, version), Inside(context, folder, version)):
            pages = []
            for number in range(ROUNDS):
                pages.append(first_page(side))
                if number < ROUNDS - 1:
                    leave(side)
            saves = edits(side, text)
            leave(side)
            builds = [side.build() for _ in range(ROUNDS)]
            found[type(side)] = [statistics.median(pages), statistics.median(saves), statistics.median(builds)]
        ours, theirs = found[Inside], found[Native]
        rows += [
            Row(f'vite {version}: npm run dev to first page', ours[0], theirs[0], 's', 2),
            Row(f'vite {version}: save to update, p50', ours[1], theirs[1], 'ms', 1.5),
            Row(f'vite {version}: vite build', ours[2], theirs[2], 's', 4),
        ]
    return rows
