"""`serve` with a React app of 300 modules compared with native Vite: first page, warm start, and save to update over
200 edits that all keep the state.

Both servers' pages are in the same Chromium. Ours is measured from before the write to the page's confirmation; Vite,
whose pages confirm nothing, until its page shows the text. All times are from the same clock."""

import shutil
import statistics
import time
from pathlib import Path

from benchmarks.bench_vite import Native, leave, shows
from benchmarks.context import Context
from benchmarks.row import Row

MODULES = 300
EDITS = 200
ROUNDS = 3
PORT = 5190
NAME = 'serve300'
VERSIONS = {'react': '19.2.0', 'react-dom': '19.2.0', 'vite': '8.3.4', '@vitejs/plugin-react': '6.1.2'}
WAIT = 60.0


def component(number: int) -> str:
    """A tree: component N has 2N+1 and 2N+2 below it."""
    below = [n for n in (2 * number + 1, 2 * number + 2) if n < MODULES - 1]
    imports = ''.join(f"import Part{n} from './Part{n}'\n" for n in below)
    inner = ''.join(f'<Part{n} depth={{depth + 1}} />' for n in below)
    return f"""import {{ useState }} from 'react'
{imports}
interface Props {{ depth: number }}
export default function Part{number}({{ depth }}: Props) {{
  const [count, setCount] = useState<number>(0)
  return <div><button id="b{number}" onClick={{() => setCount(count + 1)}}>text {number} at {{depth}} count {{count}}</button>{inner}</div>
}}
"""


def files() -> dict[str, str]:
    found = {f'src/Part{n}.tsx': component(n) for n in range(MODULES - 1)}
    found['src/main.tsx'] = (
        "import { createRoot } from 'react-dom/client'\nimport Part0 from './Part0'\ncreateRoot(document.getElementById('root')!).render(<Part0 depth={0} />)\n"
    )
    found['index.html'] = '<!doctype html><div id="root"></div><script type="module" src="/src/main.tsx"></script>'
    found['vite.config.js'] = "import react from '@vitejs/plugin-react'\nexport default { plugins: [react()] }\n"
    found['package.json'] = (
        '{"name": "serve300", "type": "module", "scripts": {"dev": "vite"}, "dependencies": {"react": "%s", "react-dom": "%s"}, '
        '"devDependencies": {"vite": "%s", "@vitejs/plugin-react": "%s"}}' % tuple(VERSIONS.values())
    )
    return found


def changed(number: int, edit: int) -> str:
    return component(number).replace(f'text {number} at', f'edit {edit} at')


def part_of(edit: int) -> int:
    return (edit * 37) % (MODULES - 1)


