"""A resolver: its servers, its pending queries, retries and timeouts (c-ares).

Only servers in this machine can be reached, by UDP; others behave like servers that aren't running. A query's life:
started (a socket of its own, connected to a server) -> sent again after each timeout, to the servers in turn ->
answered, refused by all, given up, or cancelled; then its socket is closed and its callback is called in a later turn.
"""

from __future__ import annotations

from runtime_py.ipc.ip import is_v4
from runtime_py.ipc.ip_text import parse_address
from runtime_py.ipc.pipe import POLLIN
from runtime_py.node.dns.answers import results
from runtime_py.node.dns.message import BadMessage, encode_query, parse_reply
from runtime_py.node.realm.callbacks import call_back, complete_later, realm
from runtime_py.platform.bytes import decode
from runtime_py.platform.clock import call_later, cancel
from runtime_py.platform.errno import EAGAIN

DEFAULT_SERVER = '127.0.0.1'
DNS_PORT = 53
DEFAULT_TIMEOUT = 2000
LONGEST_TIMEOUT = 30000
LARGEST_REPLY = 65535
ESETSRVPENDING = -1000
DIGITS = '0123456789abcdef'
REPLY_CODES = ['', 'EFORMERR', 'ESERVFAIL', 'ENOTFOUND', 'ENOTIMP', 'EREFUSED']


def octets_of(address: str) -> list[int]:
    octets = parse_address(address)
    return octets if len(octets) == 16 else [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, *octets]


def configured_servers() -> list:
    """The servers in /etc/resolv.conf."""
    content = realm().system.read_file('/etc/resolv.conf')
    found = []
    for line in [] if js_typeof(content) == 'number' else decode(content).split('\n'):
        words = [word for word in line.replace('\t', ' ').split(' ') if word != '']
        if len(words) > 1 and words[0] == 'nameserver' and parse_address(words[1]) is not None:
            found.append([words[1], DNS_PORT])
    return found if len(found) > 0 else [[DEFAULT_SERVER, DNS_PORT]]


class Query:
    """Calls `finish(error code or None, data, reply)` once."""

    def __init__(self, channel: object, name: str, type: int, finish: object) -> None:
        self._channel = channel
        self._name = name
        self._type = type
        self._finish = finish
        self._number = Math.floor(Math.random() * 65536)
        self._tried = 0
        self._refused = 0
        self._fd = -1
        self._watch = None
        self._timer = None
        self._done = False

    def start(self) -> None:
        realm().loop.add_request()
        if encode_query(self._number, self._name, self._type) is None:
            self.end('EBADNAME')
        else:
            self._ask()

    def _ask(self) -> None:
        """Asks the next server, while there are tries left."""
        servers = self._channel.servers
        while self._tried < self._channel.tries * len(servers):
            server = servers[self._tried % len(servers)]
            round_number = Math.floor(self._tried / len(servers))
            self._tried += 1
            if self._send(server):
                self._timer = call_later(
                    self._patience(round_number), lambda: realm().loop.enqueue(lambda: self._timed_out())
                )
                return
            self._refused += 1
        self.end('ETIMEOUT' if self._tried > self._refused else 'ECONNREFUSED')

    def _patience(self, round_number: int) -> float:
        """Doubles in each round, minus up to a half at random, so that many clients don't retry at once."""
        whole = Math.min(self._channel.timeout * Math.pow(2, round_number), self._channel.max_timeout)
        return whole if round_number == 0 else whole - whole * Math.random() / 2

    def _send(self, server: list) -> bool:
        system = realm().system
        address = octets_of(server[0])
        self._fd = system.datagram_socket(not is_v4(address))
        if self._fd < 0:
            return False
        source = self._channel.source_for(address)
        if source is not None:
            system.datagram_bind(self._fd, source, 0)
        if (
            system.datagram_connect(self._fd, address, server[1]) < 0
            or system.datagram_send(self._fd, encode_query(self._number, self._name, self._type), None, 0) < 0
        ):
            self._close()
            return False
        self._watch = system.reactor.add(self._fd, POLLIN, lambda events: self._on_readable())
        return True

    def _on_readable(self) -> None:
        buffer = Uint8Array(LARGEST_REPLY)
        arrival = realm().system.datagram_receive(self._fd, buffer)
        if js_typeof(arrival) == 'number':
            if arrival != -EAGAIN:
                self._refused += 1
                self._again()
            return
        self._take(buffer.slice(0, arrival.length))

    def _take(self, data: Uint8Array) -> None:
        try:
            reply = parse_reply(data)
        except BadMessage:
            self.end('EBADRESP')
            return
        if (
            reply.number != self._number
            or reply.type != self._type
            or reply.name.lower() != self._name.removesuffix('.').lower()
        ):
            return
        code = reply.code()
        if code > 0:
            self.end(REPLY_CODES[code] if code < REPLY_CODES.length else 'ESERVFAIL')
            return
        self._finish_with(None, data, reply)

    def _timed_out(self) -> None:
        if not self._done:
            self._again()

    def _again(self) -> None:
        self._close()
        self._ask()

    def _close(self) -> None:
        if self._timer is not None:
            cancel(self._timer)
            self._timer = None
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        if self._fd >= 0:
            realm().system.close(self._fd)
            self._fd = -1

    def end(self, code: str) -> None:
        self._finish_with(code, None, None)

    def _finish_with(self, code: object, data: object, reply: object) -> None:
        if self._done:
            return
        self._done = True
        self._close()
        self._channel.forget(self)
        complete_later(lambda: self._finish(code, data, reply))
        realm().loop.remove_request()


