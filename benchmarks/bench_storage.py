"""Does it pay to compress data for IndexedDB? Compares segments of plain text with the same segments deflated by the
browser's own CompressionStream.

The browser's storage itself compresses (LevelDB with Snappy), so little space can be saved (docs/MEASURED.md)."""

from benchmarks.context import Context
from benchmarks.row import Row
from tests.machine.browser import TRUST_ALL

WORKER = """
const SEGMENT = 1 << 20, SEGMENTS = 48
const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer())
const plain = async (bytes) => bytes
const forms = {
  plain: [plain, plain],
  deflated: [(bytes) => through(bytes, new CompressionStream('deflate-raw')), (bytes) => through(bytes, new DecompressionStream('deflate-raw'))],
}
const open = (name) => new Promise((yes, no) => {
  const asked = indexedDB.open(name)
  asked.onupgradeneeded = () => asked.result.createObjectStore('segments')
  asked.onsuccess = () => yes(asked.result)
  asked.onerror = () => no(asked.error)
})
const put = (database, key, value) => new Promise((yes, no) => {
  const transaction = database.transaction('segments', 'readwrite', {durability: 'strict'})
  transaction.objectStore('segments').put(value, key)
  transaction.oncomplete = yes
  transaction.onabort = () => no(transaction.error)
})
const get = (database, key) => new Promise((yes, no) => {
  const asked = database.transaction('segments').objectStore('segments').get(key)
  asked.onsuccess = () => yes(asked.result)
  asked.onerror = () => no(asked.error)
})
const used = async () => (await navigator.storage.estimate()).usage
onmessage = async ({data: url}) => {
  const text = new Uint8Array(await (await fetch(url)).arrayBuffer()), found = {}
  const segment = (k) => text.slice(k * 77777 % (text.length - SEGMENT)).subarray(0, SEGMENT)
  for (const [name, [pack, unpack]] of Object.entries(forms)) {
    const database = await open('bench-' + name), before = await used(), started = performance.now()
    for (let k = 0; k < SEGMENTS; k++) await put(database, k, (await pack(segment(k))).slice())
    const written = performance.now()
    for (let k = 0; k < SEGMENTS; k++) await unpack(await get(database, k))
    const mb = SEGMENTS * SEGMENT / 1e6
    found[name] = [mb / (written - started) * 1000, mb / (performance.now() - written) * 1000, (await used() - before) / 1e6]
    database.close()
    indexedDB.deleteDatabase('bench-' + name)
  }
  postMessage(found)
}
"""
RUN = """
const worker = new Worker(URL.createObjectURL(new Blob([args[0]], {type: 'text/javascript'})))
return await new Promise((yes, no) => {
  worker.onmessage = ({data}) => yes(data)
  worker.onerror = (event) => no(new Error(event.message))
  worker.postMessage(new URL('natives.js', location.href).href)
})"""


def run(context: Context) -> list[Row]:
    found = context.machine.api(TRUST_ALL + RUN, WORKER, timeout=180)
    assert isinstance(found, dict)
    names = [
        ('segments of text, written', 'MB/s'),
        ('segments of text, read', 'MB/s'),
        ('room that 50 MB of them take', 'MB'),
    ]
    return [
        Row(f'{what}, plain | deflated', found['plain'][k], found['deflated'][k], unit)
        for k, (what, unit) in enumerate(names)
    ]
