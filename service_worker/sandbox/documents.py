"""The text of a sandboxed page before it is written: everything that its elements load is fetched and replaced by
blobs, and its scripts and sheets keep their order.

Must not know how files are fetched."""

from service_worker.embedded_text import json_text, script_text
from service_worker.sandbox.modules import ImportMap, Modules
from service_worker.sandbox.styles import has_places

# [selector, attribute, destination]
LOADED = [
    ['img[src], input[type=image][src]', 'src', 'image'],
    ['video[poster]', 'poster', 'image'],
    ['audio[src], audio source[src]', 'src', 'audio'],
    ['video[src], video source[src]', 'src', 'video'],
    ['track[src]', 'src', 'track'],
    ['link[rel~=icon i][href]', 'href', 'image'],
    ['link[rel~=stylesheet i][href]', 'href', 'style'],
    ['image[href]', 'href', 'image'],
]
DROPPED = (
    'meta[http-equiv=content-security-policy i], link[rel~=preload i], link[rel~=modulepreload i], '
    'link[rel~=prefetch i], link[rel~=manifest i]'
)
FRAME_REFUSED = (
    "Terrarium: a sandboxed preview can't show its server's pages in frames. Give previews origins of their own for that "
    '(docs/EMBED.md).'
)
SETS = 'img[srcset], source[srcset]'
CLASSIC = ['', 'text/javascript', 'application/javascript', 'text/ecmascript', 'application/ecmascript']


class Preparation:
    """One page. `modules` also serves the imports of scripts that run later."""

    def __init__(self, place: object, resources: object, text: str):
        self._place = place
        self._resources = resources
        self.page = js_new(globalThis.DOMParser).parseFromString(text, 'text/html')
        base = self.page.querySelector('base[href]')
        own = self.page.querySelector('script[type=importmap i]')
        self.address = (
            place.address() if base is None else place.resolve(base.getAttribute('href'), place.address()).href
        )
        self.modules = Modules(place, resources, ImportMap('' if own is None else own.textContent, self.address))

    async def run(self) -> str:
        """The text to write."""
        for element in self.page.querySelectorAll(DROPPED + ', script[type=importmap i]'):
            element.remove()
        await self._all(self.page)
        entries = self.modules.map_entries()
        if len(Object.keys(entries.imports)) > 0:
            found = self.page.createElement('script')
            found.type = 'importmap'
            found.textContent = json_text(entries)
            self.page.head.prepend(found)
        kind = self.page.doctype
        return (
            '' if kind is None else js_new(globalThis.XMLSerializer).serializeToString(kind)
        ) + self.page.documentElement.outerHTML

    async def _all(self, root: object) -> None:
        waits: list = [self._script(script) for script in root.querySelectorAll('script')]
        for selector, name, destination in LOADED:
            for element in root.querySelectorAll(selector):
                waits.append(self._replace(element, name, destination))
        for element in root.querySelectorAll(SETS):
            waits.append(self._set(element))
        for element in root.querySelectorAll('style'):
            if has_places(element.textContent):
                waits.append(self._sheet(element))
        for element in root.querySelectorAll('[style]'):
            if has_places(element.getAttribute('style')):
                waits.append(self._style(element))
        for element in root.querySelectorAll('iframe[src], frame[src]'):
            if self._resources.is_served(self._absolute(element.getAttribute('src'))):
                refuse_frame(element)
        for element in root.querySelectorAll('template'):
            waits.append(self._all(element.content))
        await Promise.all(waits)

    def _absolute(self, href: str) -> str:
        url = self._place.resolve(href, self.address)
        return href if url is None else url.href

    async def _replace(self, element: object, name: str, destination: str) -> None:
        found = await self._resources.address(element.getAttribute(name), destination, self.address)
        element.removeAttribute('integrity')
        element.setAttribute(name, found)

    async def _set(self, element: object) -> None:
        element.setAttribute('srcset', await set_of(element.getAttribute('srcset'), self._resources, self.address))

    async def _sheet(self, element: object) -> None:
        element.textContent = await self._resources.sheet(element.textContent, self.address, [])

    async def _style(self, element: object) -> None:
        element.setAttribute('style', await self._resources.sheet(element.getAttribute('style'), self.address, []))

    async def _script(self, script: object) -> None:
        kind = script.type.strip().lower()
        src = script.getAttribute('src')
        if kind != 'module' and kind not in CLASSIC:
            return
        if src is None:
            text = script.textContent
            script.textContent = script_text(
                await self.modules.of_element(text, self.address)
                if kind == 'module'
                else self.modules.scripts_text(text, self.address)
            )
            return
        url = self._place.resolve(src, self.address)
        if url is None or self._place.port_at(url) == 0:
            return
        script.setAttribute('src', await script_address(self.modules, self._resources, url, kind == 'module'))
        script.removeAttribute('integrity')


def refuse_frame(frame: object) -> None:
    """Browsers ask the host, not a service worker, for a frame within a page of null origin."""
    console.error(FRAME_REFUSED)
    frame.removeAttribute('src')
    frame.setAttribute('srcdoc', f'<p>{FRAME_REFUSED}</p>')


async def script_address(modules: Modules, resources: object, url: object, is_module: bool) -> str:
    """The address of a script's blob; one that can't be fetched fails when it is loaded."""
    try:
        response = await resources.response(url, 'script')
        text = await response.text()
        found = await modules.of_element(text, response.url) if is_module else modules.scripts_text(text, response.url)
        return URL.createObjectURL(Blob([found], {'type': 'text/javascript'}))
    except Exception as error:
        console.error(error.message)
        return 'blob:null/0'


async def set_of(text: str, resources: object, base: str) -> str:
    """A `srcset` with the addresses of blobs."""
    parts: list = []
    for part in text.split(js_regexp(',\\s+', '')):
        words = part.strip().split(js_regexp('\\s+', ''))
        parts.append(' '.join([await resources.address(words[0], 'image', base), *words[1:]]))
    return ', '.join(parts)
