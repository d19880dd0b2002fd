"""`python -m tests.machine.screenshot`: takes README's picture of the page, docs/screenshot.png, with today's dist/."""

from tests.machine.browser import Browser, Machine
from tests.machine.npm_cache import NpmCache
from tests.machine.outside import REGISTRY_HOST
from tests.machine.registry import Registry
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST, ROOT, WORK

PICTURE = ROOT / 'docs' / 'screenshot.png'
SIZE = (1400, 860)
SERVER = """const app = require('express')()

app.get('/', (req, res) => {
  res.send('<h1>hello from ' + process.version + '</h1>')
})
app.listen(3000, () => console.log('listening'))
"""


def main() -> None:
    registry = Registry(NpmCache(WORK / 'npm-cache'), REGISTRY_HOST)
    server = StaticServer(DIST, '/')
    browser = Browser()
    try:
        browser.driver.set_window_size(*SIZE)
        machine = Machine(browser, server).open()
        machine.run(f'npm config set registry {registry.url}')
        machine.write_file('server.js', SERVER)
        machine.run('npm init -y >/dev/null; code server.js')
        for line, shown in [
            ['clear', '$'],
            ['npm install express', 'packages in'],
            ['node server.js &', 'listening'],
            ['curl -s localhost:3000', '</h1>'],
        ]:
            machine.type(line + '\n')
            machine.wait_for(shown, 60)
        machine.wait_until(lambda: 'hello from' in preview_text(machine), 'the preview', 60)
        browser.driver.save_screenshot(str(PICTURE))
    finally:
        browser.close()
        server.stop()
        registry.stop()


def preview_text(machine: Machine) -> str:
    found: str = machine.driver.execute_script(
        'const frame = document.querySelector("#preview-body iframe");'
        'try { return frame.contentDocument.body.innerText } catch { return "" }'
    )
    return found


if __name__ == '__main__':
    main()
