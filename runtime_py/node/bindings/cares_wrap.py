"""internalBinding('cares_wrap'): resolves names to addresses.

`lookup` knows this machine, /etc/hosts, and addresses written as text; every other name gets a stand-in address
(sys/calls/outside.py). Queries go to name servers in this machine (dns/channel.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.ip_text import canonical, is_loopback, parse_address, parse_ipv6
from runtime_py.node.dns.answers import (
    TYPE_A,
    TYPE_AAAA,
    TYPE_ANY,
    TYPE_CAA,
    TYPE_CNAME,
    TYPE_MX,
    TYPE_NAPTR,
    TYPE_NS,
    TYPE_PTR,
    TYPE_SOA,
    TYPE_SRV,
    TYPE_TLSA,
    TYPE_TXT,
)
from runtime_py.node.dns.channel import ESETSRVPENDING, Channel, answer, reverse_name
from runtime_py.node.realm.callbacks import call_back, coded_error, complete_later, make_buffer, realm
from runtime_py.node.realm.host import ReqWrap, hidden
from runtime_py.platform.errno import EINVAL
from runtime_py.sys.host_lookup import addresses_of, hosts_lines

AF_UNSPEC = 0
AF_INET = 2
AF_INET6 = 10
EAI_NONAME = -3008
QUERIES = {
    'queryA': TYPE_A,
    'queryAny': TYPE_ANY,
    'queryAaaa': TYPE_AAAA,
    'queryCaa': TYPE_CAA,
    'queryCname': TYPE_CNAME,
    'queryMx': TYPE_MX,
    'queryNaptr': TYPE_NAPTR,
    'queryNs': TYPE_NS,
    'queryPtr': TYPE_PTR,
    'querySrv': TYPE_SRV,
    'querySoa': TYPE_SOA,
    'queryTlsa': TYPE_TLSA,
    'queryTxt': TYPE_TXT,
}
DNS_ORDER_IPV4_FIRST = 1
DNS_ORDER_IPV6_FIRST = 2
SERVICES = {'21': 'ftp', '22': 'ssh', '25': 'smtp', '53': 'domain', '80': 'http', '443': 'https'}


class GetAddrInfoReqWrap(ReqWrap):
    def __init__(self) -> None:
        super().__init__('GETADDRINFOREQWRAP')


class GetNameInfoReqWrap(ReqWrap):
    def __init__(self) -> None:
        super().__init__('GETNAMEINFOREQWRAP')


class QueryReqWrap(ReqWrap):
    def __init__(self) -> None:
        super().__init__('QUERYWRAP')


class ChannelWrap:
    _channel: Any

    def __init__(self, timeout: int, tries: int, max_timeout: int = 0) -> None:
        hidden(self, '_channel', Channel(timeout, tries, max_timeout))

    def getServers(self) -> list:
        # a copy, since the library modifies it
        return [list(server) for server in self._channel.servers]

    def setServers(self, servers: list) -> int:
        return self._channel.set_servers([[server[1], server[2] % 65536] for server in servers])

    def setLocalAddress(self, first: str, second: object = None) -> None:
        """One address of each family at most."""
        addresses = [first] if second is None else [first, second]
        for address in addresses:
            if parse_address(address) is None:
                raise coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', 'Invalid IP address.')
        if second is not None and (first.find(':') >= 0) == (second.find(':') >= 0):
            family = 'IPv6' if first.find(':') >= 0 else 'IPv4'
            raise coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', f'Cannot specify two {family} addresses.')
        self._channel.set_sources(addresses)

    def getHostByAddr(self, req: object, address: str) -> int:
        if parse_address(address) is None:
            return -EINVAL
        names = names_in_hosts(address)
        if len(names) > 0:
            complete_later(lambda: call_back(req, req.oncomplete, [None, names]))
        else:
            self._channel.ask(reverse_name(address), TYPE_PTR, answer(req, TYPE_PTR))
        return 0

    def cancel(self) -> None:
        self._channel.cancel()


def query_of(type: int) -> object:
    """The method of ChannelWrap that asks for records of a type."""

    def query(req, name):
        js_this._channel.ask(name, type, answer(req, type))
        return 0

    return js_func(query)


def names_in_hosts(address: str) -> list[str]:
    wanted = canonical(address)
    found: list[str] = []
    for words in hosts_lines(realm().system):
        if canonical(words[0]) == wanted:
            found.extend(words[1:])
    return found


def getaddrinfo(req: object, name: str, family: int, hints: int, order: int) -> int:
    addresses = [
        address
        for address in addresses_of(realm().system, name)
        if family == 0 or (family == 6) == (address.find(':') >= 0)
    ]
    if order == DNS_ORDER_IPV6_FIRST:
        addresses = [a for a in addresses if a.find(':') >= 0].concat([a for a in addresses if a.find(':') < 0])
    if len(addresses) == 0:
        complete_later(lambda: call_back(req, req.oncomplete, [EAI_NONAME]))
    else:
        complete_later(lambda: call_back(req, req.oncomplete, [None, addresses]))
    return 0


def getnameinfo(req: object, address: str, port: int, family: int) -> int:
    octets = parse_address(address)
    name = 'localhost' if octets is not None and is_loopback(octets) else realm().system.outside_name(address)
    if name == '':
        complete_later(lambda: call_back(req, req.oncomplete, [EAI_NONAME]))
        return 0
    service = SERVICES[str(port)] if js_in(str(port), SERVICES) else str(port)
    complete_later(lambda: call_back(req, req.oncomplete, [None, name, service]))
    return 0


def canonicalize(text: str) -> object:
    address = canonical(text)
    return js_undefined if address is None else address


def convert_ipv6(text: str) -> object:
    octets = parse_ipv6(text)
    return None if octets is None else make_buffer(Uint8Array(octets))


def strerror(code: object) -> str:
    if code == ESETSRVPENDING:
        return 'There are pending queries.'
    return 'Could not contact DNS servers' if code == 'ECONNREFUSED' else 'DNS error ' + str(code)


def create(realm: object, binding_data: object) -> object:
    for name in Object.keys(QUERIES):
        ChannelWrap.prototype[name] = query_of(QUERIES[name])
    return {
        'GetAddrInfoReqWrap': GetAddrInfoReqWrap,
        'GetNameInfoReqWrap': GetNameInfoReqWrap,
        'QueryReqWrap': QueryReqWrap,
        'ChannelWrap': ChannelWrap,
        'getaddrinfo': getaddrinfo,
        'getnameinfo': getnameinfo,
        'canonicalizeIP': canonicalize,
        'convertIpv6StringToBuffer': convert_ipv6,
        'strerror': strerror,
        'AF_INET': AF_INET,
        'AF_INET6': AF_INET6,
        'AF_UNSPEC': AF_UNSPEC,
        'AI_ADDRCONFIG': 32,
        'AI_ALL': 16,
        'AI_V4MAPPED': 8,
        'DNS_ORDER_VERBATIM': 0,
        'DNS_ORDER_IPV4_FIRST': DNS_ORDER_IPV4_FIRST,
        'DNS_ORDER_IPV6_FIRST': DNS_ORDER_IPV6_FIRST,
    }
