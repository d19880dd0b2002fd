"""The predictor in the machine: it learns what is run, keeps that in the workspace, shows it, forgets it, begins anew
when its file is damaged, and offers to start again what ran side by side."""

import json

from tests.machine.browser import Machine

FILE = '~/.cache/terrarium/predictions.json'
SERVER = """
const { helper } = require('./helper')
require('http').createServer((asked, answer) => answer.end(helper())).listen(4321, () => console.log('listens'))
"""
WARNING = 'can not be read'
LEARNED = 20.0


def learned(machine: Machine) -> dict:
    text = machine.run('resources predict export > export.json; echo done')
    assert text == 'done'
    return json.loads(machine.read_file('export.json'))


def starts(machine: Machine) -> dict[str, list]:
    return {row[0]: row for row in learned(machine)['starts']}


def serve_once(machine: Machine) -> None:
    before = machine.screen_text().count('listens')
    machine.type('npm run dev\n')
    machine.wait_until(lambda: machine.screen_text().count('listens') > before, 'the server', LEARNED)
    machine.control('c')
    machine.wait_for_prompt()


def test_it_learns_what_is_run(machine: Machine) -> None:
    machine.write_file('helper.js', "exports.helper = () => 'help'")
    machine.write_file('server.js', SERVER)
    machine.write_file(
        'package.json', '{"name": "app", "scripts": {"dev": "node server.js"}, "dependencies": {"express": "5"}}'
    )
    for _ in range(2):
        serve_once(machine)
    machine.wait_until(lambda: 'npm run dev' in starts(machine), 'the start to be learned', LEARNED)
    row = starts(machine)['npm run dev']
    assert 'npm' in row[6] and 'node' in row[6]
    assert len(row[9]) > 0  # a server that ends at once has told only a part of what it read
    shown = machine.run('resources predict')
    assert 'project of the type express' in shown and 'npm run dev' in shown and 'were among the first 3' in shown


def test_it_goes_on_after_a_reload_and_offers_the_group(machine: Machine) -> None:
    machine.run('sync')
    machine.reload()
    machine.wait_until(
        lambda: 'Start again: npm run dev' in machine.driver.find_element('id', 'statusbar').text, 'the offer', LEARNED
    )
    assert machine.run('resume -n').endswith('&& npm run dev)')
    machine.driver.execute_script(
        "[...document.querySelectorAll('#statusbar button')].find((one) => one.textContent.startsWith('Start again')).click()"
    )
    machine.wait_for('listens')
    machine.wait_until(
        lambda: 'Start again' not in machine.driver.find_element('id', 'statusbar').text, 'the offer to go', LEARNED
    )
    machine.control('c')
    machine.wait_for_prompt()
    assert 'npm run dev' in machine.run('resources predict')


def test_off_on_and_delete(machine: Machine) -> None:
    assert 'prediction is off' in machine.run('resources predict off')
    asked = learned(machine)['score'][0]
    machine.run('node -e 0')
    assert learned(machine)['score'][0] == asked
    assert 'Prediction is off' in machine.run('resources predict')
    machine.run('resources predict on')
    machine.run('true')
    assert learned(machine)['score'][0] > asked
    machine.run('resources predict delete')
    assert starts(machine) == {}
    assert machine.run('resume') == 'resume: nothing ran side by side last time'


def test_a_damaged_file_is_put_aside(machine: Machine) -> None:
    machine.run('node -e 0')
    machine.wait_until(lambda: machine.run(f'ls {FILE}').endswith('.json'), 'the file', LEARNED)
    machine.run('resources predict off')
    machine.run(f'echo "{{rubbish" > {FILE}; sync')
    machine.reload()
    machine.wait_until(lambda: WARNING in machine.driver.find_element('id', 'statusbar').text, 'the warning', LEARNED)
    assert machine.run('cat ~/.cache/terrarium/predictions.damaged.json') == '{rubbish'
    assert 'Expected next' in machine.run('resources predict')
