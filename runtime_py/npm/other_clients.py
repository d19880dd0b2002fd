"""pnpm and yarn, which this machine doesn't have: npm in their place would write other files, so they are refused. The
real ones run like any package (`npx pnpm`).

One use is supported: packages made with napi-rs fetch their own WebAssembly build by `pnpm i NAME-wasm32-wasi@VERSION`,
and only need the package in node_modules, which npm can do as well."""

from __future__ import annotations

CLIENTS = ['pnpm', 'pnpx', 'yarn', 'yarnpkg']
_ADDS = ['i', 'install', 'add']


def build_wanted(client: str, words: list[str]) -> str:
    """The WebAssembly build that a package fetches for itself: `@rolldown/binding-wasm32-wasi@1.0.0`; '' for any other
    command."""
    if client != 'pnpm' or len(words) != 2 or words[0] not in _ADDS:
        return ''
    at = words[1].find('@', 1)
    return words[1] if at > 0 and words[1][:at].endswith('-wasm32-wasi') else ''


def refusal(client: str) -> str:
    name = 'yarn' if client.startswith('yarn') else 'pnpm'
    return (
        f"{client} is not part of this machine, and npm can't replace it: npm uses a different lockfile and a different layout of node_modules.\n"
        f'`npx {name} ...` fetches and runs the real one; with npm, use `npm install`, `npm run NAME` and `npx NAME`.'
    )
