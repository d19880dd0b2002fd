"""Programs of tests/node/messages, one for each kind of edit of a text on its way to the engine: messages, stacks,
carets and function texts are native Node's.

Stack lines in Node's own library are ignored, since their columns are those of its minified text. The place of an eval
isn't reported."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.machine.browser import Machine
from toolchain.environment import ROOT, node

FOLDER = ROOT / 'tests' / 'node' / 'messages'
PROGRAMS = sorted(path.name for path in FOLDER.iterdir())
PLACE = '/PLACE'
LIBRARY_FRAME = re.compile(r'^ +at (?:.*\()?(?:async )?node:.*\n', re.MULTILINE)
EVAL_ORIGIN = re.compile(r'\(eval at .*\), ')
PROCESS = re.compile(r'\(node:\d+\)')


def command(name: str) -> str:
    return f'sh {name}' if name.endswith('.sh') else f'node {name}'


def shown(output: str, folder: str) -> str:
    text = LIBRARY_FRAME.sub('', output.replace('\r\n', '\n').replace(folder, PLACE))
    return PROCESS.sub('(node:1)', EVAL_ORIGIN.sub('(eval, ', text))


def natively(name: str, folder: Path) -> str:
    environment = {**os.environ, 'PATH': f'{Path(node()).parent}:{os.environ["PATH"]}'}
    done = subprocess.run(
        ['/bin/sh', '-c', f'{command(name)} 2>&1; echo "exit code $?"'],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return shown(done.stdout.decode(), str(folder))


@pytest.fixture(scope='module')
def folder(machine: Machine) -> str:
    machine.api(
        """
        await wc.fs.mkdir('messages')
        for (const [name, text] of args[0]) await wc.fs.writeFile(`messages/${name}`, text)
    """,
        [[name, (FOLDER / name).read_text()] for name in PROGRAMS],
    )
    return f'{machine.run("pwd")}/messages'


@pytest.mark.parametrize('name', PROGRAMS)
def test_says_what_native_node_says(machine: Machine, folder: str, name: str, tmp_path: Path) -> None:
    copy = tmp_path / 'messages'
    shutil.copytree(FOLDER, copy)
    found = machine.api(
        """
        const process = await wc.spawn('sh', ['-c', `cd messages; (${args[0]}) > ../said 2>&1 < /dev/null; echo "exit code $?" >> ../said`])
        process.output.pipeTo(new WritableStream())
        await process.exit
        return await wc.fs.readFile('said', 'utf8')
    """,
        command(name),
    )
    assert shown(str(found), folder) == natively(name, copy)
