"""HTTP requests to the network, subject to the browser's rules (CORS). Loopback requests don't come here: they go through sockets."""
from runtime_py.platform.bytes import Bytes, concat
from runtime_py.platform.host import HostAbortController, clear_timeout, host_fetch, set_timeout
from runtime_py.platform.text import error_text


class Reply:
    """`headers` are [name, value] with lower-case names; `body` is whole unless `on_body` took it."""

    def __init__(self, status: int, status_text: str, headers: list[list[str]], body: Bytes, url: str) -> None:
        self.status = status
        self.status_text = status_text
        self.headers = headers
        self.body = body
        self.url = url

    def header(self, name: str) -> str | None:
        for pair in self.headers:
            if pair[0] == name:
                return pair[1]
        return None


class FetchError(Exception):
    """No answer: `code` is ETIMEDOUT, or ENETWORK where the browser won't say more (unreachable, refused, or forbidden by CORS)."""

    def __init__(self, code: str, message: str, url: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.url = url


async def request(url: str, method: str, headers: list[list[str]], body: Bytes | None = None, on_body: object = None, timeout_ms: float = 300000,
                  redirect: str = 'follow') -> Reply:
    """`on_body(bytes)` gets the body as it comes; otherwise it is collected. `timeout_ms` is for silence: each part of the answer starts it anew."""
    controller = HostAbortController()
    timer = [set_timeout(lambda: controller.abort(), timeout_ms)]

    def alive() -> None:
        clear_timeout(timer[0])
        timer[0] = set_timeout(lambda: controller.abort(), timeout_ms)

    try:
        response = await host_fetch(url, {'method': method, 'headers': headers, 'body': body, 'signal': controller.signal, 'redirect': redirect, 'credentials': 'omit'})
        parts: list[Bytes] = []
        if response.body is not None:
            reader = response.body.getReader()
            while True:
                alive()
                part = await reader.read()
                if part.done:
                    break
                if on_body is not None:
                    on_body(part.value)
                else:
                    parts.append(part.value)
        return Reply(response.status, response.statusText, [[pair[0], pair[1]] for pair in response.headers.entries()], concat(parts), response.url)
    except FetchError:
        raise
    except Exception as error:
        if controller.signal.aborted:
            raise FetchError('ETIMEDOUT', f'network timeout at: {url}', url)
        raise FetchError('ENETWORK', f'request to {url} failed, reason: {error_text(error)}', url)
    finally:
        clear_timeout(timer[0])
