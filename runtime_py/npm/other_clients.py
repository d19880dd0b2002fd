"""pnpm and yarn, which are not in this machine: npm under their names would write other files than they do, so they are refused. The real ones run
as any package (`npx pnpm`).

One use stays: packages made with napi-rs fetch their own WebAssembly build by `pnpm i NAME-wasm32-wasi@VERSION`, and want nothing of it but the package in
node_modules, which npm does as well."""
from __future__ import annotations

CLIENTS = ['pnpm', 'pnpx', 'yarn', 'yarnpkg']
_ADDS = ['i', 'install', 'add']


def build_wanted(client: str, words: list[str]) -> str:
    """The WebAssembly build that a package fetches for itself: `@rolldown/binding-wasm32-wasi@1.0.0`; '' when it is something else."""
    if client != 'pnpm' or len(words) != 2 or words[0] not in _ADDS:
        return ''
    at = words[1].find('@', 1)
    return words[1] if at > 0 and words[1][:at].endswith('-wasm32-wasi') else ''


def refusal(client: str) -> str:
    name = 'yarn' if client.startswith('yarn') else 'pnpm'
    return f'{client} is not in this machine, and npm would not do the same: it has another lockfile and lays out node_modules otherwise.\n' \
           f'`npx {name} ...` fetches the real one and runs it; npm has `npm install`, `npm run NAME` and `npx NAME`.'
