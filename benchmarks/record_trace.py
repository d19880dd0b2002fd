"""Records what programs of a real machine want of the cores, for scheduler_simulator.py: each command runs alone, in
the present folder of a machine with the packages of bench_tools.

    python -m benchmarks.record_trace FILE COMMAND...     # each COMMAND one string, started all at once in the trace"""

import json
import sys
from pathlib import Path

from benchmarks.bench_tools import CONFIG, FILES, PACKAGES, SOURCE
from benchmarks.context import Context

STEP = 100  # ms

RECORD = """
const [command, step] = args
const program = await wc.spawn('sh', ['-c', command], {output: false})
let ended = false
program.exit.then(() => { ended = true })
const found = new Map()
const start = performance.now()
while (!ended && performance.now() - start < 90000) {
    await new Promise((resolve) => setTimeout(resolve, step))
    const at = performance.now() - start
    for (const each of (await wc.resources()).processes) {
        if (each.pid === 1 || ['shell', 'background'].includes(each.kind)) continue
        if (!found.has(each.pid)) found.set(each.pid, {command: each.command, kind: each.kind, begins: at - step, last: 0, at: at - step, demand: []})
        const seen = found.get(each.pid)
        const used = each.user + each.system
        seen.demand.push(Math.min(1, Math.round(100 * (used - seen.last) / Math.max(1, at - seen.at)) / 100))
        seen.last = used
        seen.at = at
    }
}
if (!ended) program.kill()
return [...found.values()]"""


def main() -> None:
    context = Context()
    try:
        machine = context.machine
        lines = [
            'mkdir -p src && npm init -y > /dev/null && npm pkg set type=module',
            'npm install ' + ' '.join(f'{name}@{version}' for name, version in PACKAGES.items()),
        ]
        for line in lines:
            machine.run(line, timeout=300)
        machine.write_file('eslint.config.js', CONFIG)
        for k in range(FILES):
            machine.write_file(f'src/file{k}.js', SOURCE % {'number': k, 'next': (k + 1) % FILES})
        programs = []
        for command in sys.argv[2:]:
            for each in machine.api(RECORD, command, STEP, timeout=120):
                programs.append(
                    {
                        'argv': each['command'].split(' ')[:6],
                        'begins': max(0, round(each['begins'])),
                        'demand': each['demand'],
                    }
                )
        Path(sys.argv[1]).write_text(json.dumps({'step': STEP, 'programs': programs}) + '\n')
    finally:
        context.close()


if __name__ == '__main__':
    main()
