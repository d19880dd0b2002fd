"""Missing members of internalBinding('crypto'). Their names must exist: the library destructures them when it is
loaded."""

from __future__ import annotations

# jobs of earlier versions, unused by the library now
MISSING_CLASSES = ['DHKeyExportJob', 'ECDHBitsJob', 'ECKeyExportJob', 'RSAKeyExportJob']
