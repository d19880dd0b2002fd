"""The one door to JavaScript. Under CPython its twin in `cpython/` is found first (see docs/ARCHITECTURE.md, Worlds)."""
import os

__path__ = [os.path.join(os.path.dirname(__file__), 'cpython'), os.path.dirname(__file__)]
