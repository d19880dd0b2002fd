"""Members of internalBinding('crypto') that aren't there yet. Their names must exist: the library takes them apart at load."""
from __future__ import annotations

MISSING_FUNCTIONS = [
    'publicEncrypt', 'privateDecrypt', 'privateEncrypt', 'publicDecrypt', 'ECDHConvertKey', 'certVerifySpkac', 'certExportPublicKey',
    'certExportChallenge', 'parseX509', 'setEngine',
]

MISSING_CLASSES = [
    'AESCipherJob', 'ChaCha20Poly1305CipherJob', 'DiffieHellman', 'DiffieHellmanGroup', 'DhKeyPairGenJob', 'DHKeyExportJob', 'DHBitsJob',
    'DsaKeyPairGenJob', 'ECDH', 'ECDHBitsJob', 'EcKeyPairGenJob', 'ECKeyExportJob', 'CShakeJob', 'NidKeyPairGenJob', 'RandomPrimeJob', 'CheckPrimeJob',
    'RsaKeyPairGenJob', 'RSAKeyExportJob', 'RSACipherJob', 'SecureContext', 'Sign', 'SignJob', 'Verify', 'Argon2Job', 'KEMEncapsulateJob',
    'KEMDecapsulateJob', 'KmacJob', 'TurboShakeJob', 'KangarooTwelveJob',
]
