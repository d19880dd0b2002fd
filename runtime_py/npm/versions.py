"""Which Node and which npm this machine is. The numbers follow requirements.txt; tests/npm/test_versions_property.py compares them with the pinned Node."""
NODE_VERSION = '24.19.0'
NPM_VERSION = '11.17.0'
OS = 'linux'
# What packages are told (process.arch), and what can really run here.
ARCH = 'x64'
RUNNABLE_ARCH = 'wasm32'
