"""Entry of `preview-worker.js`, which the service worker puts in front of the scripts of a preview's workers."""

from service_worker.preview.guard.main import guard

guard()
