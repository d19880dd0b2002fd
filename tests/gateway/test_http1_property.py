"""However the bytes are split, the parser returns the same response."""

from hypothesis import given
from hypothesis import strategies as st

from runtime_py.sys.http1 import Data, Head, ResponseParser, chunk_prefix

bodies = st.binary(max_size=300)


def parse(pieces):
    parser = ResponseParser()
    parser.start('GET')
    status = 0
    body = b''
    for piece in pieces:
        parser.receive(bytearray(piece))
        while (event := parser.next_event()) is not None:
            if isinstance(event, Head):
                status = event.status
            elif isinstance(event, Data):
                body += bytes(event.chunk)
    return status, body, parser.state


def cut(data, places):
    bounds = [0, *sorted(p % (len(data) + 1) for p in places), len(data)]
    return [data[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]


@given(bodies, st.lists(st.integers(0, 1000), max_size=8), st.lists(st.integers(0, 1000), max_size=8), st.booleans())
def test_cuts_do_not_matter(body, chunk_cuts, wire_cuts, chunked):
    if chunked:
        parts = [bytes(chunk_prefix(len(c))) + c + b'\r\n' for c in cut(body, chunk_cuts) if c]
        wire = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' + b''.join(parts) + b'0\r\n\r\n'
    else:
        wire = b'HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n' % len(body) + body
    assert parse(cut(wire, wire_cuts)) == (200, body, 7)
