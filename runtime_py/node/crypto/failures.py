"""OpenSSL's errors as Node shows them: the message, its parts, and the earlier errors in OpenSSL's queue.

Knows: numbers and messages. Must not know: what failed, or why.
"""

from __future__ import annotations

from runtime_py.node.realm.callbacks import coded_error

EVP = 'digital envelope routines'
RSA = 'rsa routines'
PROVIDER = 'Provider routines'
DECODER = 'DECODER routines'
ASN1 = 'asn1 encoding routines'
PEM = 'PEM routines'
LIBRARY = 'common libcrypto routines'

# the part of the code after ERR_OSSL_ that names the library; empty for OpenSSL's provider and decoder
PREFIXES = {
    EVP: 'EVP_',
    RSA: 'RSA_',
    PROVIDER: '',
    DECODER: '',
    ASN1: 'ASN1_',
    PEM: 'PEM_',
    LIBRARY: 'CRYPTO_',
    'elliptic curve routines': 'EC_',
    'Diffie-Hellman routines': 'DH_',
    'dsa routines': 'DSA_',
    'bignum routines': 'BN_',
    'x509 certificate routines': 'X509_',
}


def line(number: str, library: str, reason: str) -> str:
    return 'error:' + number + ':' + library + '::' + reason


def openssl_error(number: str, library: str, reason: str, stack: list | None = None) -> object:
    error = js_new(Error, line(number, library, reason))
    if stack is not None:
        error.opensslErrorStack = stack
    error.library = library
    error.reason = reason
    error.code = 'ERR_OSSL_' + PREFIXES[library] + reason.upper().replace(' ', '_')
    return error


def without_parts(error: object) -> object:
    """As the error of a job on the thread pool: it has the message and the earlier errors, but no code."""
    if js_instanceof(error, Error) and error.library is not None:
        js_delete(error, 'library')
        js_delete(error, 'reason')
        js_delete(error, 'code')
    return error


def bare_error(number: str, library: str, reason: str) -> object:
    """The error of a failed key generation: only a message."""
    return js_new(Error, line(number, library, reason))


def unsupported_key() -> object:
    """OpenSSL 3's error for text that isn't a key."""
    return openssl_error('1E08010C', DECODER, 'unsupported', [line('1E08010C', DECODER, 'unsupported')])


def cancelled(below: list) -> object:
    return openssl_error(
        '07880109', LIBRARY, 'interrupted or cancelled', [line(one[0], one[1], one[2]) for one in below]
    )


def wrong_key_type() -> object:
    return openssl_error('03000096', EVP, 'operation not supported for this keytype')


def invalid_x931_digest() -> object:
    """OpenSSL's provider accepts no digest with this padding."""
    return openssl_error('1C8000AA', PROVIDER, 'invalid x931 digest')


def rsa_error(number: str, reason: str, stack: list | None = None) -> object:
    return openssl_error(number, RSA, reason, stack)


def signing_error(number: str, reason: str) -> object:
    """An RSA failure inside a signature operation: the provider's error precedes it in the queue."""
    return rsa_error(number, reason, [line('1C880004', PROVIDER, 'RSA lib')])


def stream_signing_error(error: object) -> object:
    """As `signing_error`, from a Sign object, which adds one more error."""
    if error.library == RSA and error.opensslErrorStack is not None:
        error.opensslErrorStack.unshift(line('030000EA', EVP, 'provider signature failure'))
    return error


def invalid_jwk(message: str) -> object:
    return coded_error(TypeError, 'ERR_CRYPTO_INVALID_JWK', message)


def invalid_digest(name: str) -> object:
    return coded_error(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest: ' + name)


def unsupported_operation() -> object:
    return coded_error(Error, 'ERR_CRYPTO_UNSUPPORTED_OPERATION', 'Unsupported crypto operation')


def unavailable(what: str) -> object:
    return coded_error(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', what + ' is not available in Terrarium')


def unsupported_algorithm() -> object:
    """OpenSSL knows the algorithm, but has it in a provider that isn't loaded."""
    return openssl_error('0308010C', EVP, 'unsupported', [line('0308010C', EVP, 'unsupported')])


# OpenSSL knows these names, but has them in a provider that isn't loaded
_LEGACY_DIGESTS = ['md4', 'rsa-md4', 'md4withrsaencryption', 'whirlpool', 'mdc2', 'rsa-mdc2']


def is_legacy(digest: str) -> bool:
    return digest.lower() in _LEGACY_DIGESTS


def legacy_digest() -> object:
    return openssl_error(
        '0308010C',
        EVP,
        'unsupported',
        [line('03000086', EVP, 'initialization error'), line('0308010C', EVP, 'unsupported')],
    )
