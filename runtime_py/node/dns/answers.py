"""Node's `dns` results for the records of each type.

Knows: the form of the library's results. Must not know: how a reply arrived."""

from __future__ import annotations

from runtime_py.ipc.ip_text import format_ipv4, format_ipv6
from runtime_py.node.dns.message import CLASS_IN, Reader, Record, Reply
from runtime_py.platform.bytes import Bytes, decode

TYPE_A = 1
TYPE_NS = 2
TYPE_CNAME = 5
TYPE_SOA = 6
TYPE_PTR = 12
TYPE_MX = 15
TYPE_TXT = 16
TYPE_AAAA = 28
TYPE_SRV = 33
TYPE_NAPTR = 35
TYPE_TLSA = 52
TYPE_ANY = 255
TYPE_CAA = 257


def address_of(reader: Reader, record: Record) -> object:
    octets = list(reader.take(record.end - record.start))
    return format_ipv4(octets) if record.type == TYPE_A else format_ipv6(octets)


def name_of(reader: Reader, record: Record) -> object:
    return reader.name()


def mail_exchange(reader: Reader, record: Record) -> object:
    priority = reader.word()
    return {'exchange': reader.name(), 'priority': priority, 'type': 'MX'}


def texts(reader: Reader, record: Record) -> object:
    found = []
    while reader.at < record.end:
        found.push(decode(reader.text()))
    return found


def service(reader: Reader, record: Record) -> object:
    priority = reader.word()
    weight = reader.word()
    port = reader.word()
    return {'name': reader.name(), 'port': port, 'priority': priority, 'weight': weight, 'type': 'SRV'}


def naming_authority(reader: Reader, record: Record) -> object:
    order = reader.word()
    preference = reader.word()
    flags = decode(reader.text())
    services = decode(reader.text())
    pattern = decode(reader.text())
    return {
        'flags': flags,
        'service': services,
        'regexp': pattern,
        'replacement': reader.name(),
        'order': order,
        'preference': preference,
        'type': js_undefined,
    }


def start_of_authority(reader: Reader, record: Record) -> object:
    found: dict = {'nsname': reader.name(), 'hostmaster': reader.name()}
    for field in ['serial', 'refresh', 'retry', 'expire', 'minttl']:
        found[field] = reader.long()
    found['type'] = js_undefined
    return found


def certificate_association(reader: Reader, record: Record) -> object:
    found = {'certUsage': reader.byte(), 'selector': reader.byte(), 'match': reader.byte()}
    found['data'] = reader.take(record.end - reader.at).buffer
    return found


def certification_authority(reader: Reader, record: Record) -> object:
    found = {'critical': reader.byte(), 'type': 'CAA'}
    tag = decode(reader.text())
    found[tag] = decode(reader.take(record.end - reader.at))
    return found


READERS = {
    TYPE_A: address_of,
    TYPE_AAAA: address_of,
    TYPE_CNAME: name_of,
    TYPE_NS: name_of,
    TYPE_PTR: name_of,
    TYPE_MX: mail_exchange,
    TYPE_TXT: texts,
    TYPE_SRV: service,
    TYPE_NAPTR: naming_authority,
    TYPE_SOA: start_of_authority,
    TYPE_TLSA: certificate_association,
    TYPE_CAA: certification_authority,
}
# cares_wrap's results for ANY, in its order; addresses only when the name is no alias
KINDS: list[list] = [
    [TYPE_CNAME, 'CNAME'],
    [TYPE_A, 'A'],
    [TYPE_AAAA, 'AAAA'],
    [TYPE_MX, 'MX'],
    [TYPE_NS, 'NS'],
    [TYPE_TXT, 'TXT'],
    [TYPE_SRV, 'SRV'],
    [TYPE_PTR, 'PTR'],
    [TYPE_NAPTR, 'NAPTR'],
    [TYPE_SOA, 'SOA'],
    [TYPE_CAA, 'CAA'],
    [TYPE_TLSA, 'TLSA'],
]


def records_of(reply: Reply, type: int) -> list:
    return [record for record in reply.answers if record.type == type and record.record_class == CLASS_IN]


def values_of(data: Bytes, reply: Reply, type: int) -> list:
    read = READERS[type]
    return [read(Reader(data, record.start), record) for record in records_of(reply, type)]


def results(data: Bytes, reply: Reply, type: int) -> list | None:
    """The arguments of `oncomplete` after the error; None when there is no such record."""
    found = all_kinds(data, reply) if type == TYPE_ANY else values_of(data, reply, type)
    if len(found) == 0:
        return None
    if type == TYPE_A or type == TYPE_AAAA:
        return [found, [record.ttl for record in records_of(reply, type)]]
    return [found[0] if type == TYPE_SOA else found]


def all_kinds(data: Bytes, reply: Reply) -> list:
    found = []
    for entry in KINDS:
        type = entry[0]
        if type == TYPE_A and len(found) > 0:
            continue
        values = values_of(data, reply, type)
        for k in range(len(values)):
            found.push(with_kind(values[k], entry[1], records_of(reply, type)[k]))
    return found


def with_kind(value: object, kind: str, record: Record) -> object:
    if kind == 'A' or kind == 'AAAA':
        return {'address': value, 'ttl': record.ttl, 'type': kind}
    if kind == 'TXT':
        return {'entries': value, 'type': kind}
    if js_typeof(value) == 'string':
        return {'value': value, 'type': kind}
    # objects made by the library have it even outside ANY, undefined for some (cares_wrap.cc)
    value.type = kind
    return value
