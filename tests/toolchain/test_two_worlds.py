"""Random typed programs compute the same under CPython and lowered to JavaScript: the lowering infers no wrong type.

`TERRARIUM_PROGRAMS=SEED:COUNT` tries others."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.toolchain.random_programs import Programs
from toolchain.environment import node
from toolchain.lowering import lower_source
from toolchain.lowering.signatures import ROOT

RUN = """
import {ALL} from './program.js'
console.log(JSON.stringify(ALL.map((run) => { try { return run() } catch (error) { return error.name } })))
"""


def _native(text: str) -> list[str]:
    names: dict[str, list] = {}
    exec(compile(text, 'program.py', 'exec'), names)
    results = []
    for run in names['ALL']:
        try:
            results.append(run())
        except Exception as error:
            results.append(type(error).__name__)
    return results


def _lowered(text: str, folder: Path) -> list[str]:
    code = lower_source(text, ROOT / 'runtime_py/shell/program.py').code
    (folder / 'package.json').write_text('{"type": "module"}')
    runtime = (ROOT / 'toolchain/lowering/runtime.js').read_text(encoding='utf-8')
    (folder / 'python_runtime.js').write_text(runtime, encoding='utf-8')
    (folder / 'runtime_py/shell').mkdir(parents=True, exist_ok=True)
    (folder / 'runtime_py/shell/program.js').write_text(code, encoding='utf-8')
    (folder / 'runtime_py/shell/run.js').write_text(RUN, encoding='utf-8')
    done = subprocess.run(
        [node(), 'runtime_py/shell/run.js'], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize('is_wide', [False, True])
def test_random_programs(tmp_path: Path, is_wide: bool) -> None:
    seed, count = (os.environ.get('TERRARIUM_PROGRAMS') or '1:300').split(':')
    programs = Programs(int(seed), is_wide)
    text = programs.module(int(count))
    functions = text.split('\n\n\n')
    bodies = {body.split('(')[0].removeprefix('def '): body for body in functions if body.startswith('def run_')}
    differing = [
        f'{bodies[f"run_{k}"]}\nCPython    {a}\nJavaScript {b}'
        for k, (a, b) in enumerate(zip(_native(text), _lowered(text, tmp_path), strict=True))
        if a != b
    ]
    assert not differing, f'{len(differing)} programs differ\n' + '\n'.join(differing[:3])
