"""Jobs of an interactive shell under the keys of a terminal, as in dash: job_facts.py. The table of jobs by itself."""

from __future__ import annotations

from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.lists import equal
from runtime_py.shell.interrupts import Interrupts
from runtime_py.shell.jobs import Job, Jobs
from tests.shell.job_facts import AS_BASH, CASES
from tests.shell.process_support import Machines
from tests.support import PATIENCE_MS

KEYS = '\x03\x1c\x1a\x04'
PROMPT = '$ '


async def shown(steps: list, count: int) -> list:
    """The lines that begin with =, at least so many, then uncaught errors."""
    machines = Machines()
    terminal = machines.terminal(['sh', '-i'])
    await terminal.expect(PROMPT)
    terminal.type("PS1='$ '\r")
    await terminal.expect('\n')
    await terminal.expect(PROMPT)
    begin = len(terminal.shown)
    for step in steps:
        terminal.type(step if step in KEYS else step + '\r')
        await terminal.settle()
    until = monotonic_ms() + PATIENCE_MS
    found = equals(terminal.taken()[begin:])
    while len(found) < count and monotonic_ms() < until:
        await terminal.settle()
        found = equals(terminal.taken()[begin:])
    return [found, machines.errors]


def equals(text: str) -> list:
    """The lines that begin with =, after the echo of keys and what a line editor sends to the terminal."""
    for unseen in ['\r', '^C', '^Z', '\x1b[?2004l']:
        text = text.replace(unseen, '')
    return [line for line in text.split('\n') if line.startswith('=')]


async def test_jobs_behave_as_in_dash() -> None:
    wrong = []
    for fact in [*CASES, *AS_BASH]:
        found = await shown(fact[0], len(fact[1]))
        if not equal(found[0], fact[1]) or len(found[1]) > 0:
            wrong.append(f'{fact[0]}: {found}, expected {fact[1]}')
    assert wrong == []


async def test_a_group_ends_with_its_last_process() -> None:
    job = Job('a | b', True, Interrupts())
    job.pgid = 3
    job.joined(3)
    job.joined(4)
    assert not job.left(3)
    assert job.pgid == 3 and job.pid() == 4
    assert job.left(4)
    assert job.pgid == 0 and job.pid() == 4


async def test_the_line_of_a_job_says_how_it_ended() -> None:
    jobs = Jobs(lambda: 9)
    lines = []
    for status, signal in [(0, 0), (3, 0), (143, 15), (130, 2)]:
        job = Job('x', False, Interrupts())
        jobs.add(job)
        job.signal = signal
        job.end(status)
        lines.append(jobs.line(job)[6:].split('  ')[0])
    assert lines == ['Done', 'Exit 3', 'Terminated', 'Interrupt']
