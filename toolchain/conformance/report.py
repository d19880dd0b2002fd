"""The report on a run: passed / total per group, the failures' last lines in a file, the most frequent reasons; and the
ratchet.

A ratchet is a sorted list of names that passed once and must not break again. `--update` only adds names; removing one
is done by hand."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from toolchain.conformance.suites import say
from toolchain.environment import ROOT, WORK

RATCHETS = ROOT / 'tests' / 'conformance'
FAILURES = WORK / 'conformance'
LAST_LINES = 12
ANSI = re.compile(r'\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\r')
ERROR_LINE = re.compile(r'^(?:Uncaught )?(?:[A-Z][\w.]*(?:Error|Exception)\b.*|.*\b(?:error|Error): .*)$')


@dataclass
class Verdict:
    name: str
    group: str
    passed: bool
    seconds: float
    reason: str = ''
    """One line; empty for what passed."""
    last_lines: str = ''


def plain(output: str) -> str:
    return ANSI.sub('', output)


def last_lines(output: str, count: int = LAST_LINES) -> str:
    return '\n'.join(plain(output).rstrip().split('\n')[-count:])


def reason_of(output: str) -> str:
    """The line with the reason: the last error, or else the last line."""
    lines = [line.strip() for line in plain(output).split('\n') if line.strip()]
    named = [line for line in lines if ERROR_LINE.match(line) and not line.startswith('at ')]
    chosen = named[-1] if named else lines[-1] if lines else '(nothing printed)'
    return chosen[:160]


def reason_kind(reason: str) -> str:
    """Reasons that differ only in names and numbers are the same."""
    return re.sub(r'/\S+', 'PATH', re.sub(r'\d+', 'N', reason))[:110]


def read_ratchet(name: str) -> set[str]:
    path = RATCHETS / f'{name}.txt'
    return set(path.read_text().split('\n')) - {''} if path.exists() else set()


def write_ratchet(name: str, names: set[str]) -> None:
    RATCHETS.mkdir(parents=True, exist_ok=True)
    (RATCHETS / f'{name}.txt').write_text(''.join(f'{one}\n' for one in sorted(names)))


def show_groups(verdicts: list[Verdict]) -> None:
    total: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for verdict in verdicts:
        groups = [verdict.group]
        if ' ' in verdict.group:
            groups.append(f'{verdict.group.split(" ")[0]} all')
        for group in groups:
            total[group] += 1
            passed[group] += verdict.passed
    say('')
    for group in sorted(total):
        say(f'{group:<28}{passed[group]:>6} / {total[group]:<6}{100 * passed[group] / total[group]:>6.1f} %')
    everything = sum(verdict.passed for verdict in verdicts)
    say(f'{"everything":<28}{everything:>6} / {len(verdicts):<6}{100 * everything / max(1, len(verdicts)):>6.1f} %')


def write_failures(suite: str, verdicts: list[Verdict]) -> Path:
    FAILURES.mkdir(parents=True, exist_ok=True)
    path = FAILURES / f'{suite}-failures.txt'
    failed = sorted(
        (verdict for verdict in verdicts if not verdict.passed), key=lambda verdict: (verdict.group, verdict.name)
    )
    path.write_text(
        ''.join(
            f'==== {one.name} ({one.group}, {one.seconds:.1f} s): {one.reason}\n{one.last_lines}\n\n' for one in failed
        )
    )
    return path


def finish(suite: str, verdicts: list[Verdict], update: bool) -> int:
    """Prints everything; the exit code is 1 if a test in the ratchet broke."""
    show_groups(verdicts)
    reasons = Counter(reason_kind(verdict.reason) for verdict in verdicts if not verdict.passed)
    if reasons:
        say('\nmost frequent reasons:')
        for reason, count in reasons.most_common(15):
            say(f'{count:>6}  {reason}')
    say(f'\nfailures: {write_failures(suite, verdicts).relative_to(ROOT)}')
    ratchet = read_ratchet(suite)
    passing = {verdict.name for verdict in verdicts if verdict.passed}
    broken = sorted(ratchet & {verdict.name for verdict in verdicts if not verdict.passed})
    new = passing - ratchet
    if update and new:
        write_ratchet(suite, ratchet | passing)
        say(f'ratchet: {len(new)} more, {len(ratchet | passing)} in all')
    elif new:
        say(f'ratchet: {len(new)} pass that are not in it (--update adds them)')
    for name in broken:
        say(f'BROKEN: {name} passed before')
    return 1 if broken else 0
