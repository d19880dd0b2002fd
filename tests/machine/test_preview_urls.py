"""`new URL(path, url)` of a preview's URL leads to the server, although on the page's origin it loses the preview's
prefix."""

import pytest

from tests.machine.embedding import Embedder
from toolchain.environment import DIST

SERVER = """
const serve = (port, pages) => require('http').createServer((req, res) => {
  res.writeHead(pages.includes(req.url) ? 200 : 404, {'content-type': 'text/html'})
  res.end(`<title>${port}${req.url}</title><script>document.title += ' ' + location.pathname</script>`)
}).listen(port)
serve(3201, ['/', '/about', '/deep/page?q=1']); serve(3202, ['/', '/other'])
"""


@pytest.fixture(scope='module')
def page(browser, server) -> Embedder:
    found = Embedder(browser, server).open()
    found.run(
        """
        window.terrarium = await WebContainer.boot(); window.urls = {}; window.order = []
        const up = new Promise((yes) => terrarium.on('server-ready', (port, url) => { urls[port] = url; order.push(port); if (Object.keys(urls).length === 2) yes() }))
        await terrarium.spawn('node', ['-e', args[0]]); await up
        window.shown = async (frame, title) => { const end = Date.now() + 15000
          while (Date.now() < end && frame.contentDocument?.title !== title) await new Promise((go) => setTimeout(go, 20))
          return frame.contentDocument?.title }
        window.frame = (address) => { const made = document.createElement('iframe'); made.src = address; document.body.append(made); return made }""",
        SERVER,
    )
    return found


def test_a_new_frame(page: Embedder) -> None:
    assert page.run("""
        const told = order, frames = told.map((port) => frame(new URL('/', urls[port])))
        const titles = [await shown(frames[0], `${told[0]}/ /`), await shown(frames[1], `${told[1]}/ /`)]; frames.forEach((one) => one.remove())
        return titles.join() === told.map((port) => `${port}/ /`).join()""")
    assert (
        page.run("return await shown(frame(new URL('/about', urls[3201])), '3201/about /about')") == '3201/about /about'
    )
    assert (
        page.run("return await shown(frame(new URL('/other', urls[3202])), '3202/other /other')") == '3202/other /other'
    )
    assert (
        page.run("return await shown(frame(new URL('/deep/page?q=1#x', urls[3201])), '3201/deep/page?q=1 /deep/page')")
        == '3201/deep/page?q=1 /deep/page'
    )


def test_a_frame_stays_at_its_port(page: Embedder) -> None:
    """Even for paths that only another server has, or none."""
    found = page.run("""
        const made = frame(urls[3201]); const seen = [await shown(made, '3201/ /')]
        for (const path of ['/other', '/none', '/about']) { made.src = new URL(path, urls[3201]); seen.push(await shown(made, `3201${path} ${path}`)) }
        made.setAttribute('src', urls[3202]); seen.push(await shown(made, '3202/ /'))
        made.src = new URL('/about', urls[3202]); seen.push(await shown(made, '3202/about /about'))
        return seen""")
    assert found == [
        '3201/ /',
        '3201/other /other',
        '3201/none /none',
        '3201/about /about',
        '3202/ /',
        '3202/about /about',
    ]


def test_frames_in_markup_and_pages_of_the_host(page: Embedder) -> None:
    file = DIST / 'host-page-test.html'
    file.write_text('<title>the host</title>', encoding='utf-8')
    try:
        found = page.run("""
            const box = document.createElement('div'); document.body.append(box)
            box.innerHTML = `<p><iframe src="${new URL('/about', urls[3201])}"></iframe><iframe src="host-page-test.html"></iframe><iframe srcdoc="<title>inside</title>"></iframe>`
            const [a, b, c] = box.querySelectorAll('iframe')
            return [await shown(a, '3201/about /about'), await shown(b, 'the host'), await shown(c, 'inside')]""")
        assert found == ['3201/about /about', 'the host', 'inside']
    finally:
        file.unlink()
