"""Members of internalBinding('crypto') that aren't there. Their names must exist: the library takes them apart at load."""
from __future__ import annotations

# TLS; and jobs of earlier versions that the library doesn't use any more
MISSING_CLASSES = ['SecureContext', 'DHKeyExportJob', 'ECDHBitsJob', 'ECKeyExportJob', 'RSAKeyExportJob']
