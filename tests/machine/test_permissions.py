"""What a policy leaves to the person: the event `permission`, the program that waits, how far each answer reaches."""

import json

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.machine.browser import Machine
from tests.machine.conftest import SCREENSHOTS
from tests.machine.test_sandbox import run

# answers each question as `args[2]` says, and tells what was asked
ANSWERING = """
    const [command, options, answers] = args
    const asked = []
    const stop = wc.on('permission', async (request) => {
        asked.push([request.who, request.action, request.object])
        const answer = answers.shift()
        if (answer) await request.answer(answer)
    })
    try {
        const program = await wc.spawn('sh', ['-c', command], {...options, terminal: false})
        let text = ''
        program.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
        return [await program.exit, text, asked]
    } finally { stop() }
"""
ASK = {'rules': [{'effect': 'ask', 'action': ['read', 'write'], 'path': './asked', 'why': 'the test asks'}]}
THREAD = """
const { Worker } = require('node:worker_threads')
new Worker('console.log(require("fs").readFileSync("asked/one", "utf8").trim())', { eval: true })
"""
READ = 'node -e "console.log(fs.readFileSync(process.argv[1], \'utf8\').trim())" asked/one'


@pytest.fixture(scope='module', autouse=True)
def files(machine: Machine) -> None:
    machine.driver.execute_script('window.personAnswers = true')
    run(machine, 'rm -rf asked .terrarium; mkdir asked; for f in one two three four; do echo $f > asked/$f; done')
    machine.api("await wc.fs.writeFile('thread.cjs', args[0])", THREAD)


def answering(machine: Machine, command: str, answers: list[str], options: dict | None = None) -> list:
    return machine.api(ANSWERING, command, {'policy': ASK} if options is None else options, answers)


def policy_rules(machine: Machine) -> list:
    text = run(machine, 'cat .terrarium/policy.json 2>/dev/null')[1]
    return [] if text == '' else json.loads(text)['rules']


def test_nobody_listens(machine: Machine) -> None:
    """The default at once, whatever the time limit is."""
    found = machine.api(
        """
        const other = await wc.constructor.boot({alongside: true, asking: {seconds: 3600}})
        const policy = {rules: [{effect: 'ask', action: 'write', path: '/home/user'}]}
        const program = await other.spawn('node', ['-e', 'fs.writeFileSync("/home/user/x", "")'], {policy, terminal: false})
        const code = await program.exit
        other.teardown()
        return code
        """
    )
    assert found == 1


def test_a_synchronous_call_waits_for_the_answer(machine: Machine) -> None:
    code, text, asked = answering(machine, READ, ['once'])
    assert code == 0 and text == 'one\n', text
    assert [each[1:] for each in asked] == [['read', '/home/user/project/asked/one']] and asked[0][0] == 'node'
    code, text, asked = answering(machine, READ, ['deny'])
    assert code != 0 and 'EACCES' in text and len(asked) == 1
    # of a shell, a utility, a thread
    for command in [
        'cat asked/one',
        "sh -c 'read line < asked/one; echo $line'",
        'node thread.cjs',
    ]:
        code, text, asked = answering(machine, command, ['once', 'once', 'once'])
        assert text == 'one\n' and len(asked) == 1, [command, text, asked]


def test_a_confined_program_asks_too(machine: Machine) -> None:
    """The kernel carries out its calls, and goes on meanwhile."""
    confined = {'policy': {**ASK, 'confined': True}}
    for command in [READ, 'cat asked/one', "sh -c 'read line < asked/one; echo $line'"]:
        code, text, asked = answering(machine, command, ['once', 'once', 'once'], confined)
        assert [code, text] == [0, 'one\n'] and len(asked) == 1, [command, text, asked]
        assert asked[0][1:] == ['read', '/home/user/project/asked/one']
    code, text, asked = answering(machine, READ, ['deny'], confined)
    assert code != 0 and 'EACCES' in text and len(asked) == 1
    kill = 'node -e \'fs.readFileSync("asked/one")\' & child=$!; sleep 0.5; kill $child; wait $child; echo $?'
    assert answering(machine, kill, [], confined)[1].replace('Terminated\n', '') == '143\n'


