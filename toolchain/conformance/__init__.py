"""`build.py conformance node|shell|npm`: runs Node's own tests, busybox's tests of the shell, or npm's, in a
Terrarium machine, with a ratchet of passing tests.

The lists of tests and the script that fetches them are not in the repository: suites.py says where they are."""

import argparse
import sys
import time

from toolchain.conformance import node_suite, npm_suite, report, shell_suite, suites
from toolchain.conformance.suites import complain, say
from toolchain.environment import DIST


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument('suite', choices=('node', 'shell', 'npm'))
    parser.add_argument(
        '--area', help='tests of one area only (of node: fs, buffer, ...; of shell: ash-vars, grep, ...)'
    )
    parser.add_argument('--tier', choices=('A', 'B', 'C'), help='tests of one tier only (node)')
    parser.add_argument('--jobs', type=int, default=2, help='processes at a time')
    parser.add_argument('--match', help='tests whose file name contains one of these, separated by commas (node)')
    parser.add_argument('--sample', type=int, help='run only that many of the selected tests, the same ones every time')
    parser.add_argument('--limit', type=float, default=node_suite.LIMIT, help='seconds for a test')
    parser.add_argument(
        '--update', action='store_true', help='add the tests that pass to the ratchet, tests/conformance/'
    )
    parser.add_argument(
        '--native',
        action='store_true',
        help='in a machine without a browser: faster, but no proof for the ratchet (node, shell)',
    )
    parser.add_argument('--no-build', action='store_true', help='use dist/ as it is')


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog='build.py conformance', description=__doc__)
    add_arguments(parser)
    arguments = parser.parse_args(words)
    if arguments.native and (arguments.suite == 'npm' or arguments.update):
        parser.error('--native goes with node and shell only, and not with --update')
    if arguments.suite == 'npm':
        return npm_suite.main()
    try:
        suites.fetch()
    except suites.NoSuite as error:
        complain(f'the suite is not here: {error}')
        return 2
    if not arguments.no_build or not (DIST / 'index.html').exists():
        from toolchain import build

        if build.main() != 0:
            return 1
    started = time.monotonic()
    if arguments.suite == 'node':
        tests = node_suite.select(arguments.area, arguments.tier, arguments.sample, match=arguments.match)
        if not tests:
            complain('there are no such tests')
            return 2
        progress = node_suite.show_progress(len(tests))
        verdicts = node_suite.run(tests, arguments.jobs, arguments.limit, progress, arguments.native)
    else:
        verdicts = shell_suite.run(arguments.area, arguments.sample, arguments.jobs, arguments.limit, arguments.native)
    code = report.finish(arguments.suite, verdicts, arguments.update)
    say(f'{time.monotonic() - started:.0f} s')
    sys.stdout.flush()
    return code
