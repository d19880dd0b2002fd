"""A machine whose memory is full: the shell continues, and after the files are removed everything is as before. In a
separate file, since its machine takes 2 GB."""

from tests.machine.browser import Machine

FILL = """
const fs = require('fs')
let size = Number(process.argv[2]), count = 0
const most = size
for (;;) {
  try { fs.writeFileSync('full/f' + count, Buffer.alloc(size, 7)); count++ } catch (error) {
    try { fs.unlinkSync('full/f' + count) } catch {}
    if (size === 1) { console.log(error.code, count * most > 1e9 || count > 100000); break }
    size >>= 1
  }
}
"""
SCRIPT = 'seq 3 | wc -l\necho "$(echo substituted)"\ncat <<end\nhere\nend\nnode -p "1 + 1"\n(exit 3)\necho $?\n'
SHELL = 'sh script.sh; . ./script.sh'
SAID = '3\nsubstituted\nhere\n2\n3\n3\nsubstituted\nhere\n2\n3'


def test_the_shell_while_full_and_after(machine: Machine) -> None:
    machine.write_file('fill.js', FILL)
    machine.write_file('script.sh', SCRIPT)
    machine.run('cd ~/project && mkdir full && mount -t tmpfs x full')
    for size in ['16777216', '700']:
        assert machine.run(f'node fill.js {size}', timeout=300) == 'ENOSPC true'
        assert machine.run(SHELL, timeout=60) == SAID
        machine.run('rm -r full/*; echo gone', timeout=120)
        assert machine.run('ls full | wc -l') == '0'
        assert machine.run(SHELL, timeout=60) == SAID
        assert (
            machine.run('for i in 1 2 3 4 5 6 7 8; do seq 100000 | sort -n | tail -1; done | uniq', timeout=60)
            == '100000'
        )
    assert machine.run('fsck | tail -1', timeout=60).endswith('sound')
