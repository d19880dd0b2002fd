"""How Node shows a certificate's names and dates: OpenSSL's formats, with Node's own escapes where one name could be
read as two.

Must not know: the structure of certificates.
"""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import children, context_octets, is_tag, sequence_items, to_identifier
from runtime_py.node.crypto.certificates.certificate import read_string, relative_names
from runtime_py.platform.bytes import decode, decode_latin1, encode
from runtime_py.platform.text import pad_left

SHORT_NAMES = {
    '2.5.4.3': 'CN',
    '2.5.4.4': 'SN',
    '2.5.4.5': 'serialNumber',
    '2.5.4.6': 'C',
    '2.5.4.7': 'L',
    '2.5.4.8': 'ST',
    '2.5.4.9': 'street',
    '2.5.4.10': 'O',
    '2.5.4.11': 'OU',
    '2.5.4.12': 'title',
    '2.5.4.13': 'description',
    '2.5.4.15': 'businessCategory',
    '2.5.4.17': 'postalCode',
    '2.5.4.41': 'name',
    '2.5.4.42': 'GN',
    '2.5.4.43': 'initials',
    '2.5.4.44': 'generationQualifier',
    '2.5.4.46': 'dnQualifier',
    '2.5.4.65': 'pseudonym',
    '2.5.4.97': 'organizationIdentifier',
    '0.9.2342.19200300.100.1.1': 'UID',
    '0.9.2342.19200300.100.1.25': 'DC',
    '1.2.840.113549.1.9.1': 'emailAddress',
    '1.2.840.113549.1.9.2': 'unstructuredName',
    '1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionL',
    '1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionST',
    '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
}
ACCESS_NAMES = {
    '1.3.6.1.5.5.7.48.1': 'OCSP',
    '1.3.6.1.5.5.7.48.2': 'CA Issuers',
    '1.3.6.1.5.5.7.48.3': 'AD Time Stamping',
    '1.3.6.1.5.5.7.48.5': 'CA Repository',
}
# name, whether it is UTF-8
OTHER_NAMES: object = {
    '1.3.6.1.5.5.7.8.9': ['SmtpUTF8Mailbox', True],
    '1.3.6.1.5.5.7.8.5': ['XmppAddr', True],
    '1.3.6.1.5.5.7.8.7': ['SRVName', False],
    '1.3.6.1.4.1.311.20.2.3': ['UPN', True],
    '1.3.6.1.5.5.7.8.8': ['NAIRealm', True],
}
MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
ESCAPED = ',+"\\<>;'
GENERAL_EMAIL = 1
GENERAL_DNS = 2
GENERAL_DIRECTORY = 4
GENERAL_URI = 6
GENERAL_IP = 7
GENERAL_ID = 8


def short_name(oid: str) -> str:
    return SHORT_NAMES[oid] if Object.hasOwn(SHORT_NAMES, oid) else oid


def escape_name(text: str, controls: bool) -> str:
    """RFC 2253 escapes; optionally also control characters in hexadecimal."""
    made = ''
    last = len(text) - 1
    for i in range(len(text)):
        char = text[i]
        code = ord(char)
        if controls and (code < 32 or code == 127):
            made += '\\' + pad_left(code.toString(16).upper(), 2, '0')
        elif char in ESCAPED or (i == 0 and char in '# ') or (i == last and char == ' '):
            made += '\\' + char
        else:
            made += char
    return made


def show_name(name: object) -> str | None:
    """One line for each relative name; empty for an empty name."""
    lines = []
    for pairs in relative_names(name):
        lines.append(
            ' + '.join([short_name(pair[0]) + '=' + escape_name(read_string(pair[1]), True) for pair in pairs])
        )
    return '\n'.join(lines) if len(lines) > 0 else js_undefined


def directory_name(name: object) -> str:
    """RFC 2253's order, the last part first."""
    parts = []
    for pairs in relative_names(name):
        parts.insert(
            0, '+'.join([short_name(pair[0]) + '=' + escape_name(read_string(pair[1]), False) for pair in pairs])
        )
    return ','.join(parts)


