"""Gives workers behind the wall the scripts that they ask for: their own requests go nowhere (platform/script_line.py).

A program can ask, too, so only what is in the table is given: the folder may have files of the page's."""

from runtime_py.kernel.messages import is_count, is_text
from runtime_py.kernel.program_scripts import SCRIPTS
from runtime_py.platform.script_line import give_piece


async def give_script(scripts: object, line: object, message: object) -> None:
    """`message`: {name, at}; `line`: the worker's."""
    if not is_text(message['name']) or not is_count(message['at']) or message['name'] not in SCRIPTS:
        give_piece(line, None, 0)
        return
    found = await scripts.piece(message['name'], message['at'])
    give_piece(line, found[0], found[1])
