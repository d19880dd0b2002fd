"""Mounts in the browser: memory, packed images, and folders outside the machine, for which the tests use the browser's
private file system (its handles have the same class as those of the user's disk)."""

from selenium.webdriver.common.by import By

from tests.machine.browser import Machine
from tests.machine.test_workspaces import show

OUTSIDE = """
    const folder = async (path) => {
        let at = await navigator.storage.getDirectory()
        for (const name of path) at = await at.getDirectoryHandle(name, {create: true})
        return at
    }
    const file = async (path, name, options) => (await folder(path)).getFileHandle(name, options)
    const put = async (path, name, text) => {
        const to = await (await file(path, name, {create: true})).createWritable()
        await to.write(text)
        await to.close()
    }
    const names = async (path) => {
        const found = []
        for await (const name of (await folder(path)).keys()) found.push(name)
        return found.sort()
    }
    const get = async (path, name) => (await (await file(path, name)).getFile()).text()
    const until = async (call) => {
        for (let k = 0; k < 200; k++) {
            try { if (await call()) return true } catch {}
            await new Promise((resolve) => setTimeout(resolve, 50))
        }
        return false
    }
"""


def sh(machine: Machine, script: str) -> str:
    return machine.run(f'cd ~/project && {script}')


def outside(machine: Machine, script: str) -> object:
    return machine.api(OUTSIDE + script)


def node(machine: Machine, program: str) -> str:
    machine.write_file('program.js', program)
    return sh(machine, 'node program.js')


def test_memory_is_mounted_and_gone(machine: Machine) -> None:
    assert (
        sh(machine, 'mkdir -p m && mount -t tmpfs -o size=1m none m && mount -t tmpfs')
        == 'none on /home/user/project/m type tmpfs (rw,relatime,size=1024k)'
    )
    assert 'No space left on device' in sh(machine, 'head -c 2000000 /dev/zero > m/big')
    assert (
        node(
            machine,
            """
        const fs = require('fs')
        try { fs.renameSync('m/big', 'big') } catch (error) { console.log(error.code, fs.statSync('m').dev !== fs.statSync('.').dev) }
        fs.cpSync('m', 'n', {recursive: true})
        console.log(fs.statSync('n/big').size, fs.statfsSync('m').bfree)
    """,
        )
        == 'EXDEV true\n1044480 0'
    )
    assert sh(machine, 'mv m/big moved && ls m && ls -s moved') == '1024 moved'
    assert 'busy' in sh(machine, 'cd m; umount ~/project/m; cd ..')
    assert sh(machine, 'umount m; mountpoint m; rm -r m n moved') == 'm is not a mountpoint'


def test_an_image_is_read_where_it_is_asked(machine: Machine) -> None:
    sh(
        machine,
        'mkdir -p src/sub && echo hello > src/a.txt && seq 1 100000 > src/sub/n && ln -s ../a.txt src/sub/l && (cd src && zip -qry ../x.zip .)',
    )
    assert (
        sh(machine, 'mkdir z && mount x.zip z && cat z/sub/l; tail -1 z/sub/n; diff -r z src && echo equal')
        == 'hello\n100000\nequal'
    )
    assert (
        node(machine, "try { require('fs').writeFileSync('z/new', '') } catch (error) { console.log(error.code) }")
        == 'EROFS'
    )
    assert machine.api('return (await wc.mounts()).map((one) => [one.path, one.type, one.readOnly])')[2] == [
        '/home/user/project/z',
        'zip',
        True,
    ]
    assert sh(machine, 'umount z && ls z') == ''
    # a damaged member affects only that member
    node(
        machine,
        "const fs = require('fs'); const data = fs.readFileSync('x.zip'); data[data.indexOf('sub/n') + 40] ^= 255; fs.writeFileSync('bad.zip', data)",
    )
    assert sh(machine, 'mount bad.zip z; cat z/a.txt; cat z/sub/n') == 'hello\ncat: z/sub/n: Input/output error'
    assert 'no directory' in sh(machine, 'umount z; head -c 1000 x.zip > cut.zip; mount cut.zip z')
    assert sh(machine, 'fsck | tail -1').endswith('sound')


