"""The audit log in a machine: what is written, who can't write it, how it is searched; it survives a rollback and a
reload."""

import json

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.machine.browser import Machine
from tests.machine.test_sandbox import run
from toolchain.environment import WORK

LOG = '/var/log/audit/current'


def records(machine: Machine) -> list:
    return machine.api('return (await wc.audit()).records')


def test_starts_ends_refusals(machine: Machine) -> None:
    run(machine, 'sandbox cat /etc/nothing ~/private 2>/dev/null; node -e "process.exit(3)"')
    found = records(machine)
    assert [record['number'] for record in found] == list(range(found[0]['number'], found[0]['number'] + len(found)))
    node = [record for record in found if record['kind'] == 'start' and record['program'] == '/usr/bin/node'][-1]
    assert node['argv'] == ['node', '-e', 'process.exit(3)']
    assert [record['code'] for record in found if record['kind'] == 'end' and record['pid'] == node['pid']] == [3]
    cat = [record for record in found if record['kind'] == 'start' and record['program'] == '/usr/bin/cat'][-1]
    assert cat['policy'] == ['sandbox: strict'] and cat['who'] == 'cat'
    refused = [record for record in found if record['kind'] == 'decision' and record['pid'] == cat['pid']]
    assert [[record['action'], record['object'], record['effect']] for record in refused] == [
        ['read', '/home/user/private', 'deny']
    ]
    assert refused[0]['why'] == 'sandbox: the default for read'
    assert machine.api('return (await wc.audit()).problems') == []


def test_ports_are_told(machine: Machine) -> None:
    run(machine, 'node -e "net.createServer().listen(4567, function () { setTimeout(() => process.exit(), 300) })"')
    assert [record['state'] for record in records(machine) if record['kind'] == 'port' and record['port'] == 4567] == [
        'open',
        'close',
    ]


def test_no_program_writes_it(machine: Machine) -> None:
    before = len(records(machine))
    for command in [
        f'echo x >> {LOG}',
        f': > {LOG}',
        f'rm -f {LOG}',
        'rm -rf /var/log/audit',
        f'mv {LOG} /tmp/x',
        'mv /var/log/audit /tmp/audit',
        f'chmod 666 {LOG}',
        'chmod 777 /var/log/audit',
        f'sed -i s/start/x/ {LOG}',
        f'touch -d 2000-01-01 {LOG}',
        f"node -e \"fs.writeFileSync('{LOG}', '')\"",
        f'truncate -s 0 {LOG}',
    ]:
        code, _text = run(machine, f'{command} 2>/dev/null')
        assert code != 0, command
    assert len(records(machine)) > before
    code, text = run(machine, f'audit verify; ls -ln {LOG} | cut -c1-10; stat -c %u {LOG} /var/log/audit')
    assert text.split('\n')[1:] == ['-r--r--r--', '0', '0', '']
    assert 'none was changed' in text


def test_search(machine: Machine) -> None:
    run(machine, 'sandbox cat ~/denied 2>/dev/null')
    lines = run(machine, 'audit --denied --who cat --json')[1].strip().split('\n')
    assert all(json.loads(line)['kind'] == 'decision' for line in lines)
    assert json.loads(lines[-1])['object'] == '/home/user/denied'
    assert 'object=/home/user/denied' in run(machine, 'audit --denied --since 1h')[1]
    assert run(machine, 'audit --since 2999-01-01')[1] == ''
    assert run(machine, 'audit --since never 2>&1')[0] == 1
    assert len(run(machine, 'audit --kind start | head -n 2')[1].strip().split('\n')) == 2
    assert 'kind' not in run(machine, 'node -e 1; timeout 2 audit --follow --kind end | head -n 1')[1]


def test_an_event_for_the_page(machine: Machine) -> None:
    found = machine.api("""
        const seen = []
        const stop = wc.on('audit', (record) => seen.push(record))
        const program = await wc.spawn('node', ['-e', '1'])
        program.output.pipeTo(new WritableStream())
        await program.exit
        for (let k = 0; k < 100 && !seen.some((record) => record.kind === 'end'); k++) await new Promise((done) => setTimeout(done, 50))
        stop()
        return seen.map((record) => record.kind)""")
    assert found[:2] == ['start', 'end']


def test_going_back_does_not_take_it_back(machine: Machine) -> None:
    run(machine, 'checkpoint audited; sandbox cat ~/after 2>/dev/null; rollback audited')
    found = records(machine)
    assert any(record.get('object') == '/home/user/after' for record in found)
    assert found[-1]['kind'] in ('log', 'end')
    assert any(record['kind'] == 'log' and record['text'] == 'rollback to audited' for record in found)
    assert machine.api('return (await wc.audit()).problems') == []
    assert run(machine, f'echo x >> {LOG} 2>/dev/null')[0] != 0


def test_it_goes_on_after_a_reload(machine: Machine) -> None:
    before = records(machine)
    machine.api('await wc.sync()')  # a reload loses what has not been stored yet
    machine.reload()
    after = records(machine)
    assert after[: len(before)] == before
    assert len(after) > len(before)
    assert machine.api('return (await wc.audit()).problems') == []


def test_the_panel_filters_and_exports(machine: Machine) -> None:
    run(machine, 'sandbox cat ~/hidden 2>/dev/null; node -e "process.exit(7)"')
    driver = machine.driver
    driver.execute_script('document.querySelector(\'#actions [aria-label="Audit log"]\').click()')
    rows = "[...document.querySelectorAll('.audit tbody tr')].map((row) => row.innerText)"
    machine.wait_until(lambda: len(driver.execute_script(f'return {rows}')) > 3, 'records in the panel', 30)
    driver.save_screenshot(str(WORK / 'audit.png'))
    assert 'The log was not changed.' in driver.execute_script("return document.querySelector('.audit').innerText")
    choose = """const field = document.querySelector(arguments[0]); field[arguments[1]] = arguments[2]
        field.dispatchEvent(new Event('input')); field.dispatchEvent(new Event('change'))"""
    driver.execute_script(choose, '.audit input[type=checkbox]', 'checked', True)
    found = driver.execute_script(f'return {rows}')
    assert found and all('decision' in row for row in found)
    assert 'refused: read /home/user/hidden' in found[0]
    driver.execute_script(choose, '.audit input[type=checkbox]', 'checked', False)
    driver.execute_script(choose, '.audit [name=kind]', 'value', 'end')
    driver.execute_script(choose, '.audit input[type=search]', 'value', 'node')
    found = driver.execute_script(f'return {rows}')
    assert found and all('end' in row and 'node' in row for row in found)
    assert 'ended with 7' in found[0]
    count = len(found)
    run(machine, 'node -e 1')
    machine.wait_until(lambda: len(driver.execute_script(f'return {rows}')) == count + 1, 'the new record', 30)
    assert str(count + 1) in driver.execute_script("return document.querySelector('.audit [role=status]').innerText")
    for field in driver.find_elements(By.CSS_SELECTOR, '.audit select, .audit input'):
        assert field.accessible_name, field.get_attribute('outerHTML')
    driver.find_element(By.CSS_SELECTOR, '.audit input[type=search]').send_keys(Keys.ESCAPE, Keys.ESCAPE)
    machine.wait_until(
        lambda: driver.execute_script("return document.querySelector('.audit') === null"), 'the panel is closed', 30
    )
