"""Modules of a sandboxed page. Each is a blob whose imports have names of an import map, so modules may import each
other in circles; the page's own import map is applied here.

The imports of a module are fetched before it runs; a computed or dynamic import when it is called. Must not know
elements."""

from runtime_py.devserver.import_analysis import DYNAMIC, analyse
from runtime_py.devserver.text_edits import Edit, apply
from runtime_py.platform.dynamic_import import import_module

NAME = 'terrarium-module:'
CALL = '__terrarium_import__'

ONE_MAP = (
    'Terrarium: this browser takes no import map after the first, so in a sandboxed preview a module can only be imported '
    'dynamically if others import it statically. Give previews origins of their own (docs/EMBED.md).'
)
PROBE = 'terrarium-probe:'


async def takes_later_maps() -> bool:
    """Whether the browser takes import maps after modules have been loaded: Chromium does."""
    add_to_page({'imports': {PROBE: 'data:text/javascript,'}})
    try:
        await import_module(PROBE)
        return True
    except Exception:
        return False


def add_to_page(entries: object) -> None:
    script = document.createElement('script')
    script.type = 'importmap'
    script.textContent = JSON.stringify(entries)
    document.head.append(script)
    script.remove()


def own_call(found: object, address: str) -> Edit:
    """`import(` becomes a call of ours, in a text at this address."""
    end = found.start if found.specifier is None else found.start - 1
    return Edit(found.statement_start, end, f'{CALL}({JSON.stringify(address)},')


class ImportMap:
    """The page's own: `imports`, `scopes`."""

    def __init__(self, text: str, base: str):
        given = JSON.parse(text) if text != '' else {}
        self._imports = given.imports or {}
        self._scopes = given.scopes or {}
        self._base = base

    def target(self, specifier: str, importer: str) -> str | None:
        """The address that a specifier means, None for a bare name without an entry."""
        keys = [key for key in Object.keys(self._scopes) if importer.startswith(URL(key, self._base).href)]
        for key in sorted(keys, key=lambda each: -len(each)):
            found = self._in(self._scopes[key], specifier)
            if found is not None:
                return found
        found = self._in(self._imports, specifier)
        if found is not None:
            return found
        is_path = specifier.startswith('/') or specifier.startswith('./') or specifier.startswith('../')
        return URL(specifier, importer).href if is_path else specifier if URL.canParse(specifier) else None

    def _in(self, entries: object, specifier: str) -> str | None:
        best = ''
        for key in Object.keys(entries):
            matches = specifier == key or key.endswith('/') and specifier.startswith(key)
            if matches and len(key) > len(best):
                best = key
        return URL(entries[best] + specifier[len(best) :], self._base).href if best != '' else None


class Modules:
    """`map_entries()` returns the entries for the page's first import map."""

    def __init__(self, place: object, resources: object, own: ImportMap):
        self._place = place
        self._resources = resources
        self._own = own
        self._loads = Map()  # URL -> a promise that its text is there
        self._blobs = Map()  # URL -> the blob's address
        self._mapped = Set()
        globalThis[CALL] = lambda importer, specifier: self.load(String(specifier), importer)

    async def prepare(self, text: str, address: str) -> str:
        """The text of a module, with all that it imports fetched."""
        found = analyse(text)
        edits: list = []
        waits: list = []
        for each in found.imports:
            if each.kind == DYNAMIC:
                edits.append(own_call(each, address))
                continue
            name = self._name(each.specifier, address)
            if name.startswith(NAME):
                waits.append(self._ensure(name[len(NAME) :]))
                edits.append(Edit(each.start, each.end, name))
            elif name != each.specifier:
                edits.append(Edit(each.start, each.end, name))
        await Promise.all(waits)
        meta = f'import.meta.url={JSON.stringify(address)};' if 'import.meta' in text else ''
        return meta + apply(text, edits)

    def _name(self, specifier: str, importer: str) -> str:
        target = self._own.target(specifier, importer)
        if target is None:
            return specifier  # the browser says what is wrong
        url = self._place.on_server(URL(target))
        return NAME + url.href if self._place.port_at(url) != 0 else url.href

    def _ensure(self, address: str) -> object:
        """Circles: a module that is being fetched is not waited for twice; `settled` waits for all."""
        if not self._loads.has(address):
            self._loads.set(address, self._fetch(address))
            return self._loads.get(address)
        return None

    async def _fetch(self, address: str) -> None:
        try:
            response = await self._resources.response(URL(address), 'script')
            text = await response.text()
            kind = (response.headers.get('content-type') or '').split(';')[0].strip()
            is_script = 'javascript' in kind or 'ecmascript' in kind
            prepared = await self.prepare(text, response.url) if is_script else text
            self._blobs.set(
                address, URL.createObjectURL(Blob([prepared], {'type': 'text/javascript' if is_script else kind}))
            )
        except Exception as error:
            self._loads.delete(address)
            raise error

    async def settled(self) -> None:
        """Once no module is being fetched. Failures are those of the importing module."""
        count = -1
        while count != self._loads.size:
            count = self._loads.size
            await Promise.allSettled(list(self._loads.values()))

    def map_entries(self) -> object:
        """The modules that are in no import map yet."""
        imports = {}
        for address, blob in self._blobs.entries():
            if not self._mapped.has(address):
                self._mapped.add(address)
                imports[NAME + address] = blob
        return {'imports': imports}

    def add_map(self) -> None:
        """A map that is added later: for modules that nothing has asked for."""
        entries = self.map_entries()
        if len(Object.keys(entries.imports)) > 0:
            add_to_page(entries)

    async def load(self, specifier: str, importer: str) -> object:
        """`import(specifier)` in a module or script at the address `importer`."""
        name = self._name(specifier, importer)
        if not name.startswith(NAME):
            return await import_module(name)
        address = name[len(NAME) :]
        await self._ensure(address)
        await self.settled()
        if not self._blobs.has(address):
            raise TypeError(f'Failed to fetch dynamically imported module: {address}')
        self.add_map()
        try:
            return await import_module(name)
        except Exception as error:
            raise error if await takes_later_maps() else TypeError(f'{ONE_MAP} ({address})')

    async def of_element(self, text: str, address: str) -> str:
        """The text for a script element with the type `module`."""
        prepared = await self.prepare(text, address)
        await self.settled()
        return prepared

    def scripts_text(self, text: str, address: str) -> str:
        """The text of a classic script: only its `import()`s are changed."""
        if 'import' not in text:
            return text
        return apply(text, [own_call(each, address) for each in analyse(text).imports if each.kind == DYNAMIC])
