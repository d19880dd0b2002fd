"""The script compression.js: brotli and Zstandard, which a process loads when a program first needs them: their
WebAssembly is large.

A separate bundle; runtime_py/node/bindings/zlib.py loads it, and removes its global again."""

from __future__ import annotations

from runtime_py.node.compression.brotli_codec import BrotliDecoderCodec, BrotliEncoderCodec
from runtime_py.node.compression.zstd_codec import ZstdDecoderCodec, ZstdEncoderCodec

globalThis.terrarium_compression = {
    'BrotliEncoderCodec': BrotliEncoderCodec,
    'BrotliDecoderCodec': BrotliDecoderCodec,
    'ZstdEncoderCodec': ZstdEncoderCodec,
    'ZstdDecoderCodec': ZstdDecoderCodec,
}
