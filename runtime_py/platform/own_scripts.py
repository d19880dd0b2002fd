"""Marks a script that one of our workers loads for itself while it is blocked: the service worker must serve it at
once. If it first asked the browser which client requests it (a preview's worker might request the same path), Firefox
would wait for that very worker, forever."""

OWN_SCRIPT = '?terrarium'

NOT_FETCHED = 'its script could not be fetched'  # why a worker isn't made, where a page fetches that for it
