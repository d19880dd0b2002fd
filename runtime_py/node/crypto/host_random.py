"""The host's own `crypto`, passed in by the process script: when crypto.js is loaded, `globalThis.crypto` is already
Node's.

The bundler substitutes this for every `globalThis.crypto` in the bundle (toolchain/bundle.py), including the libraries.
"""

from __future__ import annotations

host_crypto_of_process = globalThis.terrarium_host_crypto