def test_a_folder_outside_goes_both_ways(machine: Machine) -> None:
    outside(machine, "await put(['disk'], 'from.txt', 'from outside'); await put(['disk', 'deep', 'er'], 'x', '1')")
    outside(machine, "await wc.mountFolder(await folder(['disk']), 'disk')")
    assert sh(machine, 'cat disk/from.txt disk/deep/er/x; echo; ls -x disk') == 'from outside1\ndeep  from.txt'
    # into the folder
    sh(machine, 'echo inside > disk/new.txt; mkdir disk/made; echo y > disk/made/y; mv disk/deep disk/moved; sync')
    found = outside(
        machine,
        "return [await names(['disk']), await get(['disk'], 'new.txt'), await get(['disk', 'moved', 'er'], 'x'), await names(['disk', 'made'])]",
    )
    assert found == [['from.txt', 'made', 'moved', 'new.txt'], 'inside\n', '1', ['y']]
    # and back, with events for watchers
    machine.api(
        "window.seen = []; window.watching = wc.fs.watch('disk', {recursive: true}, (event, name) => seen.push(name))"
    )
    assert outside(
        machine,
        "await put(['disk'], 'from.txt', 'changed'); return until(async () => (await wc.fs.readFile('disk/from.txt', 'utf8')) === 'changed')",
    )
    remove = "await (await folder(['disk'])).removeEntry('made', {recursive: true})"
    assert outside(machine, remove + "; return until(async () => !(await wc.fs.readdir('disk')).includes('made'))")
    assert 'from.txt' in machine.api('watching.close(); return seen')
    assert 'Operation not permitted' in sh(machine, 'ln -s a disk/link')
    # files that were removed only inside stay outside
    assert sh(machine, 'echo last > disk/last; umount disk && ls disk') == ''
    assert outside(machine, "return get(['disk'], 'last')") == 'last\n'
    assert sh(machine, 'fsck | tail -1').endswith('sound')


def test_both_sides_become_the_same_again(machine: Machine) -> None:
    outside(machine, "await put(['both'], 'a', 'old'); await wc.mountFolder(await folder(['both']), 'both')")
    outside(machine, "await Promise.all([wc.fs.writeFile('both/a', 'from the machine'), put(['both'], 'a', 'other')])")
    assert outside(
        machine, "return until(async () => (await get(['both'], 'a')) === await wc.fs.readFile('both/a', 'utf8'))"
    )
    assert machine.api("await wc.unmount('both'); return (await wc.mounts()).length") == 2


def test_fstab_is_mounted_at_the_boot(machine: Machine) -> None:
    lines = 'none $PWD/one tmpfs size=4m\\nx.zip $PWD/none zip\\nopfs:kept $PWD/two folder\\n'
    sh(machine, f'mkdir -p one two && printf "{lines}" > /etc/fstab; mount two && echo kept > two/file; sync')
    machine.reload()
    machine.wait_until(lambda: len(machine.api('return await wc.mounts()')) == 4, 'the mounts', 20)
    assert (
        sh(machine, 'cat two/file; mount -t tmpfs')
        == 'kept\nnone on /home/user/project/one type tmpfs (rw,relatime,size=4096k)'
    )
    machine.wait_until(lambda: 'fstab' in machine.driver.find_element(By.TAG_NAME, 'footer').text, 'the warning', 10)
    assert sh(machine, 'mount -a; umount one two; rm /etc/fstab').startswith('mount: ')


def test_the_dialog_shows_mounts(machine: Machine) -> None:
    sh(machine, 'mkdir -p shown; mount -t tmpfs none shown')
    show(machine)
    found = machine.wait_until(
        lambda: machine.driver.find_elements(By.CSS_SELECTOR, '[data-mount$=shown] button'),
        'the mount in the dialog',
        10,
    )
    found[0].click()
    machine.wait_until(lambda: len(machine.driver.find_elements(By.CSS_SELECTOR, '[data-mount]')) == 0, 'its end', 10)
    assert len(machine.api('return await wc.mounts()')) == 2
