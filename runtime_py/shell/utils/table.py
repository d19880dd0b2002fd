"""All utilities by name. One more is a file with `async def main(context) -> int` and a line here."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.utils.basename import main as basename
from runtime_py.shell.utils.cat import main as cat
from runtime_py.shell.utils.clear import main as clear
from runtime_py.shell.utils.cp import main as cp
from runtime_py.shell.utils.curl import main as curl
from runtime_py.shell.utils.cut import main as cut
from runtime_py.shell.utils.date import main as date
from runtime_py.shell.utils.dirname import main as dirname
from runtime_py.shell.utils.echo import main as echo
from runtime_py.shell.utils.env import main as env
from runtime_py.shell.utils.false import main as false_main
from runtime_py.shell.utils.find import main as find
from runtime_py.shell.utils.grep import main as grep
from runtime_py.shell.utils.head import main as head
from runtime_py.shell.utils.kill import main as kill
from runtime_py.shell.utils.ls import main as ls
from runtime_py.shell.utils.mkdir import main as mkdir
from runtime_py.shell.utils.mv import main as mv
from runtime_py.shell.utils.printf import main as printf
from runtime_py.shell.utils.ps import main as ps
from runtime_py.shell.utils.pwd import main as pwd
from runtime_py.shell.utils.rm import main as rm
from runtime_py.shell.utils.rmdir import main as rmdir
from runtime_py.shell.utils.sed import main as sed
from runtime_py.shell.utils.seq import main as seq
from runtime_py.shell.utils.sleep import main as sleep
from runtime_py.shell.utils.sort import main as sort
from runtime_py.shell.utils.tail import main as tail
from runtime_py.shell.utils.tee import main as tee
from runtime_py.shell.utils.touch import main as touch
from runtime_py.shell.utils.tr import main as tr
from runtime_py.shell.utils.true import main as true_main
from runtime_py.shell.utils.uniq import main as uniq
from runtime_py.shell.utils.wc import main as wc
from runtime_py.shell.utils.which import main as which
from runtime_py.shell.utils.xargs import main as xargs
from runtime_py.shell.utils.yes import main as yes

UTILITIES: Map[str, Any] = Map()
for _name, _main in [
    ['basename', basename], ['cat', cat], ['clear', clear], ['cp', cp], ['curl', curl], ['cut', cut], ['date', date], ['dirname', dirname], ['echo', echo],
    ['egrep', grep], ['env', env], ['false', false_main], ['fgrep', grep], ['find', find], ['grep', grep], ['head', head], ['kill', kill], ['ls', ls],
    ['mkdir', mkdir], ['mv', mv], ['printf', printf], ['ps', ps], ['pwd', pwd], ['rm', rm], ['rmdir', rmdir], ['sed', sed], ['seq', seq], ['sleep', sleep],
    ['sort', sort], ['tail', tail], ['tee', tee], ['touch', touch], ['tr', tr], ['true', true_main], ['uniq', uniq], ['wc', wc], ['which', which],
    ['xargs', xargs], ['yes', yes],
]:
    UTILITIES.set(_name, _main)


def utility_names() -> list[str]:
    return [name for name in UTILITIES.keys()]
