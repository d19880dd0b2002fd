"""Tokens of sandboxed previews: a page of null origin proves with one which place it shows. The machine's page and its
service worker share the key; a page gets only its own token. JavaScript only."""


def new_key() -> str:
    return _hexadecimal(crypto.getRandomValues(Uint8Array(32)))


async def token_of(key: str, place: int) -> str:
    return _hexadecimal(Uint8Array(await crypto.subtle.digest('SHA-256', TextEncoder().encode(f'{key} {place}'))))


def _hexadecimal(octets: object) -> str:
    return Array['from'](octets, lambda octet: octet.toString(16).padStart(2, '0')).join('')
