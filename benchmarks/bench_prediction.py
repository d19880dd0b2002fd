"""The predictor: how often it is right on recorded sessions, how much idle work is for nothing (both without a
browser), and the way from opening the page for the second time to the dev server's first answer, with prediction on and
off.

The project is Vite with React and 300 modules (bench_serve.py). Visits with prediction on and off alternate, so that
both meet the same load. The command is given as soon as the prompt is there, and after a pause as of a person who
types."""

import statistics
import time

from benchmarks import idle_work, next_command
from benchmarks.bench_serve import files
from benchmarks.bench_start import NOTE_PROMPT
from benchmarks.context import Context
from benchmarks.row import Row
from tests.machine.browser import Machine

NAME = 'predicted'
PORT = 5199
ROUNDS = 5
PAUSES = [0.0, 2.0]
SETTLED = 3.0  # until what a start has read is learned
SERVE = """
    const process = await wc.spawn('npm', ['run', 'dev', '--', '--port', String(args[1])], {cwd: args[0]})
    process.output.pipeTo(new WritableStream())
    while (true) {
        try { await (await wc.fetch(args[1], '/')).text(); break }
        catch (error) { await new Promise((yes) => setTimeout(yes, 10)) }
    }
    const answered = performance.now()
    await new Promise((yes) => setTimeout(yes, args[2] * 1000))
    process.kill()
    await process.exit
    return answered / 1000"""


def sessions() -> list[Row]:
    """A share is shown in percent; the bar is for the predictor."""
    rows = []
    for name, results in [
        ('later sessions', next_command.later_sessions()),
        ('each session by the others', next_command.each_session()),
        ('new projects', next_command.new_projects()),
    ]:
        for result in results:
            rows.append(Row(f'{name}: {result.name}', 100 * result.share, None, '%'))
    return rows


def prepare(machine: Machine, registry: str) -> None:
    machine.api(
        """for (const [path, text] of Object.entries(args[1])) {
        await wc.fs.mkdir(args[0] + '/' + path.replace(/[^/]*$/, ''), {recursive: true})
        await wc.fs.writeFile(args[0] + '/' + path, text) }""",
        NAME,
        files(),
    )
    machine.run(f'cd ~/project/{NAME}; npm_config_registry={registry} npm install >/dev/null 2>&1; cd ..', timeout=240)
    for _ in range(2):
        machine.api(SERVE, NAME, PORT, SETTLED)


def visit(machine: Machine, on: bool, pause: float) -> float:
    """Seconds from opening the page to the first answer, without the pause."""
    machine.run(f'resources predict {"on" if on else "off"}')
    machine.run('sync')
    machine.reload()
    time.sleep(pause)
    return float(str(machine.api(SERVE, NAME, PORT, SETTLED))) - pause


def run(context: Context) -> list[Row]:
    rows = [*sessions(), Row('idle work for nothing (simulated)', 100 * idle_work.waste(), None, '%', 10)]
    context.browser.driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': NOTE_PROMPT})
    machine = context.machine
    prepare(machine, context.registry.url)
    for pause in PAUSES:
        times: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(ROUNDS):
            for on in (True, False):
                times[on].append(visit(machine, on, pause))
        rows.append(
            Row(
                f'second visit to first answer, pause {pause:g} s',
                statistics.median(times[True]),
                statistics.median(times[False]),
                's',
                0.75,
            )
        )
    print(machine.run(f'cd ~/project/{NAME}; resources predict'))
    return rows
