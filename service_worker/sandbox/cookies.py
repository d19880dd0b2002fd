"""`document.cookie` of a sandboxed page: the cookies of its server, over the page's own line."""

from runtime_py.platform.preview_places import port_of
from service_worker.preview.cookies import DocumentCookies


class SandboxCookies(DocumentCookies):
    def __init__(self, place: object, visible: str, channel: object):
        super().__init__(place, visible)
        self._channel = channel

    def start(self) -> None:
        self.show()

    def settle(self, visible: str) -> None:
        """A response has changed them."""
        if self._heard == self._writes:
            self._settle(visible)
        else:
            self.ask()

    def _post(self, kind: str, fields: object, ports: list) -> None:
        message = Object.assign({'type': kind, 'port': port_of(self.place.port)}, fields)
        if len(ports) > 0:
            self._channel.post_with_port(message, ports[0])
        else:
            self._channel.post(message)
