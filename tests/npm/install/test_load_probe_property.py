"""The program that loads a package, run by native Node: what it sees of reads, variables, globals, modules of both kinds."""

import json
import subprocess
from pathlib import Path

from runtime_py.npm.install.load_probe import PROBE
from toolchain.environment import node


def seen(folder: Path, files: dict[str, str]) -> dict:
    for path, text in files.items():
        target = folder / 'node_modules' / 'x' / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    result = folder / 'result.json'
    subprocess.run([node(), '-e', PROBE, 'x', str(folder), str(result)], check=True, timeout=60)
    return json.loads(result.read_text())


def test_a_quiet_package(tmp_path: Path) -> None:
    found = seen(tmp_path, {'index.js': 'module.exports = require("./y.js")', 'y.js': 'module.exports = 1'})
    assert found == {'read': [], 'environment': [], 'globals': [], 'native': [], 'errors': []}


def test_what_leads_outside(tmp_path: Path) -> None:
    text = (
        'globalThis.zork = 1; Array.prototype.foo = 1; String.prototype.trim = () => 1; setTimeout(() => { Math.late = 1 }, 50);'
        'require("fs").readFileSync("/etc/passwd"); require("node:fs").promises.readFile("/etc/hosts").catch(() => 1); process.env.OF_MINE'
    )
    found = seen(tmp_path, {'index.js': text})
    assert sorted(found['globals']) == [
        'added Array.prototype.foo',
        'added Math.late',
        'added zork',
        'changed String.prototype.trim',
    ]
    assert found['read'] == ['/etc/passwd', '/etc/hosts'] and found['environment'] == ['OF_MINE']


def test_modules_and_mistakes(tmp_path: Path) -> None:
    manifest = '{"name": "x", "exports": "./index.mjs"}'
    found = seen(tmp_path / 'a', {'index.mjs': 'await 1; globalThis.esm = 1', 'package.json': manifest})
    assert found['globals'] == ['added esm'] and found['errors'] == []
    assert seen(tmp_path / 'b', {'index.js': 'throw new Error("no")'})['errors'] == ['it can not be loaded: no']
    late = seen(tmp_path / 'c', {'index.js': 'setTimeout(() => { throw new Error("late") }, 20)'})
    assert late['errors'] == ['it threw: late']
