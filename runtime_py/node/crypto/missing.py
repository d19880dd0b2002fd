"""Members of internalBinding('crypto') that aren't there. Their names must exist: the library takes them apart at load."""
from __future__ import annotations

# jobs of earlier versions that the library doesn't use any more
MISSING_CLASSES = ['DHKeyExportJob', 'ECDHBitsJob', 'ECKeyExportJob', 'RSAKeyExportJob']
