"""The page's own preview pane, on separate origins."""

from tests.machine.browser import Machine
from tests.machine.test_pane import *  # noqa: F403
from tests.machine.test_pane import in_pane, show_anew


def test_two_machines_of_one_origin_keep_their_pages(pane: Machine) -> None:
    """Another tab runs another machine on the same port; each tab's frames show its own machine."""
    machine = pane
    show_anew(machine, 3602, 'the page /')
    url, first = (
        machine.driver.execute_script('return [location.href, document.querySelector("#preview-body iframe").src]'),
        machine.driver.current_window_handle,
    )
    machine.driver.switch_to.new_window('tab')
    try:
        machine.driver.get(url[0].split('?')[0] + '?workspace=second')
        machine.wait_for_prompt()
        machine.api("""window.second = await wc.spawn('node', ['-e', `require('http').createServer((q, r) =>
            r.writeHead(200, {'content-type': 'text/html'}).end('<p id=at>of the second</p>')).listen(3602)`])""")
        machine.wait_until(lambda: in_pane(machine) == 'of the second /', "the second machine's page", 20)
        second = machine.driver.current_window_handle
        for tab, text in [(first, 'the page /'), (second, 'of the second /'), (first, 'the page /')]:
            machine.driver.switch_to.window(tab)
            machine.driver.execute_script('document.querySelector("#preview-body iframe").src += ""')
            machine.wait_until(lambda text=text: in_pane(machine) == text, text, 20)
        machine.driver.switch_to.window(second)
    finally:
        machine.driver.close()
        machine.driver.switch_to.window(first)
