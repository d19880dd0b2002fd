"""The active handles and requests, for process._getActiveHandles and getActiveResourcesInfo: a handle from its creation
to its end, a request until its callback has run. Must not know what they do."""

from __future__ import annotations

HostSet = globalThis.Set
# AsyncWrap::MemoryInfoName where it differs from the provider's name
_NAMES = {
    'TCPWRAP': 'TCPSocketWrap',
    'TCPSERVERWRAP': 'TCPServerWrap',
    'PIPEWRAP': 'PipeWrap',
    'PIPESERVERWRAP': 'PipeWrap',
    'TTYWRAP': 'TTYWrap',
    'PROCESSWRAP': 'ProcessWrap',
    'UDPWRAP': 'UDPWrap',
    'SIGNALWRAP': 'SignalWrap',
    'FSEVENTWRAP': 'FSEventWrap',
    'STATWATCHER': 'StatWatcher',
    'MESSAGEPORT': 'MessagePort',
    'WORKER': 'Worker',
    'TCPCONNECTWRAP': 'ConnectWrap',
    'PIPECONNECTWRAP': 'ConnectWrap',
}
# a request that may end without a callback isn't tracked
_FOLLOWED = js_new(
    HostSet,
    [
        'FSREQCALLBACK',
        'FSREQPROMISE',
        'GETADDRINFOREQWRAP',
        'GETNAMEINFOREQWRAP',
        'QUERYWRAP',
        'TCPCONNECTWRAP',
        'PIPECONNECTWRAP',
        'UDPSENDWRAP',
    ],
)


class ActiveObjects:
    def __init__(self) -> None:
        self._handles = js_new(HostSet)
        self._requests = js_new(HostSet)

    def add_handle(self, handle: object) -> None:
        self._handles.add(handle)

    def remove_handle(self, handle: object) -> None:
        self._handles.delete(handle)

    def add_request(self, request: object) -> None:
        if _FOLLOWED.has(request._provider):
            self._requests.add(request)

    def remove_request(self, request: object) -> None:
        self._requests.delete(request)

    def requests(self) -> list:
        return Array['from'](self._requests)

    def handles(self, others: list) -> list:
        """The handles that are referenced. `others` are handles that keep the loop alive in another way: message
        ports."""
        own = Array['from'](self._handles).filter(lambda handle: handle.hasRef())
        return [*own, *others]


def resource_name(thing: object) -> str:
    return _NAMES[thing._provider] or thing.constructor.name
