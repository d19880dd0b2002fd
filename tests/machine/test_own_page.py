"""The page's own defences (docs/SECURITY.md, The page): what a text from the machine could do if it became markup or
code there."""

from tests.machine.browser import Machine

INJECTED = """
    await new Promise((yes) => setTimeout(yes, 0))      // a driver's own call may evaluate
    const found = {}
    window.injected = 0
    const script = document.createElement('script')
    try { script.text = 'window.injected++'; document.body.append(script) } catch (error) { found.script = error.name }
    try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.injected++">') } catch (error) { found.markup = error.name }
    const frame = document.createElement('iframe')
    try { frame.srcdoc = '<script>parent.injected++</script>'; document.body.append(frame) } catch (error) { found.srcdoc = error.name }
    try { eval('window.injected++') } catch (error) { found.eval = error.name }
    try { setTimeout('window.injected++', 0) } catch (error) { found.timeout = error.name }
    try { new Worker('data:text/javascript,0') } catch (error) { found.worker = error.name }
    try { trustedTypes.createPolicy('mine', {createHTML: (text) => text}); found.policy = 'made' } catch (error) { found.policy = error.name }
    const base = document.createElement('base'); base.href = 'https://example.com/'; document.head.append(base)
    found.base = new URL('x', document.baseURI).origin === location.origin
    const link = document.createElement('a'); link.href = 'javascript:window.injected++'; document.body.append(link); link.click()
    const button = document.createElement('button'); document.body.append(button)
    try { button.setAttribute('onclick', 'window.injected++'); button.click() } catch (error) { found.handler = error.name }
    await new Promise((yes) => setTimeout(yes, 200))
    link.remove(); base.remove(); button.remove()
    return [window.injected, found]"""


def test_no_text_becomes_code(machine: Machine) -> None:
    injected, found = machine.api(INJECTED)
    assert injected == 0
    refused = {name: found.get(name) for name in ('script', 'markup', 'srcdoc', 'timeout', 'worker', 'policy')}
    assert set(refused.values()) == {'TypeError'}, refused
    assert found['eval'] in ('EvalError', 'TypeError') and found['base'] is True


def test_no_permission_that_nothing_uses(machine: Machine) -> None:
    allowed = machine.api('return document.featurePolicy.allowedFeatures()')
    for name in ('usb', 'serial', 'hid', 'midi', 'payment', 'display-capture'):
        assert name not in allowed
    # previews may use these
    assert {'camera', 'clipboard-write', 'fullscreen'} <= set(allowed)


def test_the_machine_works_behind_these(machine: Machine) -> None:
    """A machine that boots after the page's policy is enforced: its workers inherit it."""
    found = machine.api("""
        const {WebContainer} = await import('./terrarium.js')
        const other = await WebContainer.boot({alongside: true, wall: 'required'})
        const node = await other.spawn('node', ['-p', 'eval("6*7") + new Function("return 1")()'], {env: {NO_COLOR: '1'}}); let said = ''
        await node.output.pipeTo(new WritableStream({write(part) { said += part }}))
        const walled = other.programsAreWalled; other.teardown(); return [said.trim(), walled]""")
    assert found == ['43', True]


def test_a_program_asks_before_it_copies(machine: Machine) -> None:
    machine.run("printf '\\033]52;c;aGVsbG8=\\007\\033]0;my title\\007'")
    machine.wait_until(
        lambda: machine.driver.execute_script('return document.querySelector(".terminal-note span")?.textContent'),
        'the question',
        20,
    )
    said = machine.driver.execute_script('return document.querySelector(".terminal-note span").textContent')
    assert said == 'A program wants to copy 5 characters: hello'
    assert machine.driver.execute_script('return document.querySelector("#terminal-tabs .tab").title') == 'my title'
    machine.driver.find_element('xpath', '//div[@class="terminal-note"]/button[text()="No"]').click()
    assert machine.driver.execute_script('return document.querySelector(".terminal-note")') is None
