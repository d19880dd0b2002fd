"""While a response is pending, checks whether the page that owns the machine still exists, which a message port doesn't
reveal.

Most responses come before the first check, so they don't each cost a query to the browser. Must not know lines.
"""

FIRST_LOOK_MS = 100
LOOK_MS = 1000


def look_until_head(exchange: object, look: object) -> None:
    """Calls `look()` from time to time until the exchange has its head, or failed."""
    state = {'timer': None}

    def again():
        state['timer'] = setTimeout(again, LOOK_MS)
        look()

    state['timer'] = setTimeout(again, FIRST_LOOK_MS)
    exchange.head.then(lambda _head: clearTimeout(state['timer']))
