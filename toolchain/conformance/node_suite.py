"""Node's own tests, each in a separate process of a machine: `node [flags] file` from the suite's root; exit code 0 is
a pass.

A test of test/message passes if its output matches its `.out` file, where `*` stands for anything, as in Node's own
runner."""

import re
from collections.abc import Callable

from toolchain.conformance import native_machine, suites
from toolchain.conformance.machine import Job, Outcome, SuiteMachine
from toolchain.conformance.report import Verdict, last_lines, plain, reason_of
from toolchain.conformance.suites import Test, say

FOLDER = 'node-suite'
LIMIT = 30.0
PORTS = 12346


def select(
    area: str | None, tier: str | None, sample: int | None, only: set[str] | None = None, match: str | None = None
) -> list[Test]:
    found = [
        test
        for test in suites.node_tests()
        if (area is None or test.area == area)
        and (tier is None or test.tier == tier)
        and (only is None or test.file in only)
        and (match is None or any(text in test.file for text in match.split(',')))
    ]
    if sample is not None:
        chosen = suites.sample_of([test.file for test in found], sample)
        found = [test for test in found if test.file in chosen]
    return found


def prepare(machine: SuiteMachine, tests: list[Test]) -> None:
    """Makes the snapshots that these tests need; the machine mounts them at its boot."""
    top = suites.fetch() / 'node'
    machine.snapshots = suites.write_snapshots(top, suites.node_files(tests), machine.suite_folder)


def job_of(test: Test, limit: float) -> Job:
    # Every slot has its own temporary folder and port, as in Node's runner.
    env = {'NODE_TEST_KNOWN_GLOBALS': '0', 'TEST_THREAD_ID': '{slot}', 'TEST_SERIAL_ID': '{slot}'}
    return Job(test.file, 'node', [*test.flags, test.file], FOLDER, env, limit)


def matches(pattern: str, output: str) -> bool:
    """Compares as Node's own runner (test/message/testcfg.py): ignoring empty lines, and those of valgrind."""
    wanted = [line for line in pattern.split('\n') if line.strip()]
    given = [line for line in plain(output).split('\n') if line.strip() and not line.startswith(('==', '**'))]
    if len(wanted) != len(given):
        return False
    return all(
        re.fullmatch(re.escape(want.rstrip()).replace(r'\*', '.*'), line.rstrip())
        for want, line in zip(wanted, given, strict=True)
    )


def verdict_of(test: Test, outcome: Outcome) -> Verdict:
    group = f'{test.tier} {test.area}'
    if outcome.code is None:
        return Verdict(test.file, group, False, outcome.seconds, 'over the time limit', last_lines(outcome.output))
    if test.expect_output is not None:
        passed = matches((suites.fetch() / 'node' / test.expect_output).read_text(), outcome.output)
    else:
        passed = outcome.code == 0
    if passed:
        return Verdict(test.file, group, True, outcome.seconds)
    reason = reason_of(outcome.output)
    if reason == '(nothing printed)':
        reason = f'exit code {outcome.code}, nothing printed'
    return Verdict(
        test.file, group, False, outcome.seconds, reason, f'exit code {outcome.code}\n{last_lines(outcome.output)}'
    )


def run(
    tests: list[Test],
    jobs: int,
    limit: float = LIMIT,
    each: Callable[[Verdict], None] | None = None,
    native: bool = False,
) -> list[Verdict]:
    verdicts: list[Verdict] = []
    by_name = {test.file: test for test in tests}

    def seen(outcome: Outcome) -> None:
        verdict = verdict_of(by_name[outcome.name], outcome)
        verdicts.append(verdict)
        if each is not None:
            each(verdict)

    if native:
        native_machine.link_files(suites.fetch() / 'node', suites.node_files(tests))
        native_machine.run([job_of(test, limit) for test in tests], jobs, seen)
        return verdicts
    machine = SuiteMachine(jobs, FOLDER)
    try:
        prepare(machine, tests)
        machine.run([job_of(test, limit) for test in tests], seen)
    finally:
        machine.close()
    return verdicts


def show_progress(total: int) -> Callable[[Verdict], None]:
    count = [0, 0]

    def each(verdict: Verdict) -> None:
        count[0] += 1
        count[1] += verdict.passed
        if not verdict.passed or count[0] % 25 == 0:
            say(
                f'[{count[0]}/{total}, {count[1]} passed] {"ok  " if verdict.passed else "FAIL"} {verdict.name} {verdict.seconds:.1f} s {verdict.reason}'
            )

    return each
