"""`build.py tools [NAME...]`: tries today's releases of the tools in table.py, unmodified, each in a separate machine
in Chromium. Writes docs/TOOLS.md.

Rows of other tools stay unchanged. Previews have an origin for each port, as under `build.py serve`."""

import datetime
import tempfile
from pathlib import Path

from tests.latest.model import Tool
from tests.latest.saves import Failed
from tests.latest.table import TOOLS
from tests.latest.trial import Trial
from tests.machine.browser import Browser, Machine
from tests.machine.npm_cache import NpmCache
from tests.machine.outside import REGISTRY_HOST
from tests.machine.preview_host import PreviewHost, dist_with_previews
from tests.machine.registry import Registry
from tests.machine.static_server import StaticServer
from toolchain.environment import ROOT, WORK

PAGE = ROOT / 'docs' / 'TOOLS.md'
SETTINGS = 'CI=1 NO_COLOR=1 NEXT_TELEMETRY_DISABLED=1 ASTRO_TELEMETRY_DISABLED=1 NUXT_TELEMETRY_DISABLED=1 NG_CLI_ANALYTICS=false STORYBOOK_DISABLE_TELEMETRY=1'
HEAD = """# Tools

Current releases, unmodified, as `python3 build.py tools` found them in Chromium: it installs what is `latest` that day,
starts the development server, looks at its first page, saves an edit, a style and a syntax error and waits until the
page shows them, builds, and looks at the build's preview. What npm replaces it says at install. Times are those of that
run, beside whatever else the computer did.

Creators whose template is an archive on GitHub (`npm create astro`, `create-react-router`, `create-nuxt`,
`create-adonisjs`) need a proxy ([PROXY.md](PROXY.md)): its server of archives allows no requests from pages.

| tool | version | tried | result |
|---|---|---|---|
"""
FAILS = ' | fails: '
A_DAY = 86400.0


def row(tool: Tool, registry: Registry, server: StaticServer) -> str:
    browser = Browser()
    version = '?'
    try:
        machine = Machine(browser, server).open()
        machine.run(f'export npm_config_registry={registry.url} {SETTINGS}')
        trial = Trial(machine, tool)
        try:
            result = trial.result()
        except (Failed, AssertionError) as error:
            result = 'fails: ' + ' '.join(str(error).split())[:600].replace('|', '\\|')
            machine.driver.switch_to.window(machine.driver.window_handles[0])
        try:
            version = trial.version()
        except AssertionError:
            pass  # the install itself failed
    finally:
        browser.close()
    return f'| {tool.name} | {version} | {datetime.datetime.now(datetime.UTC):%Y-%m-%d} | {result} |'


def known_rows() -> dict[str, str]:
    """Name -> line."""
    lines = PAGE.read_text().splitlines() if PAGE.exists() else []
    start = next((number for number, line in enumerate(lines) if line.startswith('|---')), len(lines))
    return {line.split(' | ')[0][2:]: line for line in lines[start + 1 :]}


def is_named(tool: Tool, names: list[str]) -> bool:
    """Whether one of these is a part of its name; without names every tool is."""
    return not names or any(name.lower() in tool.name.lower() for name in names)


def complains(names: list[str]) -> bool:
    """Whether a name is no tool's, and says which."""
    unknown = [name for name in names if not any(is_named(tool, [name]) for tool in TOOLS)]
    if unknown:
        print(f'no such tool: {"; ".join(unknown)}. There are:', *(f'  {tool.name}' for tool in TOOLS), sep='\n')
    return bool(unknown)


def main(names: list[str]) -> int:
    known = known_rows()
    registry, host = Registry(NpmCache(WORK / 'npm-cache-latest', A_DAY), REGISTRY_HOST), PreviewHost()
    with tempfile.TemporaryDirectory() as folder:
        server = StaticServer(dist_with_previews(Path(folder), host.pattern('port')))
        host.list_machine(server.url)
        failures = 0
        for tool in TOOLS:
            if not is_named(tool, names):
                continue
            known[tool.name] = row(tool, registry, server)
            failures += FAILS in known[tool.name]
            print(known[tool.name], flush=True)
            PAGE.write_text(HEAD + ''.join(known[tool.name] + '\n' for tool in TOOLS if tool.name in known))
        for each in (server, host, registry):
            each.stop()
    return 1 if failures else 0
