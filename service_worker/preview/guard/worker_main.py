"""Entry of `preview-worker.js`, which goes in front of the scripts of a preview's workers: the service worker puts it there, or, for a worker made from a
blob, the page, which says where it is."""

from service_worker.preview.guard.main import guard
from service_worker.preview.guard.worker_sockets import PLACE, start_worker_sockets

guard()
place = globalThis[PLACE]
del globalThis[PLACE]
start_worker_sockets(place)