class Channel:
    def __init__(self, timeout: int, tries: int, max_timeout: int) -> None:
        self.servers = configured_servers()
        self.timeout = timeout if timeout > 0 else DEFAULT_TIMEOUT
        self.tries = tries
        self.max_timeout = max_timeout if max_timeout > 0 else LONGEST_TIMEOUT
        self._queries = js_new(Set)
        self._sources = []

    def set_servers(self, servers: list) -> int:
        if self._queries.size > 0:
            return ESETSRVPENDING
        self.servers = servers
        return 0

    def set_sources(self, addresses: list[str]) -> None:
        self._sources = [octets_of(address) for address in addresses]

    def source_for(self, target: list[int]) -> list[int] | None:
        for source in self._sources:
            if is_v4(source) == is_v4(target):
                return source
        return None

    def ask(self, name: str, type: int, finish: object) -> None:
        query = Query(self, name, type, finish)
        self._queries.add(query)
        query.start()

    def forget(self, query: Query) -> None:
        self._queries.delete(query)

    def cancel(self) -> None:
        for query in Array['from'](self._queries):
            query.end('ECANCELLED')


def answer(req: object, type: int) -> object:
    """A `finish` that completes the library's request."""

    def finish(code, data, reply):
        if code is not None:
            call_back(req, req.oncomplete, [code])
            return
        found = read_results(data, reply, type)
        if found is None:
            call_back(req, req.oncomplete, ['EBADRESP'])
        else:
            call_back(req, req.oncomplete, [None, *found] if len(found) > 0 else ['ENODATA'])

    return finish


def read_results(data: Uint8Array, reply: object, type: int) -> list | None:
    """None for invalid records, [] when there are none."""
    try:
        found = results(data, reply, type)
    except BadMessage:
        return None
    return [] if found is None else found


def reverse_name(address: str) -> str:
    """The domain name for looking up an address (RFC 1035, 3.5; RFC 3596, 2.5)."""
    octets = parse_address(address)
    if len(octets) == 4:
        parts = [str(octet) for octet in octets]
    else:
        parts = []
        for octet in octets:
            parts.append(DIGITS[octet >> 4])
            parts.append(DIGITS[octet & 15])
    parts.reverse()
    return '.'.join(parts) + ('.in-addr.arpa' if len(octets) == 4 else '.ip6.arpa')
