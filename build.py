#!/usr/bin/env python3
"""Terrarium's one command: `python3 build.py build | package | serve | run | test | check | bench | conformance |
crash-test | tools | proxy | clean`.

Needs only Python 3.11: it first makes the project's own environment in .venv and restarts itself there.
Knows only the commands' names; toolchain/ implements them."""

import argparse
import os
import sys

if sys.version_info < (3, 11):
    sys.exit(f'build.py needs Python 3.11, and this is {sys.version.split()[0]}')

from toolchain import environment


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest='command', required=True)
    build = commands.add_parser('build', help='make dist/')
    build.add_argument(
        '--previews', default='', help='origins of previews, as https://{port}-{id}.example.com (docs/EMBED.md)'
    )
    build.add_argument(
        '--debug', action='store_true', help='with checks of locks and states (runtime_py/platform/debugging.py)'
    )
    commands.add_parser('package', help='build, and make the npm package')
    serve = commands.add_parser('serve', help='build, serve dist/ and rebuild on every change')
    serve.add_argument('--port', type=int, default=8080)
    run = commands.add_parser('run', help='build, and run one program in a machine without a browser')
    run.add_argument('file')
    run.add_argument('arguments', nargs=argparse.REMAINDER)
    test = commands.add_parser('test', help='build and run every check and test')
    test.add_argument(
        'only',
        nargs='*',
        help='a test such as tests/shell/test_language.py::test_case, or names of steps (toolchain/checks.py); every step by default',
    )
    test.add_argument(
        '--world',
        choices=['cpython', 'js', 'browser'],
        help='the world for a single test; by default every world in which it runs',
    )
    check = commands.add_parser(
        'check',
        help='the checks that a commit needs, in a minute: style, types, dialect, imports, links, quick tests',
    )
    check.add_argument('--fix', action='store_true', help='first sort imports and format, as the check of style wants')
    bench = commands.add_parser('bench', help='run benchmarks, and compare with native Node')
    bench.add_argument('only', nargs='*', help='names of benchmarks, without bench_; all by default')
    conformance = commands.add_parser(
        'conformance', help="run Node's own tests, or those of busybox's shell or of npm, in a machine"
    )
    conformance.add_argument(
        'rest', nargs=argparse.REMAINDER, help='node | shell | npm and options; see `conformance node --help`'
    )
    crash = commands.add_parser('crash-test', help='kill the browser under a write load, and check what it has stored')
    crash.add_argument('rounds', nargs='?', type=int, default=200)
    tools = commands.add_parser(
        'tools', help="test today's releases of the tools of docs/TOOLS.md, and write that page"
    )
    tools.add_argument('only', nargs='*', help='parts of their names; all by default')
    proxy = commands.add_parser(
        'proxy', help='run a proxy that forwards requests of machines to the listed hosts (docs/PROXY.md)'
    )
    proxy.add_argument('--port', type=int, default=8081)
    proxy.add_argument(
        '--origin', default='http://localhost:8080', help='the origin of the page that may use the proxy'
    )
    proxy.add_argument('hosts', nargs='+', help='names, *.name, or * for every public host')
    commands.add_parser('clean', help='remove dist/ and .build/')
    arguments = parser.parse_args()

    if arguments.command == 'clean':
        environment.clean()
        return 0
    environment.enter()
    # Everything below may use the environment's packages.
    if arguments.command == 'build':
        from toolchain import build

        return build.main(arguments.previews, arguments.debug)
    if arguments.command == 'package':
        from toolchain import package

        return package.main()
    if arguments.command == 'serve':
        from toolchain import serve as server

        return server.main(arguments.port)
    if arguments.command == 'run':
        from toolchain import run_program

        return run_program.main(arguments.file, arguments.arguments)
    if arguments.command == 'test':
        from toolchain import checks, one_test

        if any(map(one_test.is_path, arguments.only)):
            return one_test.main(arguments.only, arguments.world)
        return checks.main(arguments.only)
    if arguments.command == 'check':
        from toolchain import checks

        if arguments.fix:
            checks.fix_style()
        return checks.main(list(checks.QUICK))
    if arguments.command == 'bench':
        from toolchain import bench as benchmarks

        return benchmarks.main(arguments.only)
    if arguments.command == 'crash-test':
        from tests.machine import crash as crashes
        from toolchain import build

        return build.main() or crashes.main(arguments.rounds)
    if arguments.command == 'tools':
        from tests.latest import run as trials
        from toolchain import build

        if trials.complains(arguments.only):
            return 2
        return build.main() or trials.main(arguments.only)
    if arguments.command == 'proxy':
        from toolchain import proxy as proxies

        return proxies.main(arguments.port, arguments.origin, arguments.hosts)
    from toolchain import conformance as suites

    return suites.main(arguments.rest)


if __name__ == '__main__':
    os.chdir(environment.ROOT)
    sys.exit(main())
