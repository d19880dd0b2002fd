"""Name constraints of an authority (RFC 5280, 4.2.1.10) against the names of a certificate below it. Must not know:
chains."""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import children, context_octets, decode_der, is_context, raw_der, sequence_items
from runtime_py.node.crypto.certificates.certificate import ALT_NAME, Certificate, read_string, relative_names
from runtime_py.platform.bytes import decode_latin1, equal

NAME_CONSTRAINTS = '2.5.29.30'
COMMON_NAME = '2.5.4.3'
EMAIL = 1
DNS = 2
DIRECTORY = 4
URI = 6
IP = 7
UNDERSTOOD = [EMAIL, DNS, DIRECTORY, IP]


def _kind(name: object) -> int:
    return name.idBlock.tagNumber


def _subtrees(certificate: Certificate, number: int) -> list:
    """The bases of permittedSubtrees (0) or excludedSubtrees (1)."""
    octets = certificate.extension(NAME_CONSTRAINTS)
    if octets is None:
        return []
    for one in sequence_items(decode_der(octets)):
        if is_context(one, number):
            return [sequence_items(tree)[0] for tree in children(one)]
    return []


def names_error(certificate: Certificate, authority: Certificate, is_leaf: bool) -> str:
    """'' or OpenSSL's name of the error."""
    permitted = _subtrees(authority, 0)
    excluded = _subtrees(authority, 1)
    if len(permitted) == 0 and len(excluded) == 0:
        return ''
    for name in _names_of(certificate, is_leaf):
        kind = name[0]
        same = [base for base in permitted if _kind(base) == kind]
        banned = [base for base in excluded if _kind(base) == kind]
        if kind not in UNDERSTOOD and (len(same) > 0 or len(banned) > 0):
            return 'UNSUPPORTED_CONSTRAINT_TYPE'
        if len(same) > 0 and len([base for base in same if _matches(kind, name[1], base)]) == 0:
            return 'PERMITTED_VIOLATION'
        if len([base for base in banned if _matches(kind, name[1], base)]) > 0:
            return 'EXCLUDED_VIOLATION'
    return ''


def _names_of(certificate: Certificate, is_leaf: bool) -> list:
    """[kind, octets or name]: alternative names, the subject, and a common name that is used as a host name."""
    found = []
    alternatives = certificate.names_of(ALT_NAME)
    for name in alternatives:
        found.append([_kind(name), children(name)[0] if _kind(name) == DIRECTORY else context_octets(name)])
    if len(sequence_items(certificate.subject)) > 0:
        found.append([DIRECTORY, certificate.subject])
    if is_leaf and len([name for name in alternatives if _kind(name) == DNS]) == 0:
        for pairs in relative_names(certificate.subject):
            for oid, value in pairs:
                text = read_string(value)
                if oid == COMMON_NAME and js_regexp('^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+$', '').test(text):
                    found.append([DNS, Uint8Array([ord(letter) for letter in text])])
    return found


def _matches(kind: int, name: object, base: object) -> bool:
    if kind == DIRECTORY:
        wanted = sequence_items(children(base)[0])
        given = sequence_items(name)
        return len(given) >= len(wanted) and all(
            [equal(raw_der(given[i]), raw_der(wanted[i])) for i in range(len(wanted))]
        )
    limit = context_octets(base)
    if kind == IP:
        return _in_network(name, limit)
    text = decode_latin1(name).lower()
    suffix = decode_latin1(limit).lower()
    if kind == EMAIL:
        host = text[text.find('@') + 1 :]
        return text == suffix or host == suffix or (suffix.startswith('.') and host.endswith(suffix))
    return suffix == '' or text == suffix or text.endswith(suffix if suffix.startswith('.') else '.' + suffix)


def _in_network(address: Uint8Array, limit: Uint8Array) -> bool:
    size = address.length
    if limit.length != size * 2:
        return False
    for i in range(size):
        if (address[i] & limit[size + i]) != (limit[i] & limit[size + i]):
            return False
    return True
