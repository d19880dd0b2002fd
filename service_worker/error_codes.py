"""Error codes of the service worker's own responses: the header for the code, and the codes that waiting may cure."""

ERROR_HEADER = 'x-terrarium-error'
NO_MACHINE = 'ENOMACHINE'
SLOW = 'ESLOW'
NO_SERVER = 'ECONNREFUSED'
