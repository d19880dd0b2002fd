"""Members of the library's modules whose first read loads more of the library: `http.WebSocket` loads 65 modules, undici
and http2 among them.

Node reads all members of a module when it is first imported, so that an ES module which imports `createServer` from
'http' loads them, too. That is quick natively, where the library is compiled beforehand. Here an import gets the member's
getter, and calls it when the member is first read. A member is listed if its getter always gives the same value and
does nothing else; those that a program can set (`fs.ReadStream`) must be read at once."""

LAZY_MEMBERS = {
    'crypto': ['webcrypto', 'subtle'],
    'dns': ['promises'],
    'fs': ['promises', 'Utf8Stream'],
    'http': ['WebSocket', 'CloseEvent', 'MessageEvent'],
    'net': ['BlockList', 'SocketAddress'],
    'process': ['report', 'finalization'],
    'test': ['snapshot', 'assert'],
    'timers': ['promises'],
    'tls': ['rootCertificates'],
}


def reader_of(module_id: str, name: str, exports: object) -> object:
    """What gives the member's value when it is first read, or None: then it is to be read now. A program may have
    replaced it."""
    members = LAZY_MEMBERS[module_id] if Object.hasOwn(LAZY_MEMBERS, module_id) else []
    if not members.includes(name):
        return None
    descriptor = Object.getOwnPropertyDescriptor(exports, name)
    getter = js_undefined if descriptor is js_undefined else descriptor.get
    return None if js_typeof(getter) != 'function' else lambda: Reflect.apply(getter, exports, [])
