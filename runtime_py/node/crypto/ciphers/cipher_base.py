"""Node's CipherBase over the ciphers of this machine: states, checks and error codes.

Knows: what OpenSSL and Node refuse, and their messages. Must not know: how a cipher works. States: made -> fed ->
finished. An authentication tag is set before `final` when decrypting (in CCM before `update`), and read after it when
encrypting."""

from __future__ import annotations

from typing import Any

from runtime_py.node.crypto.ciphers.table import CipherInfo, find_cipher, find_cipher_by_nid, start_cipher
from runtime_py.node.crypto.failures import PROVIDER, line, openssl_error, unsupported_algorithm
from runtime_py.node.crypto.keys.key_handle import key_bytes
from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes, realm, text_or_bytes
from runtime_py.node.realm.host import hidden
from runtime_py.platform.bytes import equal

GCM_TAG_LENGTHS = [4, 8, 12, 13, 14, 15, 16]
CCM_TAG_LENGTHS = [4, 6, 8, 10, 12, 14, 16]
FULL_TAG = 16
LARGEST_IV = 128
MEBI16 = 16777215
TAG_WARNING = (
    'Using AES-GCM authentication tags of less than 128 bits without specifying the authTagLength option when initializing decryption '
    'is deprecated.'
)


def provider_error(number: str, reason: str) -> object:
    return openssl_error(number, PROVIDER, reason, [line(number, PROVIDER, reason)])


def invalid_iv() -> object:
    return coded_error(TypeError, 'ERR_CRYPTO_INVALID_IV', 'Invalid initialization vector')


def invalid_tag(length: int) -> object:
    return coded_error(TypeError, 'ERR_CRYPTO_INVALID_AUTH_TAG', 'Invalid authentication tag length: ' + str(length))


def is_valid_tag_length(info: CipherInfo, length: int) -> bool:
    if info.kind == 'gcm':
        return length in GCM_TAG_LENGTHS
    if info.kind == 'ccm':
        return length in CCM_TAG_LENGTHS
    return (0 if info.kind == 'ocb' else 1) <= length <= FULL_TAG


