"""Several workspaces in one browser: creating, opening, renaming, deleting; their files as archives, and their
checkpoints, in the page's dialog."""

import io
import tarfile
import zipfile
from base64 import b64decode

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.machine.browser import Machine

BYTES = 'const data = await wc.pack(%s); return btoa(Array.from(data, (octet) => String.fromCharCode(octet)).join(""))'


def show(machine: Machine) -> None:
    machine.driver.find_element(By.CSS_SELECTOR, '.title-button').click()
    machine.wait_until(
        lambda: machine.driver.find_elements(By.CSS_SELECTOR, 'dialog[open] .dialog-row'), 'the dialog', 10
    )


def fill(machine: Machine, label: str, text: str) -> None:
    field = machine.driver.find_element(By.CSS_SELECTOR, f'dialog input[aria-label="{label}"]')
    field.clear()
    field.send_keys(text + Keys.ENTER)


def rows(machine: Machine, attribute: str) -> list[str]:
    return machine.driver.execute_script(
        f'return [...document.querySelectorAll("[{attribute}]")].map((row) => row.getAttribute("{attribute}"))'
    )


def press(machine: Machine, row: str, label: str) -> None:
    machine.driver.find_element(
        By.XPATH, f'//li[@data-name="{row}" or @data-checkpoint="{row}"]//*[text()="{label}"]'
    ).click()


def close(machine: Machine) -> None:
    machine.driver.find_element(By.XPATH, '//dialog//button[text()="Close"]').click()


def wait_for_workspace(machine: Machine, name: str) -> None:
    machine.wait_until(lambda: f'workspace={name}' in machine.driver.current_url, f'the page of {name}', 10)
    machine.wait_for_prompt()


def test_making_and_opening(machine: Machine) -> None:
    machine.run('echo first > file')
    show(machine)
    fill(machine, 'New workspace', 'no/name')
    machine.wait_until(
        lambda: 'only' in machine.driver.find_element(By.CSS_SELECTOR, '.dialog-problem').text, 'the rule', 5
    )
    fill(machine, 'New workspace', 'second')
    wait_for_workspace(machine, 'second')
    assert machine.run('ls') == ''
    machine.run('echo second > file')
    show(machine)
    assert rows(machine, 'data-name') == ['default', 'second']
    press(machine, 'default', 'Open')
    wait_for_workspace(machine, 'default')
    assert machine.run('cat file') == 'first'


def test_renaming(machine: Machine) -> None:
    show(machine)
    press(machine, 'second', 'Rename')
    fill(machine, 'New name', 'default')
    machine.wait_until(
        lambda: 'already' in machine.driver.find_element(By.CSS_SELECTOR, '.dialog-problem').text, 'the refusal', 5
    )
    fill(machine, 'New name', 'renamed')
    machine.wait_until(lambda: rows(machine, 'data-name') == ['default', 'renamed'], 'the new name', 5)
    fill(machine, 'New workspace', 'second')  # not the one that once had this name
    wait_for_workspace(machine, 'second')
    assert machine.run('ls') == ''
    show(machine)
    press(machine, 'renamed', 'Open')
    wait_for_workspace(machine, 'renamed')
    assert machine.run('cat file') == 'second'


def test_deleting(machine: Machine) -> None:
    show(machine)
    assert rows(machine, 'data-name') == ['default', 'renamed', 'second']
    press(machine, 'second', 'Delete')
    press(machine, 'second', 'Keep')
    machine.wait_until(
        lambda: machine.driver.find_elements(By.XPATH, '//li[@data-name="second"]//*[text()="Delete"]'),
        'the row as it was',
        5,
    )
    press(machine, 'second', 'Delete')
    press(machine, 'second', 'Delete for ever')
    machine.wait_until(lambda: rows(machine, 'data-name') == ['default', 'renamed'], 'the shorter list', 10)
    close(machine)


def test_checkpoints_in_the_page(machine: Machine) -> None:
    machine.run('echo before > state')
    show(machine)
    fill(machine, 'New checkpoint', 'by hand')
    machine.wait_until(lambda: rows(machine, 'data-checkpoint') == ['by hand'], 'the checkpoint', 10)
    close(machine)
    machine.run('echo after > state')
    show(machine)
    press(machine, 'by hand', 'Restore')
    machine.wait_until(
        lambda: rows(machine, 'data-checkpoint') == ['before by hand', 'by hand'], 'the state before', 10
    )
    close(machine)
    assert machine.run('cat state') == 'before'


def test_archives_through_the_api(machine: Machine) -> None:
    machine.run(
        'mkdir -p pack/deep pack/node_modules; echo one > pack/a; echo two > pack/deep/b; echo no > pack/node_modules/c; ln -s a pack/link'
    )
    with tarfile.open(
        fileobj=io.BytesIO(b64decode(str(machine.api(BYTES % "'pack', 'tar.gz', ['node_modules']"))))
    ) as archive:
        assert sorted(archive.getnames()) == ['.', './a', './deep', './deep/b', './link']
    with zipfile.ZipFile(io.BytesIO(b64decode(str(machine.api(BYTES % "'pack', 'zip', ['node_modules']"))))) as found:
        assert found.testzip() is None
        assert sorted(found.namelist()) == ['a', 'deep/', 'deep/b', 'link']
    for form in ['tar.gz', 'zip']:
        machine.api("await wc.unpack('again', args[0], await wc.pack('pack', args[0]))", form)
        assert machine.run('diff -r pack again && readlink again/link; rm -r again') == 'a'
        machine.run('mkdir nothing')
        assert (
            machine.api(
                "await wc.unpack('again', args[0], await wc.pack('nothing', args[0])); return wc.fs.readdir('again')",
                form,
            )
            == []
        )
        machine.run('rmdir nothing again')
    said = machine.api(
        "try { await wc.unpack('again', 'zip', new Uint8Array(100)) } catch (error) { return error.code + error.message }"
    )
    assert 'ERR_TERRARIUM_ARCHIVE' in str(said) and 'the archive is damaged' in str(said)


def test_taking_over_loses_nothing_that_was_written(machine: Machine) -> None:
    """No barrier is requested: the tab that gives up writes everything in memory."""
    workspace = machine.driver.current_url
    machine.api("""
        await wc.fs.writeFile('count.js', `for (let n = 1; ; n++) {
            require('fs').appendFileSync('counted', n + String.fromCharCode(10))
            if (n % 50 === 0) console.log(String(n))
        }`)
        const process = await wc.spawn('node', ['count.js'])
        process.output.pipeTo(new WritableStream({write(chunk) { window.counted = Number(chunk.trim().split(/\\s+/).at(-1)) || window.counted }})).catch(() => 0)
        await new Promise((yes) => setTimeout(yes, 1500))""")
    first = machine.driver.current_window_handle
    machine.driver.switch_to.new_window('tab')
    machine.driver.get(workspace)
    machine.wait_until(
        lambda: machine.driver.find_elements(By.CSS_SELECTOR, '.boot.failed button'),
        'a page that offers to take over',
        20,
    )[0].click()
    machine.wait_for_prompt()
    second = machine.driver.current_window_handle
    machine.driver.switch_to.window(first)
    seen = machine.driver.execute_script('return window.counted')
    machine.driver.close()
    machine.driver.switch_to.window(second)
    assert seen > 0
    assert int(machine.read_file('counted').split('\n')[-2]) >= seen
    assert machine.run('fsck | tail -1').endswith('sound')
