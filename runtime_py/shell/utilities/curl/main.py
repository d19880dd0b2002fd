"""curl: requests to servers in the machine over its loopback, and to the network as far as the browser allows (CORS).

Options are in settings.py; exit codes are curl's own: 3 bad URL, 4 impossible in a page, 6 no such host, 7 refused,
22 HTTP error with -f, 23 can't write, 26 can't read, 28 timeout, 33 no ranges, 35 no TLS, 47 too many redirects, 52 empty
reply, 56 connection broken, 63 file too large."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import HELP, VERSION, Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.curl.building import Builder, number_of
from runtime_py.shell.utilities.curl.cookies import Jar
from runtime_py.shell.utilities.curl.globs import Expanded, expand_url
from runtime_py.shell.utilities.curl.request import USER_AGENT, CurlProblem
from runtime_py.shell.utilities.curl.running import Run
from runtime_py.shell.utilities.curl.settings import LETTERS, LONG, NUMBERS, all_of, one_of, with_files


async def main(context: Context) -> int:
    try:
        options = parse_options(await with_files(context, context.args), LETTERS, LONG)
    except CurlProblem as problem:
        return await _misused(context, problem.message)
    if options.problem != '':
        return await _usage(context, options.problem)
    for name in NUMBERS:
        if options.has(name) and number_of(options.value(name)) is None:
            dashes = '-' if len(name) == 1 else '--'
            return await _misused(context, f'{dashes}{name}: expected a proper numerical parameter')
    urls = [*options.operands, *options.all_values('url')]
    if len(urls) == 0:
        await context.error('(2) no URL specified')
        return 2
    return await _Session(context, options).run(urls)


class _Session:
    """All transfers of one call."""

    def __init__(self, context: Context, options: Options) -> None:
        self.context = context
        self.options = options
        self.jar: Jar | None = None

    async def run(self, urls: list[str]) -> int:
        options = self.options
        try:
            self._open_jar()
            builder = Builder(self.context, options)
            await builder.prepare()
        except CurlProblem as problem:
            if problem.status == 2:
                await self.context.write_error('Warning: Illegally formatted input field!\n')
                return await _misused(self.context, problem.message)
            await self._tell(problem)
            return problem.status
        status = 0
        number = 0
        for k, url in enumerate(urls):
            try:
                expanded = [Expanded(url, [])] if options.any(['g', 'globoff']) else expand_url(url)
            except CurlProblem as problem:
                await self._tell(problem)
                status = problem.status
                continue
            for one in expanded:
                status = await self._one(builder, one, k, number)
                number += 1
                if status != 0 and options.has('fail-early'):
                    return status
        return await self._save_jar(status)

    async def _one(self, builder: Builder, one: Expanded, place: int, number: int) -> int:
        run = Run(self.context, self.options, builder, self.jar, one, number)
        given = all_of(self.options, 'o', 'output')
        if place < len(given):
            run.path = one.named(given[place])
        else:
            names = len(all_of(self.options, 'O', 'remote-name'))
            run.is_named_by_url = place < len(given) + names or self.options.has('remote-name-all')
        problem = await run.whole()
        await run.write_report(problem)
        if problem is None:
            return 0
        await run.tell(problem)
        return problem.status

    async def _tell(self, problem: CurlProblem) -> None:
        if not self.options.any(['s', 'silent']) or self.options.any(['S', 'show-error']):
            await self.context.error(f'({problem.status}) {problem.message}')

    def _open_jar(self) -> None:
        options = self.options
        files = [text for text in all_of(options, 'b', 'cookie') if '=' not in text]
        if len(files) == 0 and not options.any(['c', 'cookie-jar']):
            return
        self.jar = Jar()
        for file in files:
            content = self.context.system.read_file(self.context.path(file)) if file != '' else -1
            if not isinstance(content, int):
                self.jar.load(to_text(content), options.any(['j', 'junk-session-cookies']))

    async def _save_jar(self, status: int) -> int:
        path = one_of(self.options, 'c', 'cookie-jar')
        if self.jar is None or path == '':
            return status
        if path == '-':
            await self.context.write(self.jar.text())
        elif self.context.system.write_file(self.context.path(path), to_bytes(self.jar.text()), 0o600) < 0:
            await self.context.error(f'failed to save cookies in {path}')
        return status


async def _usage(context: Context, problem: str) -> int:
    """Reports a wrong option in curl's words, or prints the help or version that was asked for."""
    if problem == VERSION:
        await context.write(f'{USER_AGENT.replace("/", " ")} (Terrarium)\nProtocols: http https\n')
        return 0
    if problem.startswith(HELP):
        return await usage_error(context, problem)
    name = problem.split("'")[1] if "'" in problem else problem
    option = '-' + name if len(name) == 1 else name
    return await _misused(context, f'{option}: ' + ('requires parameter' if 'argument' in problem else 'is unknown'))


async def _misused(context: Context, problem: str) -> int:
    await context.error(problem if problem.startswith('cannot') else f'option {problem}')
    await context.write_error("curl: try 'curl --help' for more information\n")
    return 2
