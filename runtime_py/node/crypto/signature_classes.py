"""Sign, Verify and SignJob. Knows: streams and jobs, and when errors are thrown. Must not know: how a key signs.

Sign and Verify: made -> init(digest) -> update... -> sign or verify, after which they are uninitialized.
"""

from __future__ import annotations

from typing import Any

from runtime_py.node.crypto.digests import find_digest, require_digest, start_digest
from runtime_py.node.crypto.failures import (
    LIBRARY,
    is_legacy,
    legacy_digest,
    openssl_error,
    stream_signing_error,
    unsupported_operation,
)
from runtime_py.node.crypto.job import Job
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_input import read_private_key, read_public_key
from runtime_py.node.crypto.signing import (
    ENCODING_DER,
    SignatureOptions,
    check_context,
    check_digest,
    check_padding,
    check_signer,
    half_length,
    has_two_numbers,
    invalid_digest_error,
    is_message_signer,
    sign_digest,
    sign_message,
    verify_digest,
    verify_message,
)
from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes, text_or_bytes
from runtime_py.node.realm.host import hidden

MODE_SIGN = 0
DEFAULT_DIGEST = 'sha256'


class SignatureStream:
    def __init__(self) -> None:
        hidden(self, '_hasher', None)

    def init(self, name: str) -> None:
        digest = find_digest(name)
        if digest is None:
            raise (
                legacy_digest()
                if is_legacy(name)
                else coded_error(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest')
            )
        self._hasher = start_digest(digest, digest.length)

    def update(self, data: object, encoding: object = None) -> None:
        self._require()
        self._hasher.update(text_or_bytes(data, encoding))

    def _require(self) -> None:
        if self._hasher is None:
            raise coded_error(Error, 'ERR_CRYPTO_INVALID_STATE', 'Not initialised')

    def _finish(self) -> object:
        """Returns the hasher and removes it."""
        hasher = self._hasher
        self._hasher = None
        return hasher


class Sign(SignatureStream):
    def sign(
        self,
        data: object,
        format: object,
        type: object,
        passphrase: object,
        curve: object,
        padding: object,
        salt_length: object,
        encoding: int,
    ) -> object:
        self._require()
        hasher = self._finish()
        key = read_private_key(data, format, type, passphrase, curve)
        options = SignatureOptions(padding, salt_length, encoding, None)
        check_stream_key(key, hasher)
        check_padding(key, options, True)
        check_digest(key, hasher.digest_kind)
        try:
            return make_buffer(sign_digest(key, hasher.digest_kind, hasher.digest(), options))
        except Exception as error:
            raise stream_signing_error(error)


class Verify(SignatureStream):
    def verify(
        self,
        data: object,
        format: object,
        type: object,
        passphrase: object,
        curve: object,
        signature: object,
        padding: object,
        salt_length: object,
        encoding: int,
    ) -> bool:
        self._require()
        hasher = self._finish()
        key = read_public_key(data, format, type, passphrase, curve)
        options = SignatureOptions(padding, salt_length, encoding, None)
        check_stream_key(key, hasher)
        octets = plain_bytes(signature).slice()
        if encoding != ENCODING_DER and has_two_numbers(key) and octets.length != 2 * half_length(key):
            raise coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Malformed signature')
        try:
            check_padding(key, options, False)
            check_digest(key, hasher.digest_kind)
        except Exception:
            return False
        return verify_digest(key, hasher.digest_kind, hasher.digest(), octets, options)


def check_stream_key(key: AsymmetricKey, hasher: object) -> None:
    if is_message_signer(key):
        raise unsupported_operation()
    if hasher.digest_kind.is_xof:
        # OpenSSL 3 can't set the digest length of an XOF here
        raise openssl_error('078C0100', LIBRARY, 'malloc failure')
    check_signer(key)


class SignJob(Job):
    """crypto.sign and crypto.verify, and WebCrypto's."""

    _key: Any
    _digest: Any
    _signs: Any
    _data: Any
    _options: Any
    _signature: Any

    def __init__(
        self,
        mode: int,
        what: int,
        key_data: object,
        format: object,
        type: object,
        passphrase: object,
        curve: object,
        data: object,
        digest_name: object,
        salt_length: object,
        padding: object,
        encoding: object,
        context: object,
        signature: object,
    ) -> None:
        super().__init__(mode, 'SIGNREQUEST')
        signs = what == MODE_SIGN
        key = (
            read_private_key(key_data, format, type, passphrase, curve)
            if signs
            else read_public_key(key_data, format, type, passphrase, curve)
        )
        digest = None if digest_name is None else require_digest(digest_name)
        context_octets = None if context is None else plain_bytes(context).slice()
        check_context(key, context_octets)
        hidden(self, '_signs', signs)
        hidden(self, '_key', key)
        hidden(self, '_digest', digest)
        hidden(
            self,
            '_options',
            SignatureOptions(padding, salt_length, ENCODING_DER if encoding is None else encoding, context_octets),
        )
        hidden(self, '_data', plain_bytes(data).slice())
        hidden(self, '_signature', None if signature is None else plain_bytes(signature).slice())

    def work(self) -> object:
        key = self._key
        check_signer(key)
        if is_message_signer(key):
            context = self._options.context
            if self._digest is not None and (context is None or context.length == 0):
                raise invalid_digest_error()
            if self._signs:
                return buffer_of(sign_message(key, self._data, context))
            return verify_message(key, self._data, self._signature, context)
        digest = find_digest(DEFAULT_DIGEST) if self._digest is None else self._digest
        if self._digest is not None:
            check_digest(key, digest)
        elif key.pss is not None:
            digest = find_digest(key.pss.digest)
        check_padding(key, self._options, self._signs)
        hasher = start_digest(digest, digest.length)
        hasher.update(self._data)
        if self._signs:
            return buffer_of(sign_digest(key, digest, hasher.digest(), self._options))
        return verify_digest(key, digest, hasher.digest(), self._signature, self._options)


def buffer_of(octets: Uint8Array) -> object:
    """An ArrayBuffer of exactly these bytes."""
    return octets.slice().buffer


SIGNATURE_CLASSES = {'Sign': Sign, 'Verify': Verify, 'SignJob': SignJob}
