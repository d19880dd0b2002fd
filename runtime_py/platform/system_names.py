"""How the machine identifies itself to programs that ask for the operating system."""

from __future__ import annotations

# Debian 12's C library: install scripts and loaders choose between builds for glibc and for musl
GLIBC_VERSION = '2.36'
