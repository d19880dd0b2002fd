"""Tokens of sandboxed previews: a page of null origin proves with one which place it shows. The machine's page and its
service worker share the key; a page gets only its own token. JavaScript only."""

from runtime_py.platform.bytes import to_hex


def new_key() -> str:
    return to_hex(crypto.getRandomValues(Uint8Array(32)))


async def token_of(key: str, place: int) -> str:
    return to_hex(Uint8Array(await crypto.subtle.digest('SHA-256', TextEncoder().encode(f'{key} {place}'))))
