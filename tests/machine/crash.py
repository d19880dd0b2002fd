"""Rounds of: boot, check that everything promised is there, continue writing, kill the browser's process at a random
moment.

`python -m tests.machine.crash ROUNDS` (build.py crash-test). A step is promised when the load (crash_load.js) printed
it after its fsync, and the page received that before the kill."""

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from selenium import webdriver

from tests.machine.browser import Machine, start_chromium
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST

LOAD = Path(__file__).with_name('crash_load.js')
FOLDER = 'crash'  # in the machine's working folder
SHORTEST = 0.05
LONGEST = 2.5

START = """
window.steps = 0
await wc.fs.writeFile('crash_load.js', args[0])
const load = await wc.spawn('node', ['crash_load.js', args[1], String(args[2])], {terminal: {cols: 200, rows: 50}})
let rest = ''
load.output.pipeTo(new WritableStream({write(chunk) {
    const lines = (rest + chunk).split('\\n')
    rest = lines.pop()
    for (const line of lines) {
        if (/^\\d+\\s*$/.test(line)) window.steps = Number(line)
        else window.complaint = line
    }
}}))"""

# Finds the result of the last load: `args` are the folder and the last promised step.
LOOK = r"""
const [folder, promised] = args
const wrong = []
const read = async (name) => {
    try {
        return new TextDecoder().decode(await wc.fs.readFile(folder + '/' + name))
    } catch (error) {
        wrong.push(`${name}: ${error.message}`)
        return ''
    }
}
const step = (name, text, kind) => {
    const n = Number(/^\S+ (\d+)/.exec(text)?.[1] ?? -1)
    if (!kind.whole(text, n)) wrong.push(`${name}: ${text.length} characters beginning with ${JSON.stringify(text.slice(0, 20))} are not whole`)
    if (n < kind.least) wrong.push(`${name}: step ${n}, but ${kind.least} was promised`)
    return n
}
const filled = (text, name, n, length) => text.length === length && text === `${name} ${n};`.repeat(Math.ceil(length / `${name} ${n};`.length)).slice(0, length)
if (promised > 0) {
    step('small', await read('small'), {least: promised, whole: (text, n) => filled(text, 'small', n, 50 + n % 1000)})
    step('large', await read('large'), {least: promised, whole: (text, n) => filled(text, 'large', n, 1500000 + n % 1000000)})
    const lines = (await read('log')).split('\n').slice(0, -1).map(Number)
    if (lines.at(-1) < promised) wrong.push(`log: ends with ${lines.at(-1)}`)
    for (let n = Math.max(promised - 45, args[2]); n <= promised; n++) {
        if (!lines.includes(n)) wrong.push(`log: ${n} is missing`)
        const text = await read('step' + n % 50)
        if (!filled(text, 'step', n, 100 + n % 20000)) wrong.push(`step${n % 50}: not what was written in step ${n}, but ${JSON.stringify(text.slice(0, 20))}`)
    }
}
const fsck = await wc.spawn('fsck', [])
let said = ''
fsck.output.pipeTo(new WritableStream({write(chunk) { said += chunk }}))
if (await fsck.exit !== 0) wrong.push('fsck: ' + said)
if (!said.includes('sound')) wrong.push('fsck said: ' + said)
return wrong"""

# In some rounds a checkpoint is made while the load writes: from then on, replaced data is stored too.
# Then to the checkpoint and back: the state is as before.
THERE_AND_BACK = """
if (!(await wc.checkpoints()).some((entry) => entry.name === 'during the load')) return
await wc.rollback('during the load')
await wc.rollback('before during the load')"""


class Profile:
    """Used where Machine expects a browser: a Chromium with a profile that outlives it."""

    def __init__(self, folder: str) -> None:
        self.driver: webdriver.Chrome = start_chromium(folder)

    def console(self) -> str:
        return '\n'.join(f'{entry["level"]} {entry["message"]}' for entry in self.driver.get_log('browser'))

    def kill(self) -> None:
        """Like a power failure for the browser: kills its main process first, the others follow."""
        pid = self.driver.capabilities['goog:processID']
        os.kill(pid, signal.SIGKILL)
        self.driver.service.stop()
        while is_running(pid):
            time.sleep(0.01)


def is_running(pid: int) -> bool:
    try:
        state = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[0]
    except OSError:
        return False
    return state != 'Z'


class CrashTest:
    def __init__(self, folder: str, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.server = StaticServer(DIST, '/crash/')
        self.promised = 0
        self.first = 1

    def round(self) -> list[str]:
        """What is wrong after the last kill."""
        profile = Profile(self.folder)
        try:
            machine = Machine(profile, self.server).open()  # type: ignore[arg-type]
            wrong = machine.api(LOOK, FOLDER, self.promised, self.first)
            assert isinstance(wrong, list)
            if not wrong and self.random.random() < 0.4:
                machine.api(THERE_AND_BACK)
                wrong = [f'after a rollback: {text}' for text in machine.api(LOOK, FOLDER, self.promised, self.first)]  # type: ignore[attr-defined]
            if not wrong:
                self._write_for(machine, self.random.uniform(SHORTEST, LONGEST))
            return wrong
        finally:
            profile.kill()

    def _write_for(self, machine: Machine, seconds: float) -> None:
        start = self.promised + 1000  # an unpromised step of the last load can't be mistaken for one of this load
        machine.api(START, LOAD.read_text(), FOLDER, start)
        machine.wait_until(lambda: machine.driver.execute_script('return window.steps') > 0, 'the first step', 30)
        self.first = start
        end = time.monotonic() + seconds
        if self.random.random() < 0.4:
            machine.driver.execute_script('window.terrarium.checkpoint("during the load").catch(() => 0)')
        while time.monotonic() < end:
            self.promised = machine.driver.execute_script('return window.steps')
        complaint = machine.driver.execute_script('return window.complaint')
        assert complaint is None, complaint

    def close(self) -> None:
        self.server.stop()


def run(rounds: int, seed: int) -> list[str]:
    """The failure, with its round; stops at the first."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        test = CrashTest(folder, seed)
        try:
            for number in range(rounds + 1):  # the last round only checks
                wrong = test.round()
                print(f'crash test, round {number}: {test.promised} promised, {len(wrong)} wrong', flush=True)
                if wrong:
                    return [f'round {number}, seed {seed}: {text}' for text in wrong]
        finally:
            test.close()
    return []


def main(rounds: int) -> int:
    problems = run(rounds, random.randrange(1_000_000))
    print('\n'.join(problems))
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(int(sys.argv[1])))
