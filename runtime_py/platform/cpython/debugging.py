"""Twin of platform/debugging.py."""

IS_DEBUG = True
