"""OpenSSL's messages for certificate errors, by its names, which Node shows as codes."""

from __future__ import annotations

MESSAGES = {
    'UNABLE_TO_GET_ISSUER_CERT': 'unable to get issuer certificate',
    'UNABLE_TO_GET_CRL': 'unable to get certificate CRL',
    'CERT_SIGNATURE_FAILURE': 'certificate signature failure',
    'CRL_SIGNATURE_FAILURE': 'CRL signature failure',
    'CERT_NOT_YET_VALID': 'certificate is not yet valid',
    'CERT_HAS_EXPIRED': 'certificate has expired',
    'CRL_NOT_YET_VALID': 'CRL is not yet valid',
    'CRL_HAS_EXPIRED': 'CRL has expired',
    'DEPTH_ZERO_SELF_SIGNED_CERT': 'self-signed certificate',
    'SELF_SIGNED_CERT_IN_CHAIN': 'self-signed certificate in certificate chain',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY': 'unable to get local issuer certificate',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE': 'unable to verify the first certificate',
    'CERT_CHAIN_TOO_LONG': 'certificate chain too long',
    'CERT_REVOKED': 'certificate revoked',
    'INVALID_CA': 'invalid CA certificate',
    'PATH_LENGTH_EXCEEDED': 'path length constraint exceeded',
    'INVALID_PURPOSE': 'unsuitable certificate purpose',
    'UNHANDLED_CRITICAL_EXTENSION': 'unhandled critical extension',
    'PERMITTED_VIOLATION': 'permitted subtree violation',
    'EXCLUDED_VIOLATION': 'excluded subtree violation',
    'UNSUPPORTED_CONSTRAINT_TYPE': 'unsupported name constraint type',
    'EE_KEY_TOO_SMALL': 'EE certificate key too weak',
    'CA_KEY_TOO_SMALL': 'CA certificate key too weak',
    'CA_MD_TOO_WEAK': 'CA signature digest algorithm too weak',
}
# those in Node's table of codes; all others are UNSPECIFIED
CODES = [
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_CRL',
    'CERT_SIGNATURE_FAILURE',
    'CRL_SIGNATURE_FAILURE',
    'CERT_NOT_YET_VALID',
    'CERT_HAS_EXPIRED',
    'CRL_NOT_YET_VALID',
    'CRL_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_CHAIN_TOO_LONG',
    'CERT_REVOKED',
    'INVALID_CA',
    'PATH_LENGTH_EXCEEDED',
    'INVALID_PURPOSE',
]
# errors for which Node suggests the system's trust store
ASKS_FOR_ROOT = [
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]
HINT = '; if the root CA is installed locally, try running Node.js with --use-system-ca'


def verify_error(name: str) -> object:
    error = js_new(Error, MESSAGES[name] + (HINT if name in ASKS_FOR_ROOT else ''))
    error.code = name if name in CODES else 'UNSPECIFIED'
    return error
