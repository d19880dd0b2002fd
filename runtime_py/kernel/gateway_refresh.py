"""Revalidates a stale cached response in the background while it is used (`stale-while-revalidate`): a request whose
response only the cache gets.

Takes the place of a request's channel and of its line's exchanges. Must not know the rules of the cache.
"""

from runtime_py.sys.http_cache import MOST_OF_ONE

FIRST_CREDIT = 1024 * 1024


class Unheard:
    """`on_end()` is called once the request is over, whatever its result."""

    def __init__(self, on_end: object):
        self.exchange = None
        self._bytes = 0
        self._on_end = on_end

    def postMessage(self, message: object, transferred: object = None) -> None:
        """Returns credit at once: the response is read to its end, or until it is too large to be cached."""
        if message['type'] != 'chunk':
            return
        self._bytes += len(message['data'])
        self.exchange.credit += len(message['data'])
        if self._bytes > MOST_OF_ONE:
            self.exchange.abandon()

    def delete(self, number: int) -> None:
        self._on_end()


def as_refresh(message: object) -> object:
    """The request for everything that `message` requests, and whether it is unchanged."""
    asked = Object.assign({}, message)
    asked['headers'] = [pair for pair in message['headers'] if pair[0].lower() != 'range']
    asked['cache'] = 'no-cache'
    asked['credit'] = FIRST_CREDIT
    return asked