def is_safe(octets: Uint8Array, is_utf8: bool) -> bool:
    for i in range(octets.length):
        byte = octets[i]
        if byte in [34, 92, 44, 39] or byte < 32 or byte == 127 or (byte > 126 and not is_utf8):
            return False
    return True


def safe_text(octets: Uint8Array, is_utf8: bool, prefix: str) -> str:
    """Unquoted if it can't be misread, otherwise quoted as in JSON."""
    if is_safe(octets, is_utf8):
        return prefix + (decode(octets) if is_utf8 else decode_latin1(octets))
    text = decode(octets) if is_utf8 else decode_latin1(octets)
    made = ''
    for i in range(len(text)):
        char = text[i]
        code = ord(char)
        if char == '\\' or char == '"':
            made += '\\' + char
        elif (32 <= code <= 126 and char != ',') or (is_utf8 and code > 127):
            made += char
        else:
            made += '\\u' + pad_left(code.toString(16), 4, '0')
    return '"' + prefix + made + '"'


def ip_text(octets: Uint8Array) -> str:
    if octets.length == 4:
        return '.'.join([str(octets[i]) for i in range(4)])
    if octets.length == 16:
        return ':'.join([((octets[i] << 8) | octets[i + 1]).toString(16).upper() for i in range(0, 16, 2)])
    return '<invalid length=' + str(octets.length) + '>'


def other_name(name: object) -> str:
    oid_item, wrapped = children(name)
    oid = to_identifier(oid_item)
    if not Object.hasOwn(OTHER_NAMES, oid):
        return '<unsupported>'
    label, is_utf8 = OTHER_NAMES[oid]
    value = children(wrapped)[0]
    if not is_tag(value, 12 if is_utf8 else 22):
        return '<unsupported>'
    return safe_text(value.valueBlock.valueHexView, is_utf8, label + ':')


def general_name(name: object) -> str:
    kind = name.idBlock.tagNumber
    if kind == GENERAL_DNS:
        return 'DNS:' + safe_text(context_octets(name), False, '')
    if kind == GENERAL_EMAIL:
        return 'email:' + safe_text(context_octets(name), False, '')
    if kind == GENERAL_URI:
        return 'URI:' + safe_text(context_octets(name), False, '')
    if kind == GENERAL_DIRECTORY:
        return 'DirName:' + safe_text(encode(directory_name(children(name)[0])), True, '')
    if kind == GENERAL_IP:
        return 'IP Address:' + ip_text(context_octets(name))
    if kind == GENERAL_ID:
        return 'Registered ID:' + registered_id(context_octets(name))
    return 'othername:' + other_name(name) if kind == 0 else '<unsupported>'


def registered_id(octets: Uint8Array) -> str:
    """The base-128 numbers of an identifier with an implicit tag."""
    numbers = [octets[0] // 40, octets[0] % 40]
    value = 0
    for i in range(1, octets.length):
        value = value * 128 + (octets[i] & 127)
        if octets[i] < 128:
            numbers.append(value)
            value = 0
    return '.'.join([str(number) for number in numbers])


def access_lines(items: list) -> str:
    lines = []
    for one in items:
        method, name = sequence_items(one)
        oid = to_identifier(method)
        lines.append((ACCESS_NAMES[oid] if Object.hasOwn(ACCESS_NAMES, oid) else oid) + ' - ' + general_name(name))
    return '\n'.join(lines)


def show_time(milliseconds: int) -> str:
    date = js_new(Date, milliseconds)
    clock = ':'.join(
        [pad_left(str(part), 2, '0') for part in [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]]
    )
    return (
        MONTHS[date.getUTCMonth()]
        + ' '
        + pad_left(str(date.getUTCDate()), 2, ' ')
        + ' '
        + clock
        + ' '
        + str(date.getUTCFullYear())
        + ' GMT'
    )
