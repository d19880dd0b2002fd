"""The host's own `crypto`, handed over by the process script: by the time crypto.js is loaded, `globalThis.crypto` is Node's.

The bundler puts this in the place of every `globalThis.crypto` of the bundle (toolchain/bundle.py), the libraries' included.
"""
from __future__ import annotations

host_crypto_of_process = globalThis.terrarium_host_crypto
