"""Elements that the scripts of a sandboxed page make: what they load comes from the machine. An element shows the page
the address that it was given.

Elements that come from HTML are found when they are in the document. Must not know how files are fetched."""

from service_worker.sandbox.documents import refuse_frame, script_address, set_of
from service_worker.sandbox.styles import has_places

# [class, attribute]
ATTRIBUTES = [
    ['HTMLImageElement', 'src'],
    ['HTMLImageElement', 'srcset'],
    ['HTMLSourceElement', 'src'],
    ['HTMLSourceElement', 'srcset'],
    ['HTMLInputElement', 'src'],
    ['HTMLMediaElement', 'src'],
    ['HTMLVideoElement', 'poster'],
    ['HTMLTrackElement', 'src'],
    ['HTMLScriptElement', 'src'],
    ['HTMLLinkElement', 'href'],
    ['HTMLIFrameElement', 'src'],
]
ADDED = 'img, source, input[type=image], audio, video, track, link, iframe, style'
READY = ['blob:', 'data:', 'about:', 'javascript:']


class Elements:
    def __init__(self, place: object, resources: object, modules: object):
        self._place = place
        self._resources = resources
        self._modules = modules
        self._wanted = js_new(globalThis.WeakMap)  # element -> {attribute: the page's own value}
        self._setters = {}  # 'class attribute' -> the browser's

    def start(self) -> None:
        for kind, name in ATTRIBUTES:
            self._wrap_property(globalThis[kind].prototype, kind, name)
        self._wrap_attributes()

    def watch(self) -> None:
        """After the document is open: what HTML adds."""
        observer = js_new(globalThis.MutationObserver, lambda records: self._on_added(records))
        observer.observe(document, {'childList': True, 'subtree': True})
        window.addEventListener('error', self._hide_first_failure, True)

    def _hide_first_failure(self, event: object) -> None:
        """The browser had begun to load it from the host."""
        wanted = self._wanted.get(event.target)
        if wanted is not js_undefined and wanted['pending']:
            event.stopImmediatePropagation()

    def _kind_of(self, element: object, name: str) -> str:
        for kind, attribute in ATTRIBUTES:
            if attribute == name and js_instanceof(element, globalThis[kind]):
                return kind
        return ''

    def _wrap_property(self, prototype: object, kind: str, name: str) -> None:
        native = Object.getOwnPropertyDescriptor(prototype, name)
        elements = self
        self._setters[f'{kind} {name}'] = native.set

        def get() -> object:
            wanted = elements._wanted.get(js_this)
            given = js_undefined if wanted is js_undefined else wanted[name]
            if given is js_undefined:
                return native.get.call(js_this)
            url = elements._place.resolve(given)
            return given if name == 'srcset' or url is None else url.href

        def change(value: object) -> None:
            if not elements.take(js_this, name, String(value)):
                native.set.call(js_this, value)

        Object.defineProperty(
            prototype, name, {'get': js_func(get), 'set': js_func(change), 'configurable': True, 'enumerable': True}
        )

    def _wrap_attributes(self) -> None:
        prototype = globalThis.Element.prototype
        native_set = prototype.setAttribute
        native_get = prototype.getAttribute
        elements = self

        def set_attribute(name: object, value: object) -> None:
            key = String(name).toLowerCase()
            if elements._kind_of(js_this, key) == '' or not elements.take(js_this, key, String(value)):
                native_set.call(js_this, name, value)

        def get_attribute(name: object) -> object:
            wanted = elements._wanted.get(js_this)
            given = js_undefined if wanted is js_undefined else wanted[String(name).toLowerCase()]
            return native_get.call(js_this, name) if given is js_undefined else given

        prototype.setAttribute = js_func(set_attribute)
        prototype.getAttribute = js_func(get_attribute)

    def take(self, element: object, name: str, value: str) -> bool:
        """False if the browser loads it itself."""
        kind = self._kind_of(element, name)
        wanted = self._wanted.get(element)
        if any([value.startswith(start) for start in READY]) or value == '':
            if wanted is not js_undefined:
                js_delete(wanted, name)
            return False
        if name != 'srcset' and not self._resources.is_served(value):
            return False
        if kind == 'HTMLIFrameElement':
            refuse_frame(element)
            return True
        if wanted is js_undefined:
            wanted = {}
            self._wanted.set(element, wanted)
        wanted[name] = value
        wanted['pending'] = True
        self._load(element, kind, name, value, wanted)
        return True

    async def _load(self, element: object, kind: str, name: str, value: str, wanted: object) -> None:
        await Promise.resolve(None)  # a page sets `rel` and `type` in the same turn
        found = await self._address(element, kind, name, value)
        if wanted[name] != value:
            return
        wanted['pending'] = False
        self._setters[f'{kind} {name}'].call(element, found)

    async def _address(self, element: object, kind: str, name: str, value: str) -> str:
        if name == 'srcset':
            return await set_of(value, self._resources, self._place.resolve('').href)
        if kind == 'HTMLScriptElement':
            is_module = element.type.strip().lower() == 'module'
            found = await script_address(self._modules, self._resources, self._place.resolve(value), is_module)
            self._modules.add_map()
            return found
        if kind == 'HTMLLinkElement':
            is_sheet = element.relList.contains('stylesheet')
            if not is_sheet and not element.relList.contains('icon'):
                return 'data:,'  # a hint to load something early
            return await self._resources.address(value, 'style' if is_sheet else 'image')
        media = {'HTMLMediaElement': 'video', 'HTMLTrackElement': 'track'}
        return await self._resources.address(value, media[kind] or 'image')

    def _on_added(self, records: list) -> None:
        for record in records:
            for node in record.addedNodes:
                if js_instanceof(node, Element):
                    self._look_at(node)
                    for element in node.querySelectorAll(ADDED):
                        self._look_at(element)

    def _look_at(self, element: object) -> None:
        if element.localName == 'style':
            self._sheet(element)
            return
        for kind, name in ATTRIBUTES:
            if kind == 'HTMLScriptElement' or not js_instanceof(element, globalThis[kind]):
                continue
            value = element.getAttribute(name)
            wanted = self._wanted.get(element)
            if value is not None and (wanted is js_undefined or wanted[name] is js_undefined):
                if self._place.real(value) != value:
                    self.take(element, name, value)

    async def _sheet(self, element: object) -> None:
        text = element.textContent
        if not has_places(text) or 'url("blob:' in text:
            return
        found = await self._resources.sheet(text, self._place.resolve('').href, [])
        if element.textContent == text and found != text:
            element.textContent = found
