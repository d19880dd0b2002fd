"""internalBinding('cares_wrap'): names to addresses.

There is no name server: this machine knows itself, what /etc/hosts says, and addresses written as text.
Anything else is ENOTFOUND for `lookup`, and ECONNREFUSED for queries to a server, as with no server running.
"""
from __future__ import annotations

from runtime_py.node.host import ReqWrap
from runtime_py.node.net_address import canonical, is_loopback, parse_address, parse_ipv6
from runtime_py.node.wiring import call_back, complete_later, make_buffer, realm
from runtime_py.platform.bytes import decode

AF_UNSPEC = 0
AF_INET = 2
AF_INET6 = 10
EAI_NONAME = -3008
QUERIES = ['queryA', 'queryAny', 'queryAaaa', 'queryCaa', 'queryCname', 'queryMx', 'queryNaptr', 'queryNs', 'queryPtr', 'querySrv', 'querySoa',
           'queryTlsa', 'queryTxt', 'getHostByAddr']
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
    def __init__(self, timeout: int, tries: int, max_timeout: int = 0) -> None:
        self.servers = []

    def getServers(self) -> list:
        return self.servers

    def setServers(self, servers: list) -> int:
        self.servers = [[server[1], server[2]] for server in servers]
        return 0

    def setLocalAddress(self, ipv4: str, ipv6: str) -> None:
        # nothing is ever sent, so nothing has a source address
        return

    def cancel(self) -> None:
        # a query is answered in the next turn: there is never one to cancel
        return


def refuse_query(req: object) -> int:
    complete_later(lambda: call_back(req, req.oncomplete, ['ECONNREFUSED']))
    return 0


def hosts_file(name: str) -> list[str]:
    """The addresses that /etc/hosts gives for the name."""
    found: list[str] = []
    content = realm().system.read_file('/etc/hosts')
    if js_typeof(content) == 'number':
        return found
    for line in decode(content).split('\n'):
        words = [word for word in line.split('#')[0].replace('\t', ' ').split(' ') if word != '']
        if len(words) > 1 and name in words[1:]:
            found.append(words[0])
    return found


def addresses_of(name: str) -> list[str]:
    if parse_address(name) is not None:
        return [name]
    lowered = name.lower()
    if lowered == 'localhost' or lowered.endswith('.localhost'):
        return ['127.0.0.1', '::1']
    return hosts_file(lowered)


def getaddrinfo(req: object, name: str, family: int, hints: int, order: int) -> int:
    addresses = [address for address in addresses_of(name) if family == 0 or (family == 6) == (address.find(':') >= 0)]
    if order == DNS_ORDER_IPV6_FIRST:
        addresses = [a for a in addresses if a.find(':') >= 0].concat([a for a in addresses if a.find(':') < 0])
    if len(addresses) == 0:
        complete_later(lambda: call_back(req, req.oncomplete, [EAI_NONAME]))
    else:
        complete_later(lambda: call_back(req, req.oncomplete, [None, addresses]))
    return 0


def getnameinfo(req: object, address: str, port: int, family: int) -> int:
    octets = parse_address(address)
    if octets is None or not is_loopback(octets):
        complete_later(lambda: call_back(req, req.oncomplete, [EAI_NONAME]))
        return 0
    service = SERVICES[str(port)] if js_in(str(port), SERVICES) else str(port)
    complete_later(lambda: call_back(req, req.oncomplete, [None, 'localhost', service]))
    return 0


def canonicalize(text: str) -> object:
    address = canonical(text)
    return js_undefined if address is None else address


def convert_ipv6(text: str) -> object:
    octets = parse_ipv6(text)
    return None if octets is None else make_buffer(Uint8Array(octets))


def strerror(code: object) -> str:
    return 'Could not contact DNS servers' if code == 'ECONNREFUSED' else 'DNS error ' + str(code)


def create(realm: object, seed: object) -> object:
    for name in QUERIES:
        ChannelWrap.prototype[name] = refuse_query
    return {
        'GetAddrInfoReqWrap': GetAddrInfoReqWrap, 'GetNameInfoReqWrap': GetNameInfoReqWrap, 'QueryReqWrap': QueryReqWrap, 'ChannelWrap': ChannelWrap,
        'getaddrinfo': getaddrinfo, 'getnameinfo': getnameinfo, 'canonicalizeIP': canonicalize, 'convertIpv6StringToBuffer': convert_ipv6,
        'strerror': strerror, 'AF_INET': AF_INET, 'AF_INET6': AF_INET6, 'AF_UNSPEC': AF_UNSPEC, 'AI_ADDRCONFIG': 32, 'AI_ALL': 16, 'AI_V4MAPPED': 8,
        'DNS_ORDER_VERBATIM': 0, 'DNS_ORDER_IPV4_FIRST': DNS_ORDER_IPV4_FIRST, 'DNS_ORDER_IPV6_FIRST': DNS_ORDER_IPV6_FIRST,
    }
