"""What the service worker's own answers say of their reason: the header with its code, and the codes that waiting may cure."""

ERROR_HEADER = 'x-terrarium-error'
NO_MACHINE = 'ENOMACHINE'
SLOW = 'ESLOW'
NO_SERVER = 'ECONNREFUSED'
