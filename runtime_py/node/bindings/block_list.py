"""internalBinding('block_list'): socket addresses and lists of blocked ones."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.ip_text import compare_addresses, format_address, in_subnet, parse_address
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.node.realm.host import hidden

AF_INET = 2
AF_INET6 = 10


class SocketAddress:
    octets: Any
    port: Any
    family: Any
    label: Any

    def __init__(self, address: str, port: int, family: int, flowlabel: int) -> None:
        octets = parse_address(address)
        if octets is None or (len(octets) == 4) != (family == AF_INET):
            raise coded_error(Error, 'ERR_INVALID_ADDRESS', 'Invalid socket address')
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


ADDRESS = 'Address'
RANGE = 'Range'
SUBNET = 'Subnet'


class Rule:
    """One entry. It is plain data, so that it can be sent in a message: `second` is the end of a range or the prefix of
    a subnet."""

    def __init__(self, kind: str, octets: list[int], second: object, text: str) -> None:
        self.kind = kind
        self.octets = octets
        self.second = second
        self.text = text


def rule_matches(rule: Rule, other: list[int]) -> bool:
    if rule.kind == ADDRESS:
        return compare_addresses(other, rule.octets) == 0
    if rule.kind == RANGE:
        return in_range(other, rule.octets, rule.second)
    return in_subnet(other, rule.octets, rule.second)


class BlockList:
    """Clones in the same thread share the rules."""

    _rules: Any

    def __init__(self) -> None:
        hidden(self, '_rules', [])

    def addAddress(self, address: SocketAddress) -> None:
        text = 'Address: ' + address.family_name + ' ' + format_address(address.octets)
        self._rules.unshift(Rule(ADDRESS, address.octets, None, text))

    def addRange(self, start: SocketAddress, end: SocketAddress) -> bool:
        if compare_addresses(start.octets, end.octets) == 1:
            return False
        text = 'Range: ' + start.family_name + ' ' + format_address(start.octets) + '-' + format_address(end.octets)
        self._rules.unshift(Rule(RANGE, start.octets, end.octets, text))
        return True

    def addSubnet(self, network: SocketAddress, prefix: int) -> None:
        text = 'Subnet: ' + network.family_name + ' ' + format_address(network.octets) + '/' + str(prefix)
        self._rules.unshift(Rule(SUBNET, network.octets, prefix, text))

    def check(self, address: SocketAddress) -> bool:
        for rule in self._rules:
            if rule_matches(rule, address.octets):
                return True
        return False

    def getRules(self) -> list[str]:
        return [rule.text for rule in self._rules]


def in_range(octets: list[int], first: list[int], last: list[int]) -> bool:
    low = compare_addresses(octets, first)
    high = compare_addresses(octets, last)
    return low is not None and high is not None and low >= 0 and high <= 0


def make_address(given: list) -> SocketAddress:
    made = Object.create(SocketAddress.prototype)
    for k, name in enumerate(['octets', 'port', 'family', 'label']):
        hidden(made, name, given[k])
    return made


def create(realm: object, binding_data: object) -> object:
    carriers = realm.carriers

    def give_list(blocked):
        return [
            carriers.share(realm.system.next_object_number(), blocked._rules),
            blocked._rules.map(lambda rule: Object.assign({}, rule)),
        ]

    def make_list(given):
        made = BlockList()
        shared = carriers.shared(given[0])
        made._rules = given[1] if shared is js_undefined else shared
        return made

    carriers.cloneable(
        'SocketAddress',
        SocketAddress,
        lambda given: [given.octets, given.port, given.family, given.label],
        make_address,
    )
    carriers.cloneable('BlockList', BlockList, give_list, make_list)
    return {'BlockList': BlockList, 'SocketAddress': SocketAddress, 'AF_INET': AF_INET, 'AF_INET6': AF_INET6}
