"""Where the shim of a preview's pages is: below the preview's prefix, or at the root of an origin of its own; a service
worker sets this when it starts."""

from service_worker.precache import base_path
from service_worker.routing import SHIM_PATH, preview_prefix

_state = {'is_root': False}


def use_root() -> None:
    _state['is_root'] = True


def shim_path(place: int) -> str:
    return SHIM_PATH if _state['is_root'] else preview_prefix(base_path(), place) + SHIM_PATH
