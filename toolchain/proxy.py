"""`build.py proxy`: sends requests of machines to other hosts when the browser can't (docs/PROXY.md has the protocol).

Serves only one page's origin, and only the given hosts. A host is a name or `*.name` (all below it); `*` is every
public host. Private addresses are refused unless their host is listed by its own name or address."""

import base64
import http.client
import http.server
import ipaddress
import json
import socket
import ssl
from urllib.parse import urlsplit

PART = 65536
TIMEOUT = 300
HOP_BY_HOP = {
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
    'content-length',
}


class Refused(Exception):
    """`status` is for the browser, `code` and the message are for the program."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


def pack(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def is_listed(host: str, listed: list[str]) -> bool:
    return (
        host in listed or '*' in listed or any(entry.startswith('*.') and host.endswith(entry[1:]) for entry in listed)
    )


def open_connection(url: str, listed: list[str]) -> http.client.HTTPConnection:
    """Connects to an address that was checked, so that the name can't be resolved to another one a moment later."""
    parts = urlsplit(url)
    host = (parts.hostname or '').lower()
    if parts.scheme not in ('http', 'https') or not is_listed(host, listed):
        raise Refused(403, 'ERR_PROXY_HOST', f'the proxy is not configured to allow {host}')
    port = parts.port or (443 if parts.scheme == 'https' else 80)
    address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0]
    if not ipaddress.ip_address(address).is_global and host not in listed:
        raise Refused(
            403,
            'ERR_PROXY_PRIVATE',
            f'{host} has the private address {address}, which the proxy allows only for hosts that are listed by name',
        )
    made = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    made.sock = socket.create_connection((address, port), TIMEOUT)
    if parts.scheme == 'https':
        made.sock = ssl.create_default_context().wrap_socket(made.sock, server_hostname=host)
    return made


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    origin = ''
    hosts: list[str] = []
    answering = False

    def do_OPTIONS(self) -> None:  # noqa: N802 (http.server's name)
        self._head(
            204 if self._is_allowed() else 403,
            [
                ('Access-Control-Allow-Headers', 'terrarium-request, content-type, authorization'),
                ('Access-Control-Max-Age', '7200'),
            ],
            0,
        )

    def do_POST(self) -> None:  # noqa: N802
        self.answering = False
        try:
            if not self._is_allowed():
                raise Refused(403, 'ERR_PROXY_ORIGIN', 'the proxy serves a different page')
            asked = json.loads(base64.b64decode(self.headers['Terrarium-Request']))
            self._carry_out(asked)
        except Refused as problem:
            self._refuse(problem.status, problem.code, str(problem))
        except (OSError, http.client.HTTPException, ValueError, TypeError, KeyError) as error:
            code = {
                socket.gaierror: 'ENOTFOUND',
                ConnectionRefusedError: 'ECONNREFUSED',
                TimeoutError: 'ETIMEDOUT',
            }.get(type(error), 'ECONNRESET')
            self._refuse(502, code, f'{type(error).__name__}: {error}')

    def _carry_out(self, asked: dict) -> None:
        parts = urlsplit(asked['url'])
        upstream = open_connection(asked['url'], self.hosts)
        try:
            upstream.putrequest(
                asked['method'],
                parts.path + (f'?{parts.query}' if parts.query else '') or '/',
                skip_host=True,
                skip_accept_encoding=True,
            )
            length = int(self.headers['Content-Length'] or 0)
            for name, value in asked['headers']:
                if name.lower() not in HOP_BY_HOP:
                    upstream.putheader(name, value)
            if length or asked['method'] in ('POST', 'PUT', 'PATCH'):
                upstream.putheader('Content-Length', str(length))
            upstream.endheaders()
            while length > 0:
                part = self.rfile.read(min(PART, length))
                upstream.send(part)
                length -= len(part)
            reply = upstream.getresponse()
            headers = [
                [name, value]
                for name, value in reply.getheaders()
                if name.lower() not in HOP_BY_HOP or (name.lower() == 'content-length' and not reply.chunked)
            ]
            self.answering = True
            self._head(
                200,
                [
                    ('Terrarium-Reply', pack({'status': reply.status, 'reason': reply.reason, 'headers': headers})),
                    ('Transfer-Encoding', 'chunked'),
                ],
            )
            while part := reply.read1(PART):
                self.wfile.write(b'%x\r\n%b\r\n' % (len(part), part))
            if reply.length:
                raise http.client.IncompleteRead(b'', reply.length)
            self.wfile.write(b'0\r\n\r\n')
        finally:
            upstream.close()

    def _is_allowed(self) -> bool:
        return self.headers['Origin'] == self.origin

    def _refuse(self, status: int, code: str, message: str) -> None:
        self.close_connection = True  # part of the request's body may be unread
        if not self.answering:  # a response that has begun is cut
            self._head(
                status, [('Terrarium-Error', pack({'code': code, 'message': message})), ('Connection', 'close')], 0
            )

    def _head(self, status: int, headers: list[tuple[str, str]], length: int = -1) -> None:
        self.send_response(status)
        if self._is_allowed():
            for name, value in [('Origin', self.origin), ('Private-Network', 'true')]:
                self.send_header(f'Access-Control-Allow-{name}', value)
            self.send_header('Access-Control-Expose-Headers', 'terrarium-reply, terrarium-error')
        for name, value in [('Cache-Control', 'no-store'), ('Content-Type', 'application/octet-stream'), *headers]:
            self.send_header(name, value)
        if length >= 0:
            self.send_header('Content-Length', str(length))
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Logs nothing: programs' requests are private."""


def make_server(port: int, origin: str, hosts: list[str]) -> http.server.ThreadingHTTPServer:
    handler = type('Handler', (Handler,), {'origin': origin, 'hosts': [host.lower() for host in hosts]})
    server = http.server.ThreadingHTTPServer(('127.0.0.1', port), handler)
    server.daemon_threads = True
    return server


def main(port: int, origin: str, hosts: list[str]) -> int:
    server = make_server(port, origin, hosts)
    print(f'proxy for {origin} at http://localhost:{server.server_address[1]}/, to {", ".join(hosts)}', flush=True)
    server.serve_forever()
    return 0
