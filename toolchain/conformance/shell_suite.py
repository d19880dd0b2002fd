"""busybox's tests of its shell and its utilities, run by the machine's own: ash_test (output against `.right`), and
testsuite (what prints PASS).

Runs only files for utilities that the machine has, and lists the others. Helpers in C are replaced by programs that do
the same. Tests of ash whose expectation is busybox's own `echo`, which keeps backslashes, don't pass: `sh` follows
dash."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from toolchain.conformance import native_machine, suites
from toolchain.conformance.machine import Job, Outcome, SuiteMachine
from toolchain.conformance.report import Verdict, last_lines, plain, read_ratchet, reason_of
from toolchain.conformance.suites import say

FOLDER = 'busybox-suite'
SKIPPED = 77
# recho.c and zecho.c of ash_test: print arguments one per line, and separated by blanks.
RECHO = """#!/usr/bin/env node
const show = (byte) => byte === 127 ? '^?' : byte < 32 ? '^' + String.fromCharCode(byte + 64) : String.fromCharCode(byte)
process.argv.slice(2).forEach((arg, i) => process.stdout.write(
  Buffer.from(`argv[${i + 1}] = <` + [...Buffer.from(arg)].map(show).join('') + '>\\n', 'latin1')))
"""
ZECHO = """#!/usr/bin/env node
console.log(process.argv.slice(2).join(' '))
"""
# A mounted file isn't executable, but these are called as programs.
PREPARE = '''"const fs = require('fs'); for (const name of fs.globSync('{bin/*,**/*.tests,testsuite/*/*}')) fs.chmodSync(name, 493)"'''
# `busybox NAME` in old tests means the machine's own NAME.
BUSYBOX = """#!/bin/sh
exec "$@"
"""
HELPERS = [('busybox', BUSYBOX), ('recho', RECHO), ('zecho', ZECHO)]
VERDICT_LINE = re.compile(r'^(PASS|FAIL|SKIPPED|UNTESTED): (.*)$', re.MULTILINE)
NEW_STYLE = '''work=$HOME/busybox-work.{slot}; rm -rf "$work"; mkdir -p "$work/w" && cd "$work/w" && node -e "$4" "$1/testsuite"
export PATH="$1/bin:$PATH" OPTIONFLAGS="$2" VERBOSE= bindir="$work" tsdir="$work/w" ECHO=echo; touch ../.config; sh "./$3"'''
LINK = "const fs = require('fs'), from = process.argv[1]; for (const name of fs.readdirSync(from)) fs.symlinkSync(from + '/' + name, name)"
OLD_STYLE = '''work=$HOME/busybox-work.{slot}; rm -rf "$work"; mkdir -p "$work" && cd "$work" && export PATH="$1/bin:$PATH" d="$1/testsuite" bindir="$work" tsdir="$1/testsuite"
touch .config; sh -x -e "$1/testsuite/$2"'''
ASH = """cd "$1/shell/ash_test/$2" && export PATH="$1/bin:$PATH" THIS_SH="$(command -v sh)"; unset LANG LC_ALL; sh "./$3" </dev/null 2>&1 | cat"""


def _prepare(machine: SuiteMachine) -> None:
    top = suites.fetch() / 'busybox'
    machine.snapshots = suites.write_snapshots(top, suites.shell_files(), machine.suite_folder)
    helpers = machine.suite_folder.parent / 'helpers'
    shutil.rmtree(helpers, ignore_errors=True)
    (helpers / 'bin').mkdir(parents=True)
    for name, text in HELPERS:
        (helpers / 'bin' / name).write_text(text)
    names = suites.write_snapshots(helpers, [f'bin/{name}' for name, text in HELPERS], machine.suite_folder / 'helpers')
    machine.snapshots += [f'helpers/{name}' for name in names]


def _option_flags(top: Path) -> str:
    """All features are enabled: a machine that lacks one fails its tests."""
    found = set()
    for path in (top / 'testsuite').glob('*.tests'):
        for line in re.findall(r'^\s*optional (.*)$', path.read_text(errors='replace'), re.MULTILINE):
            found.update(line.split('#')[0].replace(';', ' ').split())
    return ':' + ':'.join(sorted(found)) + ':'


def _prepare_native(top: Path) -> None:
    """The folder that a machine without a browser copies."""
    folder = native_machine.FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    for part in ('shell/ash_test', 'testsuite'):
        shutil.copytree(top / part, folder / part, symlinks=True)
    (folder / 'bin').mkdir()
    for name, text in HELPERS:
        (folder / 'bin' / name).write_text(text)
    for path in folder.rglob('*'):
        called = path.parent.name == 'bin' or path.suffix == '.tests' or path.parent.parent.name == 'testsuite'
        if called and path.is_file() and not path.is_symlink():
            path.chmod(0o755)


def _jobs(top: Path, root: str, area: str | None, limit: float) -> dict[str, tuple[Job, str]]:
    """Jobs by name, with the area of each."""
    found: dict[str, tuple[Job, str]] = {}

    def add(name: str, of_area: str, program: str, *arguments: str) -> None:
        if area is None or area == of_area:
            found[name] = (Job(name, 'sh', ['-c', program, 'sh', root, *arguments], FOLDER, {}, limit), of_area)

    for path in sorted((top / 'shell' / 'ash_test').glob('*/*.tests')):
        if path.with_suffix('.right').exists():
            add(f'ash_test/{path.parent.name}/{path.name}', path.parent.name, ASH, path.parent.name, path.name)
    flags = _option_flags(top)
    for path in sorted((top / 'testsuite').glob('*.tests')):
        if path.stem not in ('all_sourcecode', 'busybox'):
            add(f'testsuite/{path.name}', path.stem, NEW_STYLE, flags, path.name, LINK)
    for path in sorted((top / 'testsuite').glob('*/*')):
        if path.is_file():
            add(
                f'testsuite/{path.parent.name}/{path.name}',
                path.parent.name,
                OLD_STYLE,
                f'{path.parent.name}/{path.name}',
            )
    return found


def _verdicts(top: Path, area: str, outcome: Outcome) -> list[Verdict]:
    output = plain(outcome.output)
    name, took, tail = outcome.name, outcome.seconds, last_lines(outcome.output)
    late = 'over the time limit' if outcome.code is None else ''
    if name.startswith('ash_test/'):
        right = (top / 'shell' / name).with_suffix('.right').read_text(errors='replace').replace('\r', '')
        if not late and outcome.code == SKIPPED and output != right:
            return []
        passed = not late and output.replace('\ufffd', '') == right.replace('\ufffd', '')
        return [
            Verdict(
                name,
                area,
                passed,
                took,
                '' if passed else late or f'other output than {Path(name).stem}.right: {reason_of(output)}',
                tail,
            )
        ]
    if name.count('/') == 2:
        passed = outcome.code == 0
        return [Verdict(name, area, passed, took, '' if passed else late or reason_of(output), tail)]
    found = {}
    for verdict, of_test in VERDICT_LINE.findall(output):
        if verdict in ('PASS', 'FAIL'):
            whole = f'{name}: {of_test.strip()}'
            passed = verdict == 'PASS' and (whole not in found or found[whole].passed)
            found[whole] = Verdict(whole, area, passed, took, '' if passed else 'other output than expected', of_test)
    for known in read_ratchet('shell'):
        if known.startswith(f'{name}: ') and known not in found:
            found[known] = Verdict(known, area, False, took, 'did not come to this test', tail)
    if late or not found:
        found[name] = Verdict(name, area, False, took, late or f'no test ran: {reason_of(output)}', tail)
    return list(found.values())


def _absent(run_jobs: Callable[[list[Job], Callable[[Outcome], None]], None], areas: set[str]) -> set[str]:
    """Names of utilities that the machine's shell doesn't find."""
    said: list[str] = []
    utilities = sorted(area for area in areas if not area.startswith('ash-') and area not in ('ash', 'busybox'))
    job = Job(
        'utilities',
        'sh',
        ['-c', 'for u in "$@"; do command -v "$u" >/dev/null || echo "absent:$u"; done', 'sh', *utilities],
        FOLDER,
        {},
        60,
    )
    run_jobs([job], lambda outcome: said.append(plain(outcome.output)))
    return set(re.findall(r'^absent:(\S+)$', '\n'.join(said), re.MULTILINE))


def run(area: str | None, sample: int | None, jobs: int, limit: float, native: bool = False) -> list[Verdict]:
    top = suites.fetch() / 'busybox'
    if native:
        _prepare_native(top)
        root = native_machine.MOUNT_POINT
        return _run_jobs(top, root, area, sample, limit, lambda chosen, seen: native_machine.run(chosen, jobs, seen))
    machine = SuiteMachine(jobs, FOLDER, f'cd {FOLDER} && node -e {PREPARE}')
    try:
        _prepare(machine)
        return _run_jobs(top, f'{machine.workdir}/{FOLDER}', area, sample, limit, machine.run)
    finally:
        machine.close()


def _run_jobs(
    top: Path,
    root: str,
    area: str | None,
    sample: int | None,
    limit: float,
    run_jobs: Callable[[list[Job], Callable[[Outcome], None]], None],
) -> list[Verdict]:
    verdicts: list[Verdict] = []
    chosen = _jobs(top, root, area, limit)
    absent = _absent(run_jobs, {of_area for job, of_area in chosen.values()})
    if absent:
        say(f'not in the machine, so not counted: {", ".join(sorted(absent))}')
    chosen = {name: found for name, found in chosen.items() if found[1] not in absent}
    if sample is not None:
        kept = suites.sample_of(list(chosen), sample)
        chosen = {name: found for name, found in chosen.items() if name in kept}

    def seen(outcome: Outcome) -> None:
        found = _verdicts(top, chosen[outcome.name][1], outcome)
        verdicts.extend(found)
        say(f'{outcome.name}: {sum(one.passed for one in found)} / {len(found)}, {outcome.seconds:.1f} s')

    run_jobs([job for job, of_area in chosen.values()], seen)
    return verdicts