class CipherBase:
    _iv_length: Any
    _info: Any
    _cipher: Any
    _encrypts: Any
    _tag_length: Any
    _refuses: Any

    def __init__(self, encrypts: bool, name: str, key: object, iv: object, tag_length: int) -> None:
        info = find_cipher(name)
        if info is None:
            raise coded_error(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher')
        octets = plain_bytes(key_bytes(key)).slice()
        vector = Uint8Array(0) if iv is None else plain_bytes(iv).slice()
        self._check_iv(info, vector.length)
        if info.is_legacy:
            raise unsupported_algorithm()
        wanted = self._wanted_tag_length(info, name, tag_length)
        if octets.length != info.key_length:
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length')
        if info.kind == 'xts' and equal(octets.slice(0, octets.length // 2), octets.slice(octets.length // 2)):
            raise provider_error('1C800095', 'xts duplicated keys')
        hidden(self, '_info', info)
        hidden(self, '_encrypts', encrypts)
        # -1: any length, for GCM
        hidden(self, '_tag_length', wanted)
        hidden(self, '_tag', None)
        hidden(self, '_iv_length', vector.length)
        hidden(self, '_fed', False)
        hidden(self, '_planned', -1)
        hidden(self, '_failed', False)
        hidden(self, '_finished', False)
        # OpenSSL takes this length, but then does nothing
        hidden(self, '_refuses', info.kind == 'ocb' and wanted == 0)
        hidden(self, '_cipher', start_cipher(info, octets, vector, encrypts, wanted))

    def _check_iv(self, info: CipherInfo, length: int) -> None:
        if length == 0 and info.iv_length != 0:
            raise invalid_iv()
        if length > 0 and not info.accepts_iv(length) or length > LARGEST_IV:
            raise invalid_iv()

    def _wanted_tag_length(self, info: CipherInfo, name: str, given: int) -> int:
        if not info.authenticated:
            return -1
        length = given
        if length < 0:
            if info.kind == 'gcm':
                return -1
            if info.kind != 'stream-aead':
                raise coded_error(TypeError, 'ERR_CRYPTO_INVALID_AUTH_TAG', 'authTagLength required for ' + name)
            length = FULL_TAG
        if not is_valid_tag_length(info, length):
            raise invalid_tag(length)
        return length

    def _check_message_length(self, length: int) -> None:
        most = 65535 if self._iv_length == 13 else (MEBI16 if self._iv_length == 12 else 2147483647)
        if length > most:
            raise coded_error(RangeError, 'ERR_CRYPTO_INVALID_MESSAGELEN', 'Invalid message length')

    def update(self, data: object, encoding: object = None) -> object:
        octets = text_or_bytes(data, encoding).slice()
        if self._finished or self._refuses:
            raise Error('Trying to add data in unsupported state')
        if self._info.kind == 'ccm':
            return make_buffer(self._update_ccm(octets))
        self._fed = True
        out = self._cipher.update(octets)
        if out is None:
            raise Error('Trying to add data in unsupported state')
        return make_buffer(out)

    def _update_ccm(self, octets: Uint8Array) -> Uint8Array:
        """Authenticity is known at once; `final` reports a failure."""
        self._check_message_length(octets.length)
        if self._fed or (self._planned >= 0 and self._planned != octets.length):
            if not self._encrypts:
                self._failed = True
                return Uint8Array(0)
            raise Error('Trying to add data in unsupported state')
        self._fed = True
        out = self._cipher.update(octets)
        if not self._encrypts and (self._tag is None or not self._cipher.verify(self._tag)):
            self._failed = True
            return Uint8Array(0)
        return out

    def final(self) -> object:
        if self._finished:
            raise coded_error(Error, 'ERR_CRYPTO_INVALID_STATE', 'Invalid state')
        self._finished = True
        if self._refuses:
            raise unauthentic()
        if self._info.authenticated:
            return make_buffer(self._final_authenticated())
        cut = self._info.block_size > 1 and self._info.mode != 'wrap' and self._cipher.ends_within_block
        out = self._cipher.final()
        if out is None:
            raise (
                provider_error('1C80006B', 'wrong final block length')
                if cut
                else provider_error('1C800064', 'bad decrypt')
            )
        return make_buffer(out)

    def _final_authenticated(self) -> Uint8Array:
        if self._info.kind == 'ccm':
            return self._final_ccm()
        out = self._cipher.final()
        if self._encrypts:
            self._tag = self._cipher.tag().slice(0, FULL_TAG if self._tag_length < 0 else self._tag_length)
        elif self._tag is not None:
            if not self._cipher.verify(self._tag):
                raise unauthentic()
        elif self._info.kind != 'stream-aead':
            # OpenSSL lets ChaCha20-Poly1305 finish without a tag
            raise unauthentic()
        return out

    def _final_ccm(self) -> Uint8Array:
        if self._failed:
            raise unauthentic()
        if self._encrypts:
            if not self._fed:
                raise provider_error('1C800077', 'tag not set')
            self._tag = self._cipher.tag().slice(0, self._tag_length)
        return Uint8Array(0)

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
        if not expected or not is_valid_tag_length(self._info, octets.length):
            raise invalid_tag(octets.length)
        if self._tag_length < 0 and octets.length != FULL_TAG:
            warn_short_tag()
        self._tag = octets
        return True

    def setAAD(self, data: object, plaintext_length: int) -> bool:
        if self._finished or self._refuses or not self._info.authenticated or self._fed:
            return False
        if self._info.kind == 'ccm':
            if plaintext_length < 0:
                raise coded_error(
                    TypeError, 'ERR_MISSING_ARGS', 'options.plaintextLength required for CCM mode with AAD'
                )
            self._check_message_length(plaintext_length)
            self._planned = plaintext_length
        self._cipher.add_aad(plain_bytes(data).slice())
        return True


def unauthentic() -> object:
    return Error('Unsupported state or unable to authenticate data')


_warned = [False]


def warn_short_tag() -> None:
    if not _warned[0]:
        _warned[0] = True
        realm().process.emitWarning(TAG_WARNING, 'DeprecationWarning', 'DEP0182')


def cipher_info(out: object, name_or_nid: object, key_length: object, iv_length: object) -> object:
    info = find_cipher(name_or_nid) if js_typeof(name_or_nid) == 'string' else find_cipher_by_nid(name_or_nid)
    if info is None:
        return js_undefined
    if info.is_legacy and (js_typeof(key_length) == 'number' or js_typeof(iv_length) == 'number'):
        return js_undefined  # Node asks a cipher that it makes for this
    if js_typeof(key_length) == 'number' and key_length != info.key_length:
        return js_undefined
    # OpenSSL refuses no length for GCM here, and Node shows no length of 0
    if js_typeof(iv_length) == 'number' and info.kind != 'gcm' and not info.accepts_iv(iv_length):
        return js_undefined
    out.mode = info.mode
    out.name = info.name
    out.nid = info.nid
    if info.mode != 'stream':
        out.blockSize = info.block_size
    shown = iv_length if js_typeof(iv_length) == 'number' else info.iv_length
    if shown != 0:
        out.ivLength = shown
    out.keyLength = info.key_length
    return out
