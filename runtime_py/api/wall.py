"""The wall around programs: a hidden frame, whose policy the workers inherit that are made in it (docs/SECURITY.md has
what it promises).

Where frames can be `credentialless` (Chromium) it has a storage partition of its own, and its workers are made of
blobs. Elsewhere (Firefox) they are made of `data:` URLs, which have an opaque origin. Each worker proves its wall
before it takes a program (platform/workers.py). No code runs in the frame itself. Must not know programs, nor who asks
for workers."""

from runtime_py.api.errors import ApiError
from runtime_py.kernel.walls import CODE, refusal
from runtime_py.platform.content_policy import refused_sources
from runtime_py.platform.futures import start
from runtime_py.platform.kept_scripts import fetched_script
from runtime_py.platform.own_scripts import NOT_FETCHED
from runtime_py.platform.trusted_types import frame_markup, worker_url
from runtime_py.platform.workers import OPAQUE, PARTITION

POLICY = "default-src 'none'; script-src 'unsafe-eval' blob:; worker-src blob: data:"
# what a worker without an origin runs first: its script comes with its first message, as no URL of the page's means
# anything to it. A page's Trusted Types are inherited
STUB = (
    "try{eval('0')}catch{try{trustedTypes.createPolicy('default',{createScript:(s)=>s,createScriptURL:(u)=>u})}catch{}}"
    # Chromium hides the constructor where no memory can be posted out; programs may have memory of their own
    'globalThis.SharedArrayBuffer||Object.defineProperty(globalThis,"SharedArrayBuffer",{value:new WebAssembly.Memory('
    '{initial:0,maximum:0,shared:true}).buffer.constructor,writable:true,configurable:true});'
    'onmessage=(event)=>{onmessage=null;importScripts(URL.createObjectURL(event.data.script));'
    "dispatchEvent(new MessageEvent('message',{data:event.data}))}"
)
HOST = 'terrarium-wall'
FIRST = 'worker1'  # the label of the first worker that the kernel asks for


def wall_kind() -> str:
    """'' where programs can't be walled off."""
    if not crossOriginIsolated or len(refused_sources()) > 0:
        return ''
    return PARTITION if js_in('credentialless', HTMLIFrameElement.prototype) else OPAQUE


def why_no_wall() -> str:
    refused = refused_sources()
    if len(refused) > 0:
        return f'the Content-Security-Policy of this page, which its frames inherit, lacks {" ".join(refused)}'
    return 'this page is not isolated'


def build_wall(is_required: bool, on_gone: object) -> list:
    """[a wall or None, what the kernel has to know of it]. Throws where it is required and can't be."""
    kind = wall_kind()
    why = why_no_wall() if kind == '' else ''
    if kind == '' and is_required:
        raise ApiError(CODE, refusal(why))
    return [None if kind == '' else Wall(kind, on_gone), {'kind': kind, 'isRequired': is_required, 'why': why}]


class Wall:
    """`kind` says what its workers are. `on_gone()`: somebody took the frame out of the page, and every program with
    it.

    The page holds a lock, which workers must not see (`seal`), and makes the first worker before anybody asks for
    it."""

    def __init__(self, kind: str, on_gone: object):
        self.kind = kind
        self.seal = f'terrarium:outside:{globalThis.crypto.randomUUID()}'
        self._on_gone = on_gone
        self._scripts = Map()  # URL -> the promise of a Blob
        self._watch = MutationObserver(lambda changes: self._look())
        self._unlock = None
        self._begin()

    def _begin(self) -> None:
        self._urls = Map()  # URL -> that of the Blob, in the frame's partition
        self._spare = None  # [URL of its script, worker]
        # out of sight of the page's own code, which may count frames, or look for one
        self._host = document.createElement(HOST)
        self._host.hidden = True
        self._frame = document.createElement('iframe')
        self._is_built = self._build()
        start(self._is_built, lambda error: None)  # whoever waits for it is told

    def build_again(self) -> None:
        """Where it was taken out of the page."""
        if not self._host.isConnected:
            self._begin()

    async def _build(self) -> None:
        frame = self._frame
        if self.kind == PARTITION:
            frame.credentialless = True
        # not the empty document that a frame begins with: that one says it is credentialless, and has the page's
        # storage
        frame.srcdoc = frame_markup(f'<!doctype html><meta http-equiv="content-security-policy" content="{POLICY}">')
        loaded = Promise(lambda resolve: frame.addEventListener('load', resolve))
        self._host.attachShadow({'mode': 'closed'}).append(frame)
        document.documentElement.append(self._host)
        self._watch.observe(document.documentElement, {'childList': True})
        await Promise.all([loaded, self._lock()])

    async def _lock(self) -> None:
        def hold(granted: object, refused: object) -> None:
            def held(lock: object) -> object:
                granted()
                return Promise(lambda resolve: self._keep(resolve))

            navigator.locks.request(self.seal, held).catch(refused)

        await Promise(hold)

    def _keep(self, unlock: object) -> None:
        self._unlock = unlock

    def _look(self) -> None:
        if not self._host.isConnected:
            self.remove()
            self._on_gone()

    async def prepare(self, url: str) -> None:
        """The script is fetched, and where it can be, a worker made of it."""
        blob = await self._script(url)
        await self._is_built
        if self.kind == PARTITION and self._spare is None:
            self._spare = [url, self._new_worker(blob, url, FIRST)]

    def _script(self, url: str) -> object:
        found = self._scripts.get(url)
        if found is None:
            found = self._fetched(url)
            self._scripts.set(url, found)
        return found

    async def _fetched(self, url: str) -> object:
        blob = await fetched_script(url)
        if blob is None:
            self._scripts.delete(url)
            raise Error(NOT_FETCHED)
        return blob

    async def make_worker(self, url: str, label: str, is_confined: bool) -> list:
        """[a worker, its script if it has to be told that]. `label`: by which the engine's figures of workers are told
        apart (memory_measure.py). One that is confined has no origin, in any engine."""
        blob = await self._script(url)
        await self._is_built
        if is_confined:
            return [self._opaque_worker(url), blob]
        if self._spare is not None and self._spare[0] == url:
            worker = self._spare[1]
            self._spare = None
            return [worker, None]
        return [self._new_worker(blob, url, label), blob if self.kind == OPAQUE else None]

    def _new_worker(self, blob: object, url: str, label: str) -> object:
        """In the frame's own realm, so that it is the frame's worker."""
        if self.kind == OPAQUE:
            return self._opaque_worker(url)
        window = self._frame.contentWindow
        if not self._urls.has(url):
            self._urls.set(url, window.URL.createObjectURL(blob))
        return js_new(window.Worker, worker_url(f'{self._urls.get(url)}#{label}'), worker_name(url))

    def _opaque_worker(self, url: str) -> object:
        address = worker_url('data:text/javascript,' + encodeURIComponent(STUB))
        return js_new(self._frame.contentWindow.Worker, address, worker_name(url))

    def remove(self) -> None:
        """Every worker ends that was made in it."""
        self._watch.disconnect()
        self._host.remove()
        if self._unlock is not None:
            self._unlock()


def worker_name(url: str) -> object:
    return {'name': url[url.rfind('/') + 1 :].removesuffix('.js')}