def test_other_programs_go_on_meanwhile(machine: Machine) -> None:
    said = machine.api(
        """
        const [policy] = args
        const order = []
        let request
        const stop = wc.on('permission', (asked) => { request = asked; order.push('asked') })
        try {
            const waiting = await wc.spawn('cat', ['asked/one'], {policy, terminal: false})
            while (!request) await new Promise((done) => setTimeout(done, 10))
            const other = await wc.spawn('node', ['-e', 'process.exit(7)'], {terminal: false})
            order.push(await other.exit)
            order.push(await request.answer('once'))
            await request.settled
            order.push(await waiting.exit, await request.answer('once'))
            return order
        } finally { stop() }
        """,
        ASK,
    )
    assert said == ['asked', 7, True, 0, False]


def test_a_program_that_waits_can_be_killed(machine: Machine) -> None:
    said = machine.api(
        """
        const [policy] = args
        let request
        const stop = wc.on('permission', (asked) => { request = asked })
        try {
            const program = await wc.spawn('node', ['-e', 'fs.readFileSync("asked/one")'], {policy, terminal: false})
            while (!request) await new Promise((done) => setTimeout(done, 10))
            program.kill()
            const code = await program.exit
            await request.settled
            return [code, await request.answer('once')]
        } finally { stop() }
        """,
        ASK,
    )
    assert said == [143, False]


def test_session_always_never(machine: Machine) -> None:
    assert len(answering(machine, f'{READ}; {READ}', ['session'])[2]) == 1
    assert answering(machine, READ, [])[:2] == [0, 'one\n']
    # utilities are the shell's own
    code, text, asked = answering(machine, 'cat asked/two; head -1 asked/two', ['always'])
    assert text == 'two\ntwo\n' and len(asked) == 1
    code, text, asked = answering(machine, 'cat asked/three; cat asked/three', ['never'])
    assert 'three\n' not in text.replace('asked/three', '') and len(asked) == 1
    code, text, asked = answering(machine, READ.replace('asked/one', 'asked/three'), ['once'])
    assert text == 'three\n' and asked[0][0] == 'node'
    rules = policy_rules(machine)
    assert [[rule['effect'], rule['path'], rule['program']] for rule in rules] == [
        ['allow', '/home/user/project/asked/two', 'sh'],
        ['deny', '/home/user/project/asked/three', 'sh'],
    ]


def test_an_answer_that_is_none(machine: Machine) -> None:
    said = machine.api(
        """
        const [policy] = args
        const told = []
        const stop = wc.on('permission', async (request) => {
            for (const answer of ['yes', '', undefined, 7, {}])
                try { await request.answer(answer); told.push('taken') } catch (error) { told.push(error.code) }
            await request.answer('deny')
        })
        try {
            const program = await wc.spawn('node', ['-e', 'fs.accessSync("asked"); fs.readFileSync("asked/four")'], {policy, terminal: false})
            await program.exit
            return told
        } finally { stop() }
        """,
        ASK,
    )
    assert said == ['ERR_INVALID_ARG_VALUE'] * 5


