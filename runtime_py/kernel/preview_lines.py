"""Lines to previews that have an origin of their own.

A page of that origin (the hidden bridge in the machine's page, or a preview in a tab) holds an *introducer*: a message
port to the kernel, over which it asks for a line whenever the service worker of its origin has none. So a service
worker that was stopped gets a new line without the machine's page, whose thread may be busy. An introducer and its
lines may ask for one port of the machine only, whatever the code on that origin does; 0 means every port.

Messages in: `line` and `introducer`, each with a port of its own; `lost`: the other end of the line is gone; `bye`: the
introducer's page is closing; its line may outlive it, as when the page is reloaded. A line takes `introducer` too. Must
not know pages."""

from runtime_py.kernel.gateway import PAGE
from runtime_py.kernel.messages import INTRODUCER_MESSAGES, problem_of_typed
from runtime_py.platform.workers import message_channel


class PreviewLines:
    def __init__(self, gateway: object):
        self._gateway = gateway
        self._last = PAGE
        gateway.introduce = lambda ports, scope: ports.forEach(lambda channel: self.serve(channel, scope))

    def introduce(self, scope: int) -> object:
        """A port for a page of the origin that shows this port of the machine."""
        ends = message_channel()
        self.serve(ends[0], scope)
        return ends[1]

    def serve(self, channel: object, scope: int) -> None:
        self._last -= 1
        number = self._last

        def on_message(event: object) -> None:
            message = event.data
            if problem_of_typed(INTRODUCER_MESSAGES, message) != '':
                console.error('a message to an introducer that is refused')
                return
            kind = message['type']
            if kind == 'line' and len(event.ports) > 0:
                self._gateway.attach_preview(event.ports[0], number, scope)
            elif kind == 'introducer' and len(event.ports) > 0:
                self.serve(event.ports[0], scope)
            elif kind == 'lost':
                self._gateway.drop(number)
            elif kind == 'bye':
                channel.close()

        channel.onmessage = on_message
