"""The shell's language and sort in a machine against dash and GNU's sort: loops with early exits, functions that
return, sorting by keys."""

import subprocess
import time

from benchmarks.context import Context
from benchmarks.row import Row

ROUNDS = 3
LINES = 100_000
SCRIPTS = {
    'while, 30,000 rounds': 'k=0; while [ $k -lt 30000 ]; do k=$((k+1)); done',
    'break, 10,000 times': 'k=0; while [ $k -lt 10000 ]; do k=$((k+1)); while :; do break; done; done',
    'continue, 20,000 times': 'k=0; while [ $k -lt 20000 ]; do k=$((k+1)); continue; done',
    'return, 10,000 calls': 'f() { return 3; }; k=0; while [ $k -lt 10000 ]; do k=$((k+1)); f; done',
    f'sort -n, {LINES:,} lines': 'sort -n numbers > /dev/null',
    f'sort -k2n -k1r, {LINES:,} lines': 'sort -k2n -k1r table > /dev/null',
}


def numbers() -> list[int]:
    found = [12345]
    while len(found) < LINES:
        found.append((found[-1] * 1103515245 + 12345) % 2147483648)
    return found


def seconds_inside(context: Context, script: str) -> float:
    context.machine.write_file('bench-shell.sh', script)
    return float(
        str(
            context.machine.api(
                """
        const started = performance.now()
        const process = await wc.spawn('sh', ['bench-shell.sh'])
        process.output.pipeTo(new WritableStream())
        if (await process.exit !== 0 && !args[0]) throw new Error('it failed')
        return (performance.now() - started) / 1000""",
                'return' in script,
                timeout=300,
            )
        )
    )


def seconds_outside(context: Context, script: str) -> float:
    started = time.perf_counter()
    subprocess.run(
        ['dash', '-c', script], cwd=context.folder, check=False, env={'LC_ALL': 'C', 'PATH': '/usr/bin:/bin'}
    )
    return time.perf_counter() - started


def run(context: Context) -> list[Row]:
    files = {
        'numbers': ''.join([f'{n}\n' for n in numbers()]),
        'table': ''.join([f'w{n % 97} {n % 1009}\n' for n in numbers()]),
    }
    for name, text in files.items():
        context.make_file(name, text.encode())
        context.machine.write_file(name, text)
    return [
        Row(
            name,
            min([seconds_inside(context, script) for _ in range(ROUNDS)]) * 1000,
            min([seconds_outside(context, script) for _ in range(ROUNDS)]) * 1000,
            'ms',
        )
        for name, script in SCRIPTS.items()
    ]
