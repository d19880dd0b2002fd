"""What a program can reach of Node's API, property by property: the same as natively, except for the differences that
tests/node/api_differences.txt lists and explains."""

import re
import subprocess
from pathlib import Path

from tests.machine.browser import Machine
from toolchain.environment import ROOT, node

WALK = ROOT / 'tests' / 'node' / 'api_surface.js'
DIFFERENCES = ROOT / 'tests' / 'node' / 'api_differences.txt'
PARTS = ['main.txt', 'worker.txt']
TIME_LIMIT = 120
_LINE = re.compile(r'(.*?)( [:=] | (?=[w-][e-][c-] )|\(\) | throws | undefined$)(.*)$')


def properties(text: str) -> dict[str, str]:
    """Path -> kind of property."""
    found = {}
    for line in text.splitlines():
        parts = _LINE.match(line)
        if parts is None:
            found[line] = ''
            continue
        sign = parts.group(2)
        mark = ' :' if sign.strip() in (':', '=') else '()' if sign == '() ' else ''
        found[parts.group(1) + mark] = f'{sign.strip()} {parts.group(3)}'.strip()
    return found


def compared(expected: dict[str, str], found: dict[str, str]) -> list[str]:
    """Differences; of a completely missing subtree, only its root."""
    said: list[str] = []
    roots: list[str] = []
    for path in [*expected, *[path for path in found if path not in expected]]:
        if expected.get(path) == found.get(path) or any(
            path.startswith((f'{root}.', f'{root}[', f'{root}(', f'{root} ')) for root in roots
        ):
            continue
        if path not in expected or path not in found:
            roots.append(path.removesuffix(' :'))
        said.append(f'{path} | {expected.get(path, "--")} | {found.get(path, "--")}')
    return said


def known_differences() -> list[re.Pattern[str]]:
    lines = DIFFERENCES.read_text(encoding='utf-8').splitlines()
    return [re.compile(line) for line in lines if line != '' and not line.startswith('#')]


def test_the_api_is_that_of_native_node(machine: Machine, tmp_path: Path) -> None:
    subprocess.run(
        [node(), str(WALK)],
        cwd=tmp_path,
        env={'PATH': '/usr/bin:/bin'},
        capture_output=True,
        timeout=TIME_LIMIT,
        check=True,
    )
    found = machine.api(
        """
        const [source, parts] = args
        await wc.fs.mkdir('surface', {recursive: true})
        await wc.fs.writeFile('surface/walk.js', source)
        const process = await wc.spawn('sh', ['-c', 'cd surface; node walk.js'])
        process.output.pipeTo(new WritableStream())
        await process.exit
        return await Promise.all(parts.map((part) => wc.fs.readFile(`surface/${part}`, 'utf8')))
    """,
        WALK.read_text(encoding='utf-8'),
        PARTS,
    )
    known = known_differences()
    for part, text in zip(PARTS, found, strict=True):
        different = compared(
            properties((tmp_path / part).read_text(encoding='utf-8', errors='replace')), properties(text)
        )
        assert [line for line in different if not any(pattern.match(line) for pattern in known)] == []
