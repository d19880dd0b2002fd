"""What confinement costs: the start of a confined program compared with an ordinary one's, and its reads, which are
messages to the kernel, with a plain copy of as many octets."""

import json
import statistics

from benchmarks.context import Context
from benchmarks.row import Row

ROUNDS = 9
START_BAR = 1.5
READ_BAR = 4
READS = """
const fs = require('fs'), SIZE = 65536, source = Buffer.alloc(SIZE, 65), target = Buffer.alloc(SIZE)
fs.writeFileSync('/tmp/bench-security', source)
const fd = fs.openSync('/tmp/bench-security')
const per = (call, times) => { const best = []
  for (let round = 0; round < 7; round++) { const before = process.hrtime.bigint(); for (let k = 0; k < times; k++) call()
    best.push(Number(process.hrtime.bigint() - before) / 1000 / times) }
  return best.sort((a, b) => a - b)[3] }
console.log(JSON.stringify({read: per(() => fs.readSync(fd, target, 0, SIZE, 0), 400), copy: per(() => target.set(source), 4000),
  stat: per(() => fs.existsSync('/tmp'), 1000)}))
"""
SPAWN = """
    const [policy, script] = args
    await wc.fs.writeFile('bench.js', script)
    const before = performance.now()
    const program = await wc.spawn('node', ['bench.js'], policy ? {policy: JSON.parse(policy)} : {})
    let text = ''
    await program.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
    if (await program.exit !== 0) throw new Error(text)
    const took = performance.now() - before
    await new Promise((yes) => setTimeout(yes, 1200))    // until the next spare is warm
    return [took, text]"""
POLICIES = {
    'ordinary': '',
    'with a policy': '{"rules": [{"effect": "deny", "action": "read", "path": "~/.npmrc"}]}',
    'confined': '{"confined": true}',
}


def run(context: Context) -> list[Row]:
    starts: dict[str, list[float]] = {name: [] for name in POLICIES}
    for round_number in range(ROUNDS + 1):
        for name, policy in POLICIES.items():
            took = context.machine.api(SPAWN, policy, '')[0]
            if round_number > 0:
                starts[name].append(took)
    middle = {name: statistics.median(found) for name, found in starts.items()}
    reads = {name: json.loads(context.machine.api(SPAWN, policy, READS)[1]) for name, policy in POLICIES.items()}
    return [
        Row('start, with a policy (ordinary)', middle['with a policy'], middle['ordinary'], 'ms'),
        Row('start, confined (ordinary)', middle['confined'], middle['ordinary'], 'ms', START_BAR),
        Row('64 KB read, ordinary (plain copy)', reads['ordinary']['read'], reads['ordinary']['copy'], 'us'),
        Row('64 KB read, with a policy (ordinary)', reads['with a policy']['read'], reads['ordinary']['read'], 'us'),
        Row('64 KB read, confined (plain copy)', reads['confined']['read'], reads['confined']['copy'], 'us', READ_BAR),
        Row('existsSync, confined (ordinary)', reads['confined']['stat'], reads['ordinary']['stat'], 'us'),
    ]
