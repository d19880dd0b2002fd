"""The header with which the page of a slow navigation polls the service worker; servers never see it."""

SLOW_HEADER = 'x-terrarium-slow'
