"""A machine in headless Chromium for suites: boots dist/, mounts a suite, runs jobs as processes, and restarts when the
page stops answering.

Only the public API (`window.terrarium`) is used. A job is `{name, command, args, cwd, env, limit}`; its outcome is an
exit code and the end of its output. The page runs the jobs by itself; Python only collects the results."""

import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from selenium.common.exceptions import WebDriverException
from urllib3.exceptions import HTTPError

from tests.machine.browser import Browser
from tests.machine.static_server import StaticServer
from toolchain.conformance.suites import say
from toolchain.environment import DIST, WORK

SITE = WORK / 'conformance' / 'site'
BOOT_TIME = 60.0
LOOK = 0.25
# If nothing arrives for this much longer than a job's limit, the page counts as dead.
PATIENCE = 20.0
# A page that has run this many jobs is replaced, so that leaks don't make later jobs fail.
JOBS_PER_PAGE = 400

RUNNER = """
const wc = window.terrarium, KEEP = 200000;
const runner = window.runner = {queue: [], results: [], running: new Map(), idle: []};
const sleep = (ms) => new Promise((yes) => setTimeout(yes, ms));
async function one(job, slot) {
    const started = performance.now();
    let output = '', process = null, timer = 0;
    const swap = (text) => text.replaceAll('{slot}', String(slot));
    try {
        const env = Object.fromEntries(Object.entries(job.env).map(([key, value]) => [key, swap(value)]));
        process = await wc.spawn(job.command, job.args.map(swap), {cwd: swap(job.cwd), env});
        const reading = process.output.pipeTo(new WritableStream({write(chunk) { output = (output + chunk).slice(-KEEP) }})).catch(() => {});
        const late = new Promise((yes) => { timer = setTimeout(() => yes('late'), job.limit * 1000) });
        let code = await Promise.race([process.exit, late]);
        if (code === 'late') {
            process.kill(9);
            await Promise.race([process.exit, sleep(3000)]);
            code = null;
        }
        // a child left behind may keep the output open
        await Promise.race([reading, sleep(1000)]);
        return {name: job.name, code, output, seconds: (performance.now() - started) / 1000};
    } catch (error) {
        return {name: job.name, code: -1, output: output + '\\n' + String(error && error.stack || error), seconds: (performance.now() - started) / 1000};
    } finally {
        clearTimeout(timer);
    }
}
async function worker(slot) {
    for (;;) {
        const job = runner.queue.shift();
        if (job === undefined) { await sleep(50); continue }
        runner.running.set(slot, job.name);
        const found = await one(job, slot);
        runner.running.delete(slot);
        runner.results.push(found);
    }
}
for (let slot = 0; slot < arguments[0]; slot++) worker(slot);
"""

# The page shows the first server that listens; a test that counts connections must not include that one.
NO_PREVIEW = """
const set = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
    if (!(this instanceof HTMLIFrameElement && name === 'src')) set.call(this, name, value);
};
"""


@dataclass
class Job:
    name: str
    command: str
    args: list[str]
    cwd: str
    """Below the machine's working folder, as all paths of the API are."""
    env: dict[str, str]
    limit: float


@dataclass
class Outcome:
    name: str
    code: int | None
    """None when the time was over."""
    output: str
    seconds: float


class PageLost(Exception):
    """The page no longer answers."""


