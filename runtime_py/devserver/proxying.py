"""Proxy rules: passes a request on unchanged to another server, and everything back, including WebSockets. Calls the
system.

The connection to the target serves one request; its answer is copied unchanged until it ends."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.settings import ProxyRule
from runtime_py.platform.bytes import Bytes, concat, encode
from runtime_py.platform.futures import start
from runtime_py.sys.http1 import request_head
from runtime_py.sys.http1_requests import RequestHead, response_head
from runtime_py.sys.http_client import HttpProblem, PrefaceReader, connect, preface_of
from runtime_py.sys.http_url import UrlError, parse_url
from runtime_py.sys.wire import Wire


async def pass_on(system: Any, wire: Wire, request: RequestHead, rule: ProxyRule, body: Bytes) -> None:
    """Answers on `wire`, which ends afterwards. `body` is the part of the body already received with the head."""
    target = request.target
    if rule.strip != '' and target.startswith(rule.strip):
        target = '/' + target[len(rule.strip) :].lstrip('/')
    try:
        url = parse_url(rule.target + target)
        other = Wire(system, connect(system, url))
    except (HttpProblem, UrlError) as error:
        await refuse(wire, 502, f'The proxy target {rule.target} does not answer: {error.message}')
        return
    is_upgrade = request.header('upgrade') is not None
    left_out = (
        ['host', 'transfer-encoding', 'content-length']
        if is_upgrade
        else ['host', 'transfer-encoding', 'content-length', 'connection', 'keep-alive']
    )
    headers = [pair for pair in request.headers if pair[0].lower() not in left_out]
    if request.has_body or len(body) > 0:
        headers.append(['Content-Length', str(len(body))])
    if not is_upgrade:
        headers.append(['Connection', 'close'])
    preface: PrefaceReader | None = None
    before = encode('')
    if system.is_outside(other.fd):
        before = preface_of(url, '')
        preface = PrefaceReader() if url.scheme == 'https' else None
    try:
        await other.write(
            concat([before, request_head(request.method, url.target, [['Host', url.authority()], *headers]), body])
        )
        if is_upgrade:
            start(_copy(wire, other, None), lambda error: other.end())
        if not await _copy(other, wire, preface):
            await refuse(wire, 502, f'The proxy target {rule.target} ended the connection without an answer')
    except HttpProblem as error:
        await refuse(wire, 502, error.message)
    finally:
        other.close()


async def _copy(source: Wire, target: Wire, preface: PrefaceReader | None) -> bool:
    """Copies until the source ends; returns whether any bytes came."""
    came = False
    while True:
        data: Bytes | None = await source.read()
        if data is None or len(data) == 0:
            return came
        if preface is not None:
            data = preface.receive(data)
            if data is None:
                continue
            preface = None
        if len(data) > 0:
            came = True
            if await target.write(data) < len(data):
                return came


async def refuse(wire: Wire, status: int, text: str) -> None:
    body = encode(text + '\n')
    headers = [
        ['Content-Type', 'text/plain; charset=utf-8'],
        ['Content-Length', str(len(body))],
        ['Connection', 'close'],
    ]
    await wire.write(concat([response_head(status, 'Bad Gateway', headers), body]))
