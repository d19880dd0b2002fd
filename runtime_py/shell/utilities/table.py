"""All utilities by name. One more is a file with `async def main(context) -> int` and a line here."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.utilities.awk.main import main as awk
from runtime_py.shell.utilities.base32 import main as base32
from runtime_py.shell.utilities.base64 import main as base64
from runtime_py.shell.utilities.basename import main as basename
from runtime_py.shell.utilities.cat import main as cat
from runtime_py.shell.utilities.checkpoint import main as checkpoint
from runtime_py.shell.utilities.checkpoint import rollback
from runtime_py.shell.utilities.checksum import md5sum, sha1sum, sha224sum, sha256sum, sha384sum, sha512sum
from runtime_py.shell.utilities.chmod import chgrp, chown
from runtime_py.shell.utilities.chmod import main as chmod
from runtime_py.shell.utilities.cksum import cksum, sum_main
from runtime_py.shell.utilities.clear import main as clear
from runtime_py.shell.utilities.cmp import main as cmp
from runtime_py.shell.utilities.code import main as code
from runtime_py.shell.utilities.column import main as column
from runtime_py.shell.utilities.comm import main as comm
from runtime_py.shell.utilities.cp import main as cp
from runtime_py.shell.utilities.curl.main import main as curl
from runtime_py.shell.utilities.cut import main as cut
from runtime_py.shell.utilities.date import main as date
from runtime_py.shell.utilities.dd.main import main as dd
from runtime_py.shell.utilities.df import main as df
from runtime_py.shell.utilities.diff.main import main as diff
from runtime_py.shell.utilities.dirname import main as dirname
from runtime_py.shell.utilities.du import main as du
from runtime_py.shell.utilities.echo import main as echo
from runtime_py.shell.utilities.env import main as env
from runtime_py.shell.utilities.envsubst import main as envsubst
from runtime_py.shell.utilities.expand import main as expand
from runtime_py.shell.utilities.expand import unexpand
from runtime_py.shell.utilities.expr import main as expr
from runtime_py.shell.utilities.factor import main as factor
from runtime_py.shell.utilities.false import main as false_main
from runtime_py.shell.utilities.find.main import main as find
from runtime_py.shell.utilities.flock import main as flock
from runtime_py.shell.utilities.fold import main as fold
from runtime_py.shell.utilities.fsck import main as fsck
from runtime_py.shell.utilities.getopt import main as getopt
from runtime_py.shell.utilities.grep.main import main as grep
from runtime_py.shell.utilities.gzip import gunzip, gzip, zcat
from runtime_py.shell.utilities.head import main as head
from runtime_py.shell.utilities.hexdump import main as hexdump
from runtime_py.shell.utilities.hexdump import xxd
from runtime_py.shell.utilities.identity import arch, free, groups, hostname, identify, nproc, uname, uptime, whoami
from runtime_py.shell.utilities.install import main as install
from runtime_py.shell.utilities.join import main as join
from runtime_py.shell.utilities.kill import main as kill
from runtime_py.shell.utilities.ldd import main as ldd
from runtime_py.shell.utilities.less.main import main as less
from runtime_py.shell.utilities.link import main as link
from runtime_py.shell.utilities.ln import main as ln
from runtime_py.shell.utilities.ls import main as ls
from runtime_py.shell.utilities.mkdir import main as mkdir
from runtime_py.shell.utilities.mkfifo import main as mkfifo
from runtime_py.shell.utilities.mkfifo import mknod
from runtime_py.shell.utilities.mktemp import main as mktemp
from runtime_py.shell.utilities.mount.main import main as mount
from runtime_py.shell.utilities.mount.main import mountpoint, umount
from runtime_py.shell.utilities.mv import main as mv
from runtime_py.shell.utilities.nice import nice, nohup
from runtime_py.shell.utilities.nl import main as nl
from runtime_py.shell.utilities.od import main as od
from runtime_py.shell.utilities.paste import main as paste
from runtime_py.shell.utilities.patch.main import main as patch
from runtime_py.shell.utilities.pgrep import pgrep, pkill
from runtime_py.shell.utilities.pidof import main as pidof
from runtime_py.shell.utilities.printenv import main as printenv
from runtime_py.shell.utilities.printf import main as printf
from runtime_py.shell.utilities.ps import main as ps
from runtime_py.shell.utilities.pwd import main as pwd
from runtime_py.shell.utilities.readlink import main as readlink
from runtime_py.shell.utilities.readlink import realpath
from runtime_py.shell.utilities.rev import main as rev
from runtime_py.shell.utilities.rm import main as rm
from runtime_py.shell.utilities.rmdir import main as rmdir
from runtime_py.shell.utilities.script import main as script
from runtime_py.shell.utilities.script import tty
from runtime_py.shell.utilities.sed.main import main as sed
from runtime_py.shell.utilities.seq import main as seq
from runtime_py.shell.utilities.shuf import main as shuf
from runtime_py.shell.utilities.sleep import main as sleep
from runtime_py.shell.utilities.sort.main import main as sort
from runtime_py.shell.utilities.split import main as split
from runtime_py.shell.utilities.stat import main as stat
from runtime_py.shell.utilities.strings import main as strings
from runtime_py.shell.utilities.stty.main import main as stty
from runtime_py.shell.utilities.sync import main as sync
from runtime_py.shell.utilities.tac import main as tac
from runtime_py.shell.utilities.tail import main as tail
from runtime_py.shell.utilities.tar.main import main as tar
from runtime_py.shell.utilities.tee import main as tee
from runtime_py.shell.utilities.test import main as test
from runtime_py.shell.utilities.time import main as time
from runtime_py.shell.utilities.timeout import main as timeout
from runtime_py.shell.utilities.touch import main as touch
from runtime_py.shell.utilities.tput import main as tput
from runtime_py.shell.utilities.tput import reset
from runtime_py.shell.utilities.tr import main as tr
from runtime_py.shell.utilities.tree import main as tree
from runtime_py.shell.utilities.true import main as true_main
from runtime_py.shell.utilities.truncate import main as truncate
from runtime_py.shell.utilities.tsort import main as tsort
from runtime_py.shell.utilities.uniq import main as uniq
from runtime_py.shell.utilities.unlink import main as unlink
from runtime_py.shell.utilities.unzip import main as unzip
from runtime_py.shell.utilities.uuidgen import main as uuidgen
from runtime_py.shell.utilities.watch import main as watch
from runtime_py.shell.utilities.wc import main as wc
from runtime_py.shell.utilities.wget import main as wget
from runtime_py.shell.utilities.which import main as which
from runtime_py.shell.utilities.xargs import main as xargs
from runtime_py.shell.utilities.xdg_open import main as xdg_open
from runtime_py.shell.utilities.yes import main as yes
from runtime_py.shell.utilities.zip import main as zip_main

UTILITIES: Map[str, Any] = Map()
for _name, _main in [
    ['[', test], ['arch', arch], ['awk', awk], ['base64', base64], ['basename', basename], ['cat', cat], ['checkpoint', checkpoint], ['chgrp', chgrp], ['chmod', chmod],
    ['chown', chown], ['cksum', cksum], ['clear', clear], ['cmp', cmp], ['code', code], ['comm', comm], ['cp', cp], ['curl', curl], ['cut', cut], ['date', date],
    ['dd', dd], ['df', df], ['diff', diff], ['dirname', dirname], ['du', du], ['echo', echo], ['egrep', grep], ['env', env], ['expand', expand], ['expr', expr],
    ['base32', base32], ['envsubst', envsubst], ['getopt', getopt], ['pidof', pidof], ['printenv', printenv], ['reset', reset], ['sha224sum', sha224sum],
    ['sha384sum', sha384sum], ['strings', strings], ['tput', tput], ['uuidgen', uuidgen], ['watch', watch], ['wget', wget],
    ['column', column], ['factor', factor], ['join', join], ['less', less], ['link', link], ['more', less], ['nice', nice], ['nohup', nohup], ['tsort', tsort],
    ['false', false_main], ['fgrep', grep], ['find', find], ['flock', flock], ['fold', fold], ['free', free], ['fsck', fsck], ['grep', grep], ['groups', groups],
    ['gunzip', gunzip],
    ['gzip', gzip], ['hd', hexdump], ['head', head], ['hexdump', hexdump], ['hostname', hostname], ['id', identify], ['install', install], ['kill', kill],
    ['ldd', ldd], ['ln', ln], ['ls', ls], ['md5sum', md5sum], ['mkdir', mkdir], ['mkfifo', mkfifo], ['mknod', mknod], ['mktemp', mktemp], ['mount', mount],
    ['mountpoint', mountpoint], ['mv', mv], ['nl', nl], ['nproc', nproc], ['od', od], ['paste', paste], ['patch', patch], ['pgrep', pgrep],
    ['pkill', pkill], ['printf', printf], ['ps', ps], ['pwd', pwd],
    ['readlink', readlink], ['realpath', realpath], ['rev', rev], ['rm', rm], ['rmdir', rmdir], ['rollback', rollback], ['script', script], ['sed', sed],
    ['seq', seq], ['sha1sum', sha1sum], ['sha256sum', sha256sum], ['sha512sum', sha512sum], ['shuf', shuf], ['sleep', sleep], ['sort', sort], ['split', split],
    ['stat', stat], ['stty', stty], ['sum', sum_main], ['sync', sync], ['tac', tac], ['tail', tail], ['tar', tar], ['tee', tee], ['test', test], ['time', time],
    ['timeout', timeout],
    ['touch', touch], ['tr', tr], ['tree', tree], ['true', true_main], ['tty', tty], ['umount', umount], ['truncate', truncate], ['uname', uname],
    ['unlink', unlink], ['unexpand', unexpand], ['uniq', uniq], ['unzip', unzip], ['uptime', uptime], ['wc', wc], ['which', which], ['whoami', whoami],
    ['xargs', xargs], ['xdg-open', xdg_open], ['xxd', xxd], ['yes', yes], ['zcat', zcat], ['zip', zip_main],
]:
    UTILITIES.set(_name, _main)


def utility_names() -> list[str]:
    return [name for name in UTILITIES.keys()]
