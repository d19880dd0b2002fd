"""Bytes through a pipe between two processes, and small requests through the preview gateway."""

import json
import statistics

from benchmarks.context import Context
from benchmarks.row import Row

MEGABYTES = 200
PIPE = (
    """
const {spawn} = require('child_process')
const writer = 'const b = Buffer.alloc(65536, 7); let n = %d * 16; const go = () => { while (n-- > 0) if (!process.stdout.write(b)) return process.stdout.once("drain", go) }; go()'
const child = spawn(process.execPath, ['-e', writer], {stdio: ['ignore', 'pipe', 'inherit']})
let bytes = 0, started = 0n
child.stdout.on('data', (d) => { started ||= process.hrtime.bigint(); bytes += d.length })
child.stdout.on('end', () => console.log(JSON.stringify(bytes / 1e6 / (Number(process.hrtime.bigint() - started) / 1e9))))
"""
    % MEGABYTES
)
REQUESTS = 1000
PORT = 3200


def gateway(context: Context) -> list[Row]:
    machine = context.machine
    machine.type(
        f'node -e \'require("http").createServer((q, s) => s.end("small")).listen({PORT}, () => console.log("bench " + "server"))\' &\n'
    )
    machine.wait_for('bench server')
    times = machine.api(
        """
        const url = 'preview/' + args[1] + '/', times = []
        for (let i = 0; i < args[0]; i++) {
            const started = performance.now()
            await (await fetch(url, {cache: 'no-store'})).text()
            times.push(performance.now() - started)
        }
        return times""",
        REQUESTS,
        PORT,
    )
    times.sort()
    return [
        Row(f'preview gateway, p50 of {REQUESTS} requests', statistics.median(times), None, 'ms', 3.0),
        Row('preview gateway, p99', times[int(len(times) * 0.99)], None, 'ms'),
    ]


def run(context: Context) -> list[Row]:
    native = json.loads(context.native(PIPE))
    return [Row('pipe between processes', json.loads(context.inside(PIPE)), native, 'MB/s'), *gateway(context)]
