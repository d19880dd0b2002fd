"""Messages to the kernel that are wrong in any field do nothing and throw nothing; the page's requests are refused with
an error."""

import re
import subprocess
from pathlib import Path

from tests.machine.browser import Machine
from toolchain.bundle import alias_arguments, run_esbuild
from toolchain.environment import ROOT, WORK, node
from toolchain.transpile import JS

SCRIPT = Path(__file__).with_name('malformed_messages.js')


def test_workers_and_the_service_worker() -> None:
    bundle = WORK / 'tests' / 'malformed-messages.mjs'
    bundle.parent.mkdir(parents=True, exist_ok=True)
    source = SCRIPT.read_text(encoding='utf-8').replace('BUILT', './' + JS.relative_to(ROOT).as_posix())
    run_esbuild(
        [
            '--bundle',
            '--format=esm',
            '--platform=node',
            '--target=es2023',
            '--loader:.wasm=binary',
            f'--outfile={bundle}',
            *alias_arguments(),
        ],
        source,
    )
    done = subprocess.run([node(), str(bundle)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = re.search(r'(\d+) messages, 0 problems', done.stdout)
    assert found is not None and int(found[1]) > 3000


def test_each_request_of_the_page_is_checked() -> None:
    source = (ROOT / 'runtime_py/kernel/operations.py').read_text(encoding='utf-8')
    operations = re.findall(r"^        \['([a-zA-Z._]+)',", source[: source.index('def _of_programs')], re.MULTILINE)
    table = (ROOT / 'runtime_py/kernel/messages.py').read_text(encoding='utf-8')
    rows = re.findall(r"'([a-zA-Z._]+)': \[", table[table.index('REQUESTS = {') :])
    assert len(operations) > 25
    assert [name for name in operations if name not in rows] == []


def test_the_page(machine: Machine) -> None:
    found = machine.api("""
        const junk = [undefined, null, 0, -1, 1.5, '', 'x', true, [], [1], [['a', 'b', 'c']], {}, {cmd: 1}, {cmd: 'sh', args: [1]}, new Map(), new Uint8Array(3)]
        const operations = ['boot', 'fs.writeFile', 'fs.watch', 'mount', 'mount.folder', 'mount.image', 'spawn', 'input', 'resize', 'kill', 'ack', 'checkpoint.remove',
                            'rollback', 'nothing', 'constructor', '__proto__', null, 5]
        let refused = 0
        for (const op of operations) {
            for (const each of junk) {
                for (const args of [each, [each], [each, each], [each, each, each]]) {
                    const answer = wc._link.request(op, args).then(() => 'done', (error) => { refused++; return 'refused' })
                    await Promise.race([answer, new Promise((yes, no) => setTimeout(no, 5000, Error(`no answer to ${op} ${JSON.stringify(args)}`)))])
                }
            }
        }
        return refused
        """)
    assert found > 500
    assert machine.run('echo alive') == 'alive'
