"""The header by which the page of a slow navigation asks the service worker how it goes; no server sees it."""

SLOW_HEADER = 'x-terrarium-slow'
