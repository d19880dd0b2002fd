"""internalBinding('crypto'): ciphers, keys, signatures, key agreement, certificates: the part that needs this script
(bindings/crypto.py).

Lists name only what works. Anything missing throws ERR_FEATURE_UNAVAILABLE_ON_PLATFORM with its name."""

from __future__ import annotations

from runtime_py.node.crypto.certificates.handle import X509_FUNCTIONS
from runtime_py.node.crypto.certificates.handle import register_carriers as register_certificates
from runtime_py.node.crypto.certificates.spkac import SPKAC_FUNCTIONS
from runtime_py.node.crypto.ciphers.cipher_base import CipherBase, cipher_info
from runtime_py.node.crypto.ciphers.table import cipher_names
from runtime_py.node.crypto.ciphers.web_ciphers import WEB_CIPHERS
from runtime_py.node.crypto.curves import curve_names
from runtime_py.node.crypto.diffie_hellman import AGREEMENT_CLASSES
from runtime_py.node.crypto.failures import unavailable
from runtime_py.node.crypto.jobs import JOBS
from runtime_py.node.crypto.keccak_jobs import KECCAK_JOBS
from runtime_py.node.crypto.keys.key_encapsulation import KEM_JOBS
from runtime_py.node.crypto.keys.key_handle import KeyObjectHandle, register_carriers
from runtime_py.node.crypto.keys.keygen_jobs import KEYGEN_JOBS
from runtime_py.node.crypto.keys.rsa_cipher import RSA_CIPHERS
from runtime_py.node.crypto.missing import MISSING_CLASSES
from runtime_py.node.crypto.prime_jobs import PRIME_JOBS
from runtime_py.node.crypto.signature_classes import SIGNATURE_CLASSES
from runtime_py.node.realm.callbacks import coded_error


def set_fips(on: object) -> None:
    if on:
        raise coded_error(Error, 'ERR_CRYPTO_FIPS_UNAVAILABLE', 'Cannot set FIPS mode in a non-FIPS build.')


def missing_class(name: str) -> object:
    class Missing:
        def __init__(self) -> None:
            raise unavailable('crypto ' + name)

        @property
        def _external(self) -> object:
            # there are no instances
            raise TypeError('Illegal invocation')

    return Missing


def create(realm: object, binding_data: object) -> object:
    register_carriers(realm.carriers)
    register_certificates(realm.carriers)
    binding = {
        'CipherBase': CipherBase,
        'KeyObjectHandle': KeyObjectHandle,
        'getCiphers': cipher_names,
        'getCurves': curve_names,
        'getCipherInfo': cipher_info,
        'setEngine': lambda name, flags: False,
        'setFipsCrypto': set_fips,
        'testFipsCrypto': lambda: False,
        'getOpenSSLSecLevelCrypto': lambda: 2,
        'getSystemCACertificates': lambda: [],
        'getCertificateCompressionAlgorithms': lambda: [],
    }
    for jobs in [
        JOBS,
        KEYGEN_JOBS,
        SIGNATURE_CLASSES,
        RSA_CIPHERS,
        AGREEMENT_CLASSES,
        PRIME_JOBS,
        WEB_CIPHERS,
        KECCAK_JOBS,
        KEM_JOBS,
        X509_FUNCTIONS,
        SPKAC_FUNCTIONS,
    ]:
        Object.assign(binding, jobs)
    for name in MISSING_CLASSES:
        binding[name] = missing_class(name)
    return binding