class SuiteMachine:
    """Mounts the snapshots at `folder` below the machine's working folder."""

    def __init__(self, jobs: int, folder: str, prepare: str = '') -> None:
        self.jobs = jobs
        self.folder = folder
        self.prepare = prepare
        self.snapshots: list[str] = []
        shutil.rmtree(SITE, ignore_errors=True)
        SITE.mkdir(parents=True)
        # a copy, since dist/ may be rebuilt while the suite runs
        shutil.copytree(DIST, SITE / 'dist')
        self._server = StaticServer(SITE)
        self._browser: Browser | None = None
        self._ran = 0

    @property
    def suite_folder(self) -> Path:
        return SITE / 'suite'

    def close(self) -> None:
        self._leave()
        self._server.stop()

    def _leave(self) -> None:
        if self._browser is not None:
            browser, self._browser = self._browser, None
            try:
                browser.close()
            except (WebDriverException, HTTPError, OSError) as error:
                say(f'the browser did not close: {error}')

    def _boot(self) -> Browser:
        self._leave()
        browser = self._browser = Browser()
        browser.driver.command_executor.client_config.timeout = 60
        browser.driver.get(self._server.url + 'dist/')
        end = time.monotonic() + BOOT_TIME
        while True:
            time.sleep(0.3)
            try:
                # the page reloads once while the service worker takes over
                if browser.driver.execute_script(
                    'return !!window.terrarium && !!navigator.serviceWorker.controller && !!window.terminalText'
                    ' && /[$#>\\u276f]\\s*$/.test(window.terminalText())'
                ):
                    break
            except WebDriverException:
                pass
            if time.monotonic() > end:
                raise PageLost(f'no machine within {BOOT_TIME:.0f} s: {browser.console()[-2000:]}')
        for name in self.snapshots:
            self._call(
                """const answer = await fetch(new URL('/suite/' + args[0], location.href));
                await wc.fs.mkdir(args[1], {recursive: true});
                await wc.mount(new Uint8Array(await answer.arrayBuffer()), {mountPoint: args[1]})""",
                name,
                self.folder,
            )
        if self.prepare:
            self._call(
                """const made = await wc.spawn('sh', ['-c', args[0]]); let said = '';
                made.output.pipeTo(new WritableStream({write(chunk) { said += chunk }}));
                if (await made.exit !== 0) throw new Error('the preparation failed: ' + said)""",
                self.prepare,
            )
        browser.driver.execute_script(NO_PREVIEW)
        browser.driver.execute_script(RUNNER, self.jobs)
        self._ran = 0
        return browser

    def _call(self, body: str, *arguments: object) -> object:
        assert self._browser is not None
        driver = self._browser.driver
        driver.set_script_timeout(50)
        found = driver.execute_async_script(
            """
            const args = [...arguments].slice(0, -1), done = arguments[arguments.length - 1], wc = window.terrarium;
            (async () => {"""
            + body
            + """})().then((value) => done({value}), (error) => done({error: String(error && error.stack || error)}));""",
            *arguments,
        )
        if 'error' in found:
            raise PageLost(found['error'])
        return found.get('value')

    @property
    def workdir(self) -> str:
        if self._browser is None:
            self._boot()
        return str(self._call('return wc.workdir'))

    def run(self, jobs: Iterable[Job], seen: Callable[[Outcome], None]) -> None:
        """Runs every job once; calls `seen` for each. Jobs that ran when the page died run again alone, and count as
        failed if they kill it again."""
        waiting = {job.name: job for job in jobs}
        suspects: dict[str, Job] = {}
        while waiting:
            suspects.update(self._run_page(waiting, seen))
        for name, job in suspects.items():
            alone = {name: job}
            if self._run_page(alone, seen):
                seen(Outcome(name, -1, 'the page stopped answering', job.limit))

    def _run_page(self, waiting: dict[str, Job], seen: Callable[[Outcome], None]) -> dict[str, Job]:
        """Runs waiting jobs on one page, removing finished ones; returns those that ran when the page died."""
        running: list[str] = []
        try:
            if self._browser is None:
                self._boot()
            given = list(waiting.values())[: max(1, JOBS_PER_PAGE - self._ran)]
            self._look([vars(job) for job in given])
            left = {job.name for job in given}
            running = [job.name for job in given[: self.jobs]]
            limit = max(job.limit for job in given) + PATIENCE
            last = time.monotonic()
            while left:
                time.sleep(LOOK)
                results, running = self._look([])
                for result in results:
                    last = time.monotonic()
                    left.discard(result['name'])
                    waiting.pop(result['name'])
                    self._ran += 1
                    seen(Outcome(**result))
                if time.monotonic() - last > limit:
                    raise PageLost(f'nothing came for {limit:.0f} s')
            if self._ran >= JOBS_PER_PAGE:
                self._leave()
            return {}
        except (PageLost, WebDriverException, HTTPError) as error:
            say(f'the page is lost, a new one is opened: {str(error).strip().splitlines()[0][:200]}')
            self._leave()
            if not running:
                raise
            return {name: waiting.pop(name) for name in running if name in waiting}

    def _look(self, more: list[dict]) -> tuple[list[dict], list[str]]:
        assert self._browser is not None
        found = self._browser.driver.execute_script(
            'window.runner.queue.push(...arguments[0]); return [window.runner.results.splice(0), [...window.runner.running.values()]]',
            more,
        )
        return found[0], found[1]
