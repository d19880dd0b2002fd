"""internalBinding('block_list'): socket addresses and lists of blocked ones."""
from __future__ import annotations

from runtime_py.node.host import hidden
from runtime_py.node.net_address import compare_addresses, format_address, in_subnet, parse_address
from runtime_py.node.wiring import coded_error

AF_INET = 2
AF_INET6 = 10


class SocketAddress:
    def __init__(self, address: str, port: int, family: int, flowlabel: int) -> None:
        octets = parse_address(address)
        if octets is None or (len(octets) == 4) != (family == AF_INET):
            raise coded_error(Error, 'ERR_INVALID_ADDRESS', 'Invalid address')
        hidden(self, 'octets', octets)
        hidden(self, 'port', port)
        hidden(self, 'family', family)
        hidden(self, 'label', flowlabel)

    def detail(self, out: object) -> object:
        out.address = format_address(self.octets)
        out.port = self.port
        out.family = self.family
        out.flowlabel = self.label
        return out

    def flowlabel(self) -> int:
        return self.label

    @property
    def family_name(self) -> str:
        return 'IPv4' if self.family == AF_INET else 'IPv6'


class Rule:
    """One entry: a test and the text that shows it."""

    def __init__(self, matches: object, text: str) -> None:
        self.matches = matches
        self.text = text


class BlockList:
    def __init__(self) -> None:
        hidden(self, '_rules', [])

    def addAddress(self, address: SocketAddress) -> None:
        octets = address.octets
        text = 'Address: ' + address.family_name + ' ' + format_address(octets)
        self._rules.insert(0, Rule(lambda other: compare_addresses(other, octets) == 0, text))

    def addRange(self, start: SocketAddress, end: SocketAddress) -> bool:
        first = start.octets
        last = end.octets
        if compare_addresses(first, last) == 1:
            return False
        text = 'Range: ' + start.family_name + ' ' + format_address(first) + '-' + format_address(last)
        self._rules.insert(0, Rule(lambda other: in_range(other, first, last), text))
        return True

    def addSubnet(self, network: SocketAddress, prefix: int) -> None:
        octets = network.octets
        text = 'Subnet: ' + network.family_name + ' ' + format_address(octets) + '/' + str(prefix)
        self._rules.insert(0, Rule(lambda other: in_subnet(other, octets, prefix), text))

    def check(self, address: SocketAddress) -> bool:
        for rule in self._rules:
            if rule.matches(address.octets):
                return True
        return False

    def getRules(self) -> list[str]:
        return [rule.text for rule in self._rules]


def in_range(octets: list[int], first: list[int], last: list[int]) -> bool:
    low = compare_addresses(octets, first)
    high = compare_addresses(octets, last)
    return low is not None and high is not None and low >= 0 and high <= 0


def create(realm: object, seed: object) -> object:
    return {'BlockList': BlockList, 'SocketAddress': SocketAddress, 'AF_INET': AF_INET, 'AF_INET6': AF_INET6}
