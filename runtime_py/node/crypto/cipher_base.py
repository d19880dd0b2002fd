"""Node's CipherBase over the ciphers of this machine: states, checks and error codes.

Knows: what OpenSSL and Node refuse, and with which words. Must not know: how a cipher works.
States: made -> fed -> finished. An authentication tag is set before `final` when decrypting, and read after it when encrypting.
"""
from __future__ import annotations

from runtime_py.node.crypto.ciphers import find_cipher, find_cipher_by_nid, start_cipher
from runtime_py.node.crypto.key_handle import key_bytes
from runtime_py.node.host import hidden
from runtime_py.node.wiring import coded_error, make_buffer, plain_bytes, text_or_bytes

GCM_TAG_LENGTHS = [4, 8, 12, 13, 14, 15, 16]


def openssl_error(code: str, number: str, library: str, reason: str) -> object:
    text = 'error:' + number + ':' + library + '::' + reason
    error = js_new(Error, text)
    error.library = library
    error.reason = reason
    error.code = code
    return error


class CipherBase:
    def __init__(self, encrypts: bool, name: str, key: object, iv: object, tag_length: int) -> None:
        info = find_cipher(name)
        if info is None:
            raise coded_error(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher')
        octets = key_bytes(key)
        if octets.length != info.key_length:
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length')
        vector = Uint8Array(0) if iv is None else plain_bytes(iv)
        if not info.accepts_iv(vector.length):
            raise coded_error(TypeError, 'ERR_CRYPTO_INVALID_IV', 'Invalid initialization vector')
        if info.authenticated and tag_length >= 0 and not self._valid_tag_length(info, tag_length):
            raise coded_error(TypeError, 'ERR_CRYPTO_INVALID_AUTH_TAG', 'Invalid authentication tag length: ' + str(tag_length))
        hidden(self, '_info', info)
        hidden(self, '_encrypts', encrypts)
        hidden(self, '_tag_length', tag_length)
        hidden(self, '_tag', None)
        hidden(self, '_finished', False)
        hidden(self, '_cipher', start_cipher(info, plain_bytes(octets).slice(), vector.slice(), encrypts))

    def _valid_tag_length(self, info: object, length: int) -> bool:
        return length in GCM_TAG_LENGTHS if info.mode == 'gcm' else 1 <= length <= 16

    def update(self, data: object, encoding: object = None) -> object:
        if self._finished:
            raise Error('Trying to add data in unsupported state')
        return make_buffer(self._cipher.update(text_or_bytes(data, encoding).slice()))

    def final(self) -> object:
        if self._finished:
            raise coded_error(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state')
        self._finished = True
        cut = self._info.mode != 'gcm' and self._info.block_size > 1 and self._cipher.ends_within_block
        out = self._cipher.final()
        if out is None:
            if cut:
                raise openssl_error('ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH', '1C80006B', 'Provider routines', 'wrong final block length')
            raise openssl_error('ERR_OSSL_BAD_DECRYPT', '1C800064', 'Provider routines', 'bad decrypt')
        if self._info.authenticated:
            self._finish_tag()
        return make_buffer(out)

    def _finish_tag(self) -> None:
        if self._encrypts:
            length = 16 if self._tag_length < 0 else self._tag_length
            self._tag = self._cipher.tag().slice(0, length)
            return
        if self._tag is None or not self._cipher.verify(self._tag):
            raise Error('Unsupported state or unable to authenticate data')

    def setAutoPadding(self, on: bool) -> bool:
        if self._finished:
            return False
        self._cipher.padding = on
        return True

    def getAuthTag(self) -> object:
        if not self._finished or not self._encrypts or self._tag is None:
            return js_undefined
        return make_buffer(self._tag.slice())

    def setAuthTag(self, tag: object) -> bool:
        if self._finished or self._encrypts or not self._info.authenticated or self._tag is not None:
            return False
        octets = plain_bytes(tag).slice()
        expected = self._tag_length < 0 or octets.length == self._tag_length
        if not expected or not self._valid_tag_length(self._info, octets.length):
            raise coded_error(TypeError, 'ERR_CRYPTO_INVALID_AUTH_TAG', 'Invalid authentication tag length: ' + str(octets.length))
        self._tag = octets
        return True

    def setAAD(self, data: object, plaintext_length: int) -> bool:
        if self._finished or not self._info.authenticated:
            return False
        self._cipher.add_aad(plain_bytes(data).slice())
        return True


def cipher_info(out: object, name_or_nid: object, key_length: object, iv_length: object) -> object:
    info = find_cipher(name_or_nid) if js_typeof(name_or_nid) == 'string' else find_cipher_by_nid(name_or_nid)
    if info is None:
        return js_undefined
    if js_typeof(key_length) == 'number' and key_length != info.key_length:
        return js_undefined
    if js_typeof(iv_length) == 'number':
        if not info.accepts_iv(iv_length):
            return js_undefined
    out.mode = info.mode
    out.name = info.name
    out.nid = info.nid
    if info.mode != 'stream':
        out.blockSize = info.block_size
    if info.iv_length > 0:
        out.ivLength = iv_length if js_typeof(iv_length) == 'number' else info.iv_length
    out.keyLength = info.key_length
    return out
