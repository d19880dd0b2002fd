"""Whether the host's Content-Security-Policy lets programs run in this worker. A worker has the policy that its script
was served with. JavaScript only."""

from runtime_py.platform.trusted_types import probe_script

_eval = globalThis.eval
_EMPTY_MODULE = [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0]


def refused_sources() -> list:
    """The sources that `script-src` lacks."""
    found: list = []
    try:
        _eval(probe_script())
    except Exception:
        found.append("'unsafe-eval'")
    try:
        WebAssembly.Module(Uint8Array(_EMPTY_MODULE))
    except Exception:
        found.append("'wasm-unsafe-eval'")
    return found
