"""The state of a workspace after its storage was damaged or full."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.altered import altered_dist
from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST

# Changes one byte of a record, as a failing disk would: `args` are store, key (a number or text) and the byte.
DAMAGE = """
    const args = [...arguments], done = args.pop()
    const damage = async () => {
    const database = await new Promise((yes, no) => {
        const request = indexedDB.open('terrarium:default')
        request.onsuccess = () => yes(request.result)
        request.onerror = () => no(request.error)
    })
    const transaction = database.transaction(args[0], 'readwrite')
    const store = transaction.objectStore(args[0])
    const request = store.get(args[1])
    request.onsuccess = () => {
        request.result[args[2]] ^= 1
        store.put(request.result, args[1])
    }
    await new Promise((yes, no) => { transaction.oncomplete = yes; transaction.onabort = () => no(transaction.error) })
    database.close()
    }
    damage().then(() => done(null), (error) => done(String(error)))"""

LIMITS = """{
    let full = false
    new BroadcastChannel('test:quota').onmessage = (event) => { full = event.data }
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (...args) {
        if (full) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
        return put.apply(this, args)
    }
    navigator.storage.estimate = async () => ({quota: 50 * 1048576, usage: 10 * 1048576})
}
"""


@pytest.fixture
def fresh() -> Iterator[Machine]:
    """A machine in a separate browser, so that changes of its storage don't affect other tests."""
    server = StaticServer(DIST, '/persist/')
    browser = Browser()
    try:
        yield Machine(browser, server).open()
    finally:
        browser.close()
        server.stop()


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Machine]:
    """The browser grants 50 MB, of which 10 are used, and no space at all while a page says so: the kernel's IndexedDB
    behaves like a full one."""
    folder = altered_dist(tmp_path, LIMITS)
    server = StaticServer(folder, '/limited/')
    browser = Browser()
    try:
        yield Machine(browser, server).open()
    finally:
        browser.close()
        server.stop()


def damage(machine: Machine, *records: tuple) -> None:
    """While no machine runs, which would overwrite it."""
    machine.driver.get(machine.server.url + 'licences.txt')
    for record in records:
        assert machine.driver.execute_async_script(DAMAGE, *record) is None
    machine.open()


def status(machine: Machine) -> str:
    return machine.driver.find_element('id', 'status-left').text


def test_damaged_contents_are_told_kept_and_healed(fresh: Machine) -> None:
    fresh.run('for i in $(seq 1 100); do echo content $i > f$i; done; head -c 3000000 /dev/urandom > large; sync')
    ino = int(fresh.run('stat -c %i f50'))
    damage(fresh, ('bodies', ino // 64, 20), ('contents', fresh.run('stat -c %i large') + ':1', 500))
    assert 'nput/output error' in fresh.run('cat f50')
    assert 'nput/output error' in fresh.run('cat large')
    assert fresh.run('ls | wc -l').strip() == '101'
    fresh.wait_until(lambda: 'Download what is left' in status(fresh), 'the offer of a download', 10)
    names = fresh.api('return (await wc.damaged()).map((entry) => entry[0])')
    assert [name.split('/')[0] for name in names] == ['bodies', 'contents', 'contents', 'contents']
    fresh.run('echo again > f50; sync')
    fresh.reload()
    assert fresh.run('cat f50') == 'again'


def test_damaged_folder_leaves_its_files_in_lost_and_found(fresh: Machine) -> None:
    fresh.run('mkdir folder; for i in $(seq 1 100); do echo content $i > folder/f$i; done; sync')
    ino = int(fresh.run('stat -c %i folder'))
    damage(fresh, ('groups', ino // 64, 30))
    assert 'lost+found' in fresh.run('ls /')
    assert fresh.run('cat /lost+found/* | sort -n -k 2 | tail -1') == 'content 100'
    assert fresh.api('return (await wc.damaged()).length') == 1
    fresh.api('await wc.forgetDamaged()')
    assert fresh.api('return (await wc.damaged()).length') == 0


def test_full_storage_is_told_to_programs_and_user(limited: Machine) -> None:
    limited.run('echo kept > kept; sync')
    limited.driver.execute_script("new BroadcastChannel('test:quota').postMessage(true)")
    assert 'No space left' in limited.run('head -c 5000000 /dev/urandom > large; sync')
    assert 'storage is full' in status(limited)
    assert 'No space left' in limited.run('echo more > more')
    limited.driver.execute_script("new BroadcastChannel('test:quota').postMessage(false)")
    limited.wait_until(lambda: 'saved again' in status(limited), 'the end of the warning', 20)
    assert limited.run('echo more > more; sync; echo $?') == '0'
    written = limited.run('sha256sum large')  # the part written before it was refused
    limited.reload()
    assert limited.run('cat kept more').split() == ['kept', 'more']
    assert limited.run('sha256sum large') == written


def test_quota_is_shown(limited: Machine) -> None:
    total, used, available = [int(word) for word in limited.run('df -m / | tail -1').split()[1:4]]
    assert available == 40
    assert total == used + available