def test_the_time_is_up(machine: Machine) -> None:
    found = machine.api(
        """
        const WebContainer = wc.constructor
        const results = []
        for (const unanswered of ['deny', 'once']) {
            const other = await WebContainer.boot({alongside: true, asking: {seconds: 1, unanswered}})
            const policy = {rules: [{effect: 'ask', action: 'write', path: '/home/user'}]}
            let settled = false
            other.on('permission', (request) => { request.settled.then(() => { settled = true }) })
            const program = await other.spawn('node', ['-e', 'fs.writeFileSync("/home/user/x", "")'], {policy, terminal: false})
            results.push(await program.exit, settled)
            other.teardown()
        }
        for (const asking of [{seconds: 0}, {unanswered: 'allow'}, {more: 1}, 7, []])
            await WebContainer.boot({alongside: true, asking}).then(() => results.push('booted'), (error) => results.push(error.code))
        for (const wall of ['requierd', true, 7, ''])
            await WebContainer.boot({alongside: true, wall}).then(() => results.push('booted'), (error) => results.push(error.code))
        return results
        """
    )
    assert found == [1, True, 0, True] + ['ERR_INVALID_ARG_VALUE'] * 9


def test_the_network_is_asked_once_for_connection_and_requests(machine: Machine) -> None:
    policy = {'rules': [{'effect': 'ask', 'action': ['connect', 'fetch'], 'host': '*'}]}
    text = "fetch('http://nowhere.test:1234/').catch(() => {}).then(() => fetch('http://nowhere.test:1234/')).catch((error) => console.log(error.cause?.code ?? error.message))"
    code, said, asked = answering(machine, f'node -e "{text}"', ['once'], {'policy': policy})
    assert asked == [['node', 'connect', 'nowhere.test:1234']] and 'EACCES' not in said
    code, said, asked = answering(machine, f'node -e "{text}"', ['deny'], {'policy': policy})
    assert len(asked) == 1 and said == 'EACCES\n'


ASKED = """
    const [policy] = args
    window.asked = undefined
    const program = await wc.spawn('node', ['-e', 'fs.readFileSync("asked/four")'], {policy, terminal: false})
    window.asked = program.exit
    return true
"""


def shown(machine: Machine) -> WebElement:
    return machine.wait_until(
        lambda: machine.driver.find_element(By.CSS_SELECTOR, 'dialog.permission[open]'), 'the dialog', 30.0
    )


def gone(machine: Machine) -> bool:
    return len(machine.driver.find_elements(By.CSS_SELECTOR, 'dialog.permission')) == 0


def test_the_dialog(machine: Machine) -> None:
    driver = machine.driver
    machine.run('true')
    before = driver.execute_script('return document.activeElement.className')
    machine.api(ASKED, ASK)
    dialog = shown(machine)
    text = dialog.text
    for part in ['node wants to read', '/home/user/project/asked/four', 'the test asks', 'process ']:
        assert part in text, [part, text]
    # whoever types into the terminal answers nothing
    assert driver.execute_script('return document.activeElement.tagName') == 'H2'
    driver.switch_to.active_element.send_keys('yes \n')
    assert not gone(machine)
    for theme, width in [('light', 1200), ('dark', 1200), ('light', 380), ('dark', 380)]:
        driver.set_window_size(width, 760)
        driver.execute_script(f"document.documentElement.style.colorScheme = '{theme}'")
        machine.screenshot(SCREENSHOTS / f'permission-{theme}-{width}.png')
        assert driver.execute_script(
            'const d = document.querySelector("dialog.permission").getBoundingClientRect(); return d.left >= 0 && d.right <= innerWidth'
        )
    driver.execute_script("document.documentElement.style.colorScheme = ''")
    driver.set_window_size(1200, 800)
    driver.switch_to.active_element.send_keys(Keys.TAB)
    driver.switch_to.active_element.send_keys(Keys.TAB)
    assert driver.switch_to.active_element.get_attribute('data-answer') == 'session'
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    machine.wait_until(lambda: gone(machine), 'the end of the dialog', 30.0)
    assert machine.api('return await window.asked') == 1
    assert driver.execute_script('return document.activeElement.className') == before
    machine.api(ASKED, ASK)
    shown(machine).find_element(By.CSS_SELECTOR, '[data-answer=once]').click()
    machine.wait_until(lambda: gone(machine), 'the end of the dialog', 30.0)
    assert machine.api('return await window.asked') == 0
