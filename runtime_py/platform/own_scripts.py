"""The mark of a script that a worker of ours loads for itself, while it is blocked: the service worker serves it at once. To ask the browser first whose
client that is (a preview's worker might ask for the same path) would wait for that very worker in Firefox, for ever."""

OWN_SCRIPT = '?terrarium'

NOT_FETCHED = 'its script could not be fetched'     # why a worker isn't made, where a page fetches that for it
