"""Replaces Node's `fs`, `path` and `util` for the package brotli-wasm, which loads its WebAssembly file through them
(toolchain/bundle.py)."""

from __future__ import annotations

from npm_modules.brotli_wasm_file import default as brotli_file

TextDecoder = globalThis.TextDecoder
TextEncoder = globalThis.TextEncoder


def join(*parts: str) -> str:
    return parts[-1]


def readFileSync(path: str) -> Uint8Array:  # noqa: N802 (fs's name)
    return brotli_file
