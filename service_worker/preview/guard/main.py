"""Protects Terrarium's own data from a preview, in pages (preview/main.py) and in the workers of pages
(worker_main.py).

This isn't a security boundary: a page of the same origin has other ways, such as a frame without the shim. Data that is
deleted anyway is rewritten by the machine (kernel/rebuilding.py)."""

from service_worker.preview.guard.between_tabs import guard_channels, guard_locks
from service_worker.preview.guard.cache_storage import guard_caches
from service_worker.preview.guard.databases import guard_databases
from service_worker.preview.guard.private_files import guard_private_files
from service_worker.preview.guard.storage_areas import guard_storage_areas


def guard() -> None:
    guard_databases()
    guard_caches()
    guard_private_files()
    guard_locks()
    guard_channels()
    guard_storage_areas()
