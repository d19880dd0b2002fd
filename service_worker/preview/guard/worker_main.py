"""Entry of `preview-worker.js`, which precedes the scripts of a preview's workers: inserted by the service worker, or,
for a worker made from a blob, by the page, with its location."""

from service_worker.preview.guard.main import guard
from service_worker.preview.guard.worker_location import hide_prefix
from service_worker.preview.guard.worker_sockets import PLACE, place_of_worker, start_worker_sockets
from service_worker.routing import preview_prefix

guard()
place = globalThis[PLACE]
del globalThis[PLACE]
place = place_of_worker(place)
start_worker_sockets(place)
if place is not None and place[0] != '':
    hide_prefix(preview_prefix(place[0], place[1]))
