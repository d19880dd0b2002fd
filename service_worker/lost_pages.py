"""While an answer doesn't come: looks whether the page whose machine is asked is still there, which a message port doesn't tell.

Most answers come before the first look, so that they don't cost a question to the browser each. Must not know lines.
"""

FIRST_LOOK_MS = 100
LOOK_MS = 1000


def look_until_head(exchange: object, look: object) -> None:
    """`look()` now and then until the exchange has its head, or failed."""
    state = {'timer': None}

    def again():
        state['timer'] = setTimeout(again, LOOK_MS)
        look()
    state['timer'] = setTimeout(again, FIRST_LOOK_MS)
    exchange.head.then(lambda _head: clearTimeout(state['timer']))
