"""The versions of Node and npm in this machine. They follow requirements.txt; tests/npm/test_versions_property.py
compares them with the pinned Node."""

NODE_VERSION = '24.19.0'
NPM_VERSION = '11.17.0'
OS = 'linux'
# The processor that packages see (process.arch), and the one whose code can really run.
ARCH = 'x64'
RUNNABLE_ARCH = 'wasm32'
