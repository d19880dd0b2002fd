"""The versions we claim are those of the pinned Node."""

import json
import subprocess
from pathlib import Path

from runtime_py.npm.versions import NODE_VERSION, NPM_VERSION
from toolchain.environment import node, npm_command


def test_claimed_versions() -> None:
    assert (
        subprocess.run([node(), '--version'], capture_output=True, text=True, check=True).stdout.strip()
        == 'v' + NODE_VERSION
    )
    package = Path(npm_command()[-1]).resolve().parent.parent / 'package.json'
    assert json.loads(package.read_text())['version'] == NPM_VERSION
