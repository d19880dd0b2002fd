"""Programs of tests/node/cases: their output in the machine is that of the pinned native Node."""

import subprocess
from pathlib import Path

import pytest

from tests.machine.browser import Machine
from toolchain.environment import ROOT, node

CASES = sorted((ROOT / 'tests' / 'node' / 'cases').glob('*.js'))
FIXTURES = ROOT / 'tests' / 'node' / 'cases' / 'fixtures'  # required by several cases
TIME_LIMIT = 60


def natively(case: Path, folder: Path) -> str:
    done = subprocess.run([node(), str(case)], cwd=folder, capture_output=True, timeout=TIME_LIMIT, check=False)
    return f'{done.stdout.decode()}exit code {done.returncode}\n'


def inside(machine: Machine, case: Path) -> str:
    source = case.read_text()
    fixtures = {file.name: file.read_text() for file in FIXTURES.glob('*.js') if f'./fixtures/{file.name}' in source}
    return machine.api(
        """
        const [name, source, fixtures] = args
        await wc.fs.mkdir(`cases/${name}`, {recursive: true})
        for (const [file, text] of Object.entries(fixtures)) {
            await wc.fs.mkdir(`cases/${name}/fixtures`, {recursive: true})
            await wc.fs.writeFile(`cases/${name}/fixtures/${file}`, text)
        }
        await wc.fs.writeFile(`cases/${name}/${name}.js`, source)
        const process = await wc.spawn('sh', ['-c', `cd cases/${name}; node ${name}.js > out.txt; echo "exit code $?" >> out.txt`])
        process.output.pipeTo(new WritableStream())
        await process.exit
        return await wc.fs.readFile(`cases/${name}/out.txt`, 'utf8')
    """,
        case.stem,
        source,
        fixtures,
    )


@pytest.mark.parametrize('case', CASES, ids=lambda case: case.stem)
def test_prints_what_native_node_prints(machine: Machine, case: Path, tmp_path: Path) -> None:
    assert inside(machine, case) == natively(case, tmp_path)