class Ours:
    """The preview is in the machine's page, so that one script can make an edit and check the page."""

    def __init__(self, context: Context) -> None:
        self.machine = context.machine
        self.machine.api(
            """for (const [path, text] of Object.entries(args[1])) {
            await wc.fs.mkdir(args[0] + '/' + path.replace(/[^/]*$/, ''), {recursive: true}); await wc.fs.writeFile(args[0] + '/' + path, text) }
            await wc.fs.writeFile(args[0] + '/.npmrc', 'registry=' + args[2])""",
            NAME,
            {name: text for name, text in files().items()},
            context.registry.url,
        )

    def first_page(self) -> float:
        """Seconds from the command until the page shows all components."""
        took = self.machine.api(
            """
            const started = performance.now()
            window.benchServer = await wc.spawn('serve', ['--port', String(args[1]), args[0]])
            let text = ''
            window.benchServer.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
            const end = started + args[3] * 1000
            while (true) {
                const shown = document.querySelector('#preview iframe')?.contentDocument
                if (shown?.querySelectorAll('button').length === args[2] && shown.defaultView.measured === undefined) break
                if (performance.now() > end) throw new Error('no page: ' + text)
                await new Promise((yes) => setTimeout(yes, 5))
            }
            const took = (performance.now() - started) / 1000
            document.querySelector('#preview iframe').contentWindow.measured = true
            return took""",
            NAME,
            PORT,
            MODULES - 1,
            WAIT,
            timeout=WAIT + 30,
        )
        return float(str(took))

    def stop(self) -> None:
        self.machine.api('window.benchServer.kill(); await window.benchServer.exit')

    def edits(self) -> tuple[list[float], int]:
        """Milliseconds from each save to its confirmation, and the number of edits that kept the state."""
        number = [[part_of(edit), changed(part_of(edit), edit)] for edit in range(EDITS)]
        found = self.machine.api(
            """
            const shown = document.querySelector('#preview iframe').contentWindow, times = []
            let kept = 0
            shown.kept = true
            const click = (id) => shown.document.querySelector('#b' + id).click()
            const text = (id) => shown.document.querySelector('#b' + id)?.textContent ?? ''
            for (const [id] of args[1]) if (!shown['clicked' + id]) { click(id); shown['clicked' + id] = true }
            for (const [edit, [id, source]] of args[1].entries()) {
                let heard
                const applied = new Promise((yes, no) => { heard = yes; setTimeout(() => no(new Error('edit ' + edit + ' was not confirmed')), 15000) })
                const off = wc.on('dev-server', (status) => status.event === 'applied' && heard(performance.now()))
                const saved = performance.now()
                await wc.fs.writeFile(`${args[0]}/src/Part${id}.tsx`, source)
                times.push(await applied - saved)
                off()
                await new Promise((yes) => setTimeout(yes, 20))
                if (shown.kept && text(id).startsWith('edit ' + edit + ' at') && text(id).endsWith('count 1')) kept++
            }
            return [times, kept]""",
            NAME,
            number,
            timeout=300,
        )
        assert isinstance(found, list)
        return found[0], found[1]


class Theirs(Native):
    def __init__(self, context: Context) -> None:
        folder = context.folder / NAME
        shutil.rmtree(folder / 'src', ignore_errors=True)
        for name, text in files().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        context.registry.cache.install(folder)
        super().__init__(context, folder, '8')
        self.shown = f'text {MODULES - 2} at'

    def first_page(self) -> float:
        started = time.perf_counter()
        self.start()
        self.machine.wait_until(lambda: shows(self), 'the first page', WAIT)
        return time.perf_counter() - started

    def edits(self) -> list[float]:
        driver = self.machine.driver
        times = []
        for edit in range(EDITS):
            driver.execute_script(
                """window.seen = new Promise((yes) => {
                const look = () => document.body.innerText.includes(arguments[0]) && (observer.disconnect(), yes(Date.now()))
                const observer = new MutationObserver(look)
                observer.observe(document, {subtree: true, childList: true, characterData: true}) })""",
                f'edit {edit} at',
            )
            saved = time.time() * 1000
            Path(self.folder / f'src/Part{part_of(edit)}.tsx').write_text(changed(part_of(edit), edit))
            times.append(float(driver.execute_async_script('window.seen.then(arguments[0])')) - saved)
            time.sleep(0.02)
        return times


def percentile(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def run(context: Context) -> list[Row]:
    theirs = Theirs(context)
    theirs.first_page()
    leave(theirs)
    their_pages = []
    for number in range(ROUNDS):
        their_pages.append(theirs.first_page())
        if number < ROUNDS - 1:
            leave(theirs)
    their_edits = theirs.edits()
    leave(theirs)
    ours = Ours(context)
    ours.first_page()  # packages are fetched, everything is transformed
    ours.stop()
    pages = []
    for number in range(ROUNDS):
        pages.append(ours.first_page())
        if number < ROUNDS - 1:
            ours.stop()
    times, kept = ours.edits()
    ours.stop()
    print(
        f'bars of their own: first page {statistics.median(pages):.2f} s (1 s), p50 {percentile(times, 0.5):.0f} ms (50), p95 {percentile(times, 0.95):.0f} ms (120)'
    )
    return [
        Row(f'{MODULES} modules: first page, warm', statistics.median(pages), statistics.median(their_pages), 's', 1),
        Row('save to update, p50', percentile(times, 0.5), percentile(their_edits, 0.5), 'ms', 1),
        Row('save to update, p95', percentile(times, 0.95), percentile(their_edits, 0.95), 'ms', 1),
        Row(f'edits of {EDITS} that lost the state', EDITS - kept, None, '', 0),
    ]
