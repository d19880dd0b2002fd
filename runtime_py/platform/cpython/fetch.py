"""Twin of platform/fetch.py over urllib in a thread."""
from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from typing import Any


class Reply:
    def __init__(self, status: int, status_text: str, headers: list[list[str]], body: Any, url: str) -> None:
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
    def __init__(self, code: str, message: str, url: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.url = url


def _request(url: str, method: str, headers: list[list[str]], body: Any, timeout_ms: float) -> Reply:
    call = urllib.request.Request(url, data=None if body is None else bytes(body), method=method)
    for name, value in headers:
        call.add_header(name, value)
    try:
        with urllib.request.urlopen(call, timeout=timeout_ms / 1000) as answer:
            return Reply(answer.status, answer.reason, [[k.lower(), v] for k, v in answer.headers.items()], bytearray(answer.read()), answer.url)
    except urllib.error.HTTPError as error:
        return Reply(error.code, error.reason, [[k.lower(), v] for k, v in error.headers.items()], bytearray(error.read()), url)
    except TimeoutError:
        raise FetchError('ETIMEDOUT', f'network timeout at: {url}', url) from None
    except (OSError, ValueError) as error:
        timed_out = 'timed out' in str(error)
        raise FetchError('ETIMEDOUT' if timed_out else 'ENETWORK', f'request to {url} failed, reason: {error}', url) from None


async def request(url: str, method: str, headers: list[list[str]], body: Any = None, on_body: Any = None, timeout_ms: float = 300000,
                  redirect: str = 'follow') -> Reply:
    reply = await asyncio.get_running_loop().run_in_executor(None, _request, url, method, headers, body, timeout_ms)
    if on_body is not None:
        on_body(reply.body)
        reply.body = bytearray()
    return reply
