"""What the machine calls itself to programs that ask which kind of system they run on."""
from __future__ import annotations

# Debian 12's C library: install scripts and loaders choose between builds for it and for musl
GLIBC_VERSION = '2.36'
