"""What the package brotli-wasm asks of Node when it loads, in the place of its `fs`, `path` and `util` (toolchain/bundle.py): its WebAssembly file."""
from __future__ import annotations

from npm_modules.brotli_wasm_file import default as brotli_file

TextDecoder = globalThis.TextDecoder
TextEncoder = globalThis.TextEncoder


def join(*parts: str) -> str:
    return parts[-1]


def readFileSync(path: str) -> Uint8Array:  # noqa: N802 (fs's name)
    return brotli_file
