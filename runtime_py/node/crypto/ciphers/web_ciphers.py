"""WebCrypto's symmetric ciphers as jobs. Knows: the variants' ciphers, their arguments. Must not know: modes."""

from __future__ import annotations

from typing import Any

from runtime_py.node.crypto.bignum import from_bytes, to_bytes
from runtime_py.node.crypto.ciphers.cipher_base import invalid_iv
from runtime_py.node.crypto.ciphers.key_wrap import DEFAULT_IV
from runtime_py.node.crypto.ciphers.table import CipherInfo, find_cipher, run_cipher, start_cipher
from runtime_py.node.crypto.failures import EVP, PROVIDER, line, openssl_error
from runtime_py.node.crypto.job import Job
from runtime_py.node.crypto.signature_classes import buffer_of
from runtime_py.node.realm.callbacks import plain_bytes
from runtime_py.node.realm.host import hidden
from runtime_py.platform.bytes import concat

ENCRYPT = 0
# in the order of kKeyVariantAES_*, three key lengths each
VARIANT_KINDS = ['ctr', 'cbc', 'gcm', 'wrap', 'ocb']
FULL_TAG = 16
BLOCK = 16
GCM_IV = 12


def variant_cipher(variant: int) -> CipherInfo:
    kind = VARIANT_KINDS[variant // 3]
    bits = str(128 + 64 * (variant % 3))
    return find_cipher('aes' + bits + '-wrap' if kind == 'wrap' else 'aes-' + bits + '-' + kind)


def optional_bytes(data: object) -> Uint8Array:
    return Uint8Array(0) if data is None else plain_bytes(data).slice()


def job_failed() -> object:
    return Error('Cipher job failed')


class WebCipherJob(Job):
    """Subclasses implement `work`."""

    _key: Any
    _encrypts: Any
    _data: Any

    def __init__(self, mode: int, what: int, handle: object, data: object) -> None:
        super().__init__(mode, 'CIPHERREQUEST')
        hidden(self, '_encrypts', what == ENCRYPT)
        hidden(self, '_key', handle.octets)
        hidden(self, '_data', plain_bytes(data).slice())

    def authenticated(self, info: CipherInfo, iv: Uint8Array, tag_length: int, aad: Uint8Array) -> Uint8Array:
        """The tag follows the ciphertext."""
        cipher = start_cipher(info, self._key, iv, self._encrypts, tag_length)
        if aad.length > 0:
            cipher.add_aad(aad)
        if self._encrypts:
            return concat([cipher.update(self._data), cipher.final(), cipher.tag().slice(0, tag_length)])
        at = self._data.length - tag_length
        if at < 0:
            raise job_failed()
        plain = concat([cipher.update(self._data.slice(0, at)), cipher.final()])
        if not cipher.verify(self._data.slice(at)):
            raise job_failed()
        return plain


class AESCipherJob(WebCipherJob):
    _info: Any
    _iv: Any
    _length: Any
    _aad: Any
    _key: Any
    _encrypts: Any
    _data: Any

    def __init__(self, mode: int, what: int, handle: object, data: object, variant: int, *rest) -> None:
        super().__init__(mode, what, handle, data)
        hidden(self, '_info', variant_cipher(variant))
        hidden(self, '_iv', optional_bytes(rest[0]))
        hidden(self, '_length', rest[1])
        hidden(self, '_aad', optional_bytes(rest[2]))

    def work(self) -> object:
        return buffer_of(self._run())

    def _run(self) -> Uint8Array:
        info = self._info
        if info.authenticated:
            too_short = info.kind == 'gcm' and self._iv.length < GCM_IV
            if too_short or not info.accepts_iv(self._iv.length):
                raise invalid_iv()
            return self.authenticated(info, self._iv, self._length, self._aad)
        if info.kind == 'ctr':
            return self._counter()
        out = run_cipher(
            info, self._key, Uint8Array(DEFAULT_IV) if info.kind == 'wrap' else self._iv, self._encrypts, self._data
        )
        if out is None:
            raise self._failure()
        return out

    def _failure(self) -> object:
        length = self._data.length
        if self._info.kind == 'wrap':
            below = [line('030000BD', EVP, 'update error')]
            if length % 8 == 0 and length >= 16:
                return openssl_error('1C800066', PROVIDER, 'cipher operation failed', below)
            return openssl_error('1C8000E6', PROVIDER, 'invalid input length', below)
        if length > 0 and length % BLOCK == 0:
            return openssl_error('1C800064', PROVIDER, 'bad decrypt')
        return openssl_error('1C80006B', PROVIDER, 'wrong final block length')

    def _counter(self) -> Uint8Array:
        """Only the lowest `length` bits of the block are the counter; they wrap around."""
        width = BigInt(self._length)
        space = BigInt(1) << width
        blocks = BigInt((self._data.length + BLOCK - 1) // BLOCK)
        if blocks > space:
            raise job_failed()
        start = from_bytes(self._iv)
        low = BigInt.asUintN(self._length, start)
        until_wrap = space - low
        if blocks <= until_wrap:
            return run_cipher(self._info, self._key, self._iv, True, self._data)
        split = Number(until_wrap) * BLOCK
        wrapped = to_bytes(start - low, BLOCK)
        return concat(
            [
                run_cipher(self._info, self._key, self._iv, True, self._data.slice(0, split)),
                run_cipher(self._info, self._key, wrapped, True, self._data.slice(split)),
            ]
        )


class ChaCha20Poly1305CipherJob(WebCipherJob):
    _iv: Any
    _aad: Any

    def __init__(self, mode: int, what: int, handle: object, data: object, iv: object, aad: object) -> None:
        super().__init__(mode, what, handle, data)
        hidden(self, '_iv', optional_bytes(iv))
        hidden(self, '_aad', optional_bytes(aad))

    def work(self) -> object:
        return buffer_of(self.authenticated(find_cipher('chacha20-poly1305'), self._iv, FULL_TAG, self._aad))


WEB_CIPHERS = {'AESCipherJob': AESCipherJob, 'ChaCha20Poly1305CipherJob': ChaCha20Poly1305CipherJob}
