"""Node's encodings by name, for whole files: bytes to text and back. Must not know files."""

from runtime_py.api.errors import ApiError


def canonical(name: str) -> str:
    """Node's canonical name; throws Node's error for an unknown one."""
    lower = String(name).toLowerCase()
    if lower == 'utf8' or lower == 'utf-8':
        return 'utf8'
    if lower in ['utf16le', 'utf-16le', 'ucs2', 'ucs-2']:
        return 'utf16le'
    if lower in ['latin1', 'binary']:
        return 'latin1'
    if lower in ['ascii', 'base64', 'base64url', 'hex']:
        return lower
    raise ApiError('ERR_INVALID_ARG_VALUE', f"The argument 'encoding' is invalid encoding. Received '{name}'")


def decode(data: object, name: str) -> str:
    encoding = canonical(name)
    if encoding == 'utf8':
        # As in Node, a byte order mark stays.
        return TextDecoder('utf-8', {'ignoreBOM': True}).decode(data)
    if encoding == 'utf16le':
        return TextDecoder('utf-16le', {'ignoreBOM': True}).decode(data.subarray(0, len(data) - len(data) % 2))
    if encoding == 'hex':
        return Array['from'](data, lambda byte: byte.toString(16).padStart(2, '0')).join('')
    text = _latin1(data, 0x7F if encoding == 'ascii' else 0xFF)
    if encoding == 'base64':
        return btoa(text)
    if encoding == 'base64url':
        return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    return text


def encode(text: str, name: str) -> object:
    encoding = canonical(name)
    if encoding == 'utf8':
        return TextEncoder().encode(text)
    if encoding == 'utf16le':
        units = Uint16Array['from']({'length': len(text)}, lambda _, index: ord(text[index]))
        return Uint8Array(units.buffer)
    if encoding == 'hex':
        return _from_hex(text)
    if encoding == 'base64' or encoding == 'base64url':
        return _from_base64(text)
    return Uint8Array['from']({'length': len(text)}, lambda _, index: ord(text[index]) & 0xFF)


def _latin1(data: object, mask: int) -> str:
    """Converts in pieces, since a call takes a limited number of arguments."""
    pieces: list = []
    for start in range(0, len(data), 8192):
        part = data.subarray(start, start + 8192).map(lambda byte: byte & mask)
        pieces.append(String.fromCharCode.apply(None, part))
    return ''.join(pieces)


def _from_hex(text: str) -> object:
    """Decodes up to the first invalid pair, as Node does."""
    found: list = []
    for at in range(0, len(text) - 1, 2):
        pair = text[at : at + 2]
        if not js_regexp('^[0-9a-fA-F]{2}$').test(pair):
            break
        found.append(Number.parseInt(pair, 16))
    return Uint8Array(found)


def _from_base64(text: str) -> object:
    clean = text.replaceAll('-', '+').replaceAll('_', '/').replace(js_regexp('[^A-Za-z0-9+/]', 'g'), '')
    if len(clean) % 4 == 1:
        clean = clean[0 : len(clean) - 1]
    return Uint8Array['from'](atob(clean), lambda character: ord(character))
