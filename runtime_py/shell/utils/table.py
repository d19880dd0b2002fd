"""All utilities by name. One more is a file with `async def main(context) -> int` and a line here."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.utils.cat import main as cat
from runtime_py.shell.utils.cp import main as cp
from runtime_py.shell.utils.echo import main as echo
from runtime_py.shell.utils.ls import main as ls
from runtime_py.shell.utils.mkdir import main as mkdir
from runtime_py.shell.utils.mv import main as mv
from runtime_py.shell.utils.rm import main as rm
from runtime_py.shell.utils.rmdir import main as rmdir

UTILITIES: Map[str, Any] = Map()
for _name, _main in [
    ['cat', cat], ['cp', cp], ['echo', echo], ['ls', ls], ['mkdir', mkdir], ['mv', mv], ['rm', rm], ['rmdir', rmdir],
]:
    UTILITIES.set(_name, _main)


def utility_names() -> list[str]:
    return [name for name in UTILITIES.keys()]
