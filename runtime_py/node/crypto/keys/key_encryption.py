"""Private keys encrypted with a passphrase: PKCS#8 with PBES2 (PBKDF2 or scrypt), and the older PEM encryption with
DEK-Info.

Knows: both schemes, their identifiers. Must not know: the kind of the key.
"""

from __future__ import annotations

from npm_modules.noble_curve_utils import bytesToHex, hexToBytes, randomBytes
from npm_modules.noble_legacy import md5
from npm_modules.noble_pbkdf2 import pbkdf2
from npm_modules.noble_scrypt import scrypt

from runtime_py.node.crypto.asn1.der import (
    INTEGER,
    DerError,
    encode_der,
    identifier,
    integer,
    is_tag,
    null_value,
    octet_string,
    sequence,
    sequence_items,
    to_identifier,
    to_integer,
    to_octets,
)
from runtime_py.node.crypto.asn1.pem import PemBlock
from runtime_py.node.crypto.ciphers.table import CipherInfo, find_cipher, run_cipher
from runtime_py.node.crypto.digests import find_digest
from runtime_py.node.crypto.failures import (
    ASN1,
    EVP,
    PEM,
    PROVIDER,
    cancelled,
    line,
    openssl_error,
    unsupported_algorithm,
)
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.bytes import concat

PBES2_OID = '1.2.840.113549.1.5.13'
PBKDF2_OID = '1.2.840.113549.1.5.12'
SCRYPT_OID = '1.3.6.1.4.1.11591.4.11'
PRFS = {
    '1.2.840.113549.2.7': 'sha1',
    '1.2.840.113549.2.8': 'sha224',
    '1.2.840.113549.2.9': 'sha256',
    '1.2.840.113549.2.10': 'sha384',
    '1.2.840.113549.2.11': 'sha512',
}
SHA256_PRF = '1.2.840.113549.2.9'
AES_ARC = '2.16.840.1.101.3.4.1.'
AES_FIRST = [1, 21, 41]
AES_KINDS = ['ecb', 'cbc', 'ofb', 'cfb']
TRIPLE_DES_OID = '1.2.840.113549.3.7'
SALT_LENGTH = 16
ITERATIONS = 2048
# size of OpenSSL's buffer for a passphrase
LONGEST_PASSPHRASE = 1024


def scheme_identifier(info: CipherInfo) -> str | None:
    if info.name == 'des-ede3-cbc':
        return TRIPLE_DES_OID
    if info.family != 'aes' or info.kind not in AES_KINDS:
        return None
    return AES_ARC + str(AES_FIRST[(info.key_length - 16) // 8] + AES_KINDS.index(info.kind))


def cipher_of_identifier(oid: str) -> CipherInfo:
    if oid == TRIPLE_DES_OID:
        return find_cipher('des-ede3-cbc')
    if oid.startswith(AES_ARC):
        number = int(oid[len(AES_ARC) :])
        for i in range(3):
            at = number - AES_FIRST[i]
            if 0 <= at < len(AES_KINDS):
                return find_cipher('aes-' + str(128 + 64 * i) + '-' + AES_KINDS[at])
    raise DerError('unknown cipher')


def no_passphrase(of_pkcs8: bool) -> object:
    """OpenSSL asked for a passphrase and got none, or one that is too long."""
    library = ['07880109', 'common libcrypto routines', 'interrupted or cancelled']
    below = [['04800068', PEM, 'bad password read'], library]
    if of_pkcs8:
        below.append(['1C80009F', PROVIDER, 'unable to get passphrase'])
        below.append(library)
    below.append(library)
    return cancelled(below)


def wrong_passphrase(of_pkcs8: bool) -> object:
    inner = line('1C800064', PROVIDER, 'bad decrypt')
    final = line('11800074', 'PKCS12 routines', 'pkcs12 cipherfinal error')
    return openssl_error(
        '1C800064',
        PROVIDER,
        'bad decrypt',
        [final, inner, final, inner] if of_pkcs8 else [line('04800065', PEM, 'bad decrypt'), inner],
    )


def check_passphrase(passphrase: Uint8Array | None, of_pkcs8: bool) -> None:
    if passphrase is None or passphrase.length > LONGEST_PASSPHRASE:
        raise no_passphrase(of_pkcs8)


def find_export_cipher(name: str) -> CipherInfo:
    info = find_cipher(name)
    if info is None:
        raise coded_error(Error, 'ERR_CRYPTO_UNKNOWN_CIPHER', 'Unknown cipher')
    if info.is_legacy:
        raise unsupported_algorithm()
    return info


def decrypt_pkcs8(item: object, passphrase: Uint8Array | None) -> Uint8Array:
    """Decrypts a decoded EncryptedPrivateKeyInfo to the bytes of PrivateKeyInfo."""
    algorithm, data = sequence_items(item)
    parts = sequence_items(algorithm)
    if to_identifier(parts[0]) != PBES2_OID:
        raise DerError('unknown scheme')
    check_passphrase(passphrase, True)
    plain = open_pbes2(parts[1], to_octets(data), passphrase)
    if plain is None:
        raise wrong_passphrase(True)
    return plain


def open_pbes2(parameters: object, data: Uint8Array, passphrase: Uint8Array) -> Uint8Array | None:
    """None if the passphrase is wrong."""
    derivation, scheme = sequence_items(parameters)
    scheme_parts = sequence_items(scheme)
    info = cipher_of_identifier(to_identifier(scheme_parts[0]))
    iv = Uint8Array(0) if info.iv_length == 0 else to_octets(scheme_parts[1])
    return run_cipher(info, _derive(sequence_items(derivation), passphrase, info.key_length), iv, False, data)


def _derive(parts: list, passphrase: Uint8Array, key_length: int) -> Uint8Array:
    settings = sequence_items(parts[1])
    salt = to_octets(settings[0])
    kind = to_identifier(parts[0])
    if kind == SCRYPT_OID:
        n, r, p = [Number(to_integer(one)) for one in settings[1:4]]
        return scrypt(passphrase, salt, {'N': n, 'r': r, 'p': p, 'dkLen': key_length})
    if kind != PBKDF2_OID:
        raise DerError('unknown derivation')
    digest = 'sha1'
    for one in settings[2:]:
        if not is_tag(one, INTEGER):
            digest = PRFS[to_identifier(sequence_items(one)[0])]
    if digest is None:
        raise DerError('unknown digest')
    return pbkdf2(
        find_digest(digest).make, passphrase, salt, {'c': Number(to_integer(settings[1])), 'dkLen': key_length}
    )


def encrypt_pkcs8(octets: Uint8Array, cipher_name: str, passphrase: Uint8Array) -> Uint8Array:
    info = find_export_cipher(cipher_name)
    if info.authenticated:
        raise openssl_error('0300007A', EVP, 'cipher parameter error')
    oid = scheme_identifier(info)
    if oid is None:
        raise openssl_error('0680006C', ASN1, 'cipher has no object identifier')
    salt = randomBytes(SALT_LENGTH)
    iv = randomBytes(info.iv_length)
    scheme = sequence([identifier(oid), octet_string(iv)])  # with an empty vector for ECB
    key = pbkdf2(find_digest('sha256').make, passphrase, salt, {'c': ITERATIONS, 'dkLen': info.key_length})
    settings = sequence([octet_string(salt), integer(ITERATIONS), sequence([identifier(SHA256_PRF), null_value()])])
    algorithm = sequence([identifier(PBES2_OID), sequence([sequence([identifier(PBKDF2_OID), settings]), scheme])])
    return encode_der(sequence([algorithm, octet_string(run_cipher(info, key, iv, True, octets))]))


def bytes_to_key(passphrase: Uint8Array, salt: Uint8Array, length: int) -> Uint8Array:
    """OpenSSL's EVP_BytesToKey with MD5 and one round."""
    made = Uint8Array(0)
    last = Uint8Array(0)
    while made.length < length:
        last = md5(concat([last, passphrase, salt]))
        made = concat([made, last])
    return made.slice(0, length)


def is_encrypted(block: PemBlock) -> bool:
    for header in block.headers:
        if header.startswith('Proc-Type:') and header.endswith('ENCRYPTED'):
            return True
    return False


def decrypt_block(block: PemBlock, passphrase: Uint8Array | None) -> Uint8Array:
    """The bytes of an encrypted block."""
    check_passphrase(passphrase, False)
    for header in block.headers:
        if header.startswith('DEK-Info:'):
            name, vector = header[9:].strip().split(',')
            info = find_cipher(name)
            if info is not None and info.is_legacy:
                raise unsupported_algorithm()
            if info is not None:
                iv = hexToBytes(vector.strip())
                plain = run_cipher(
                    info, bytes_to_key(passphrase, iv.slice(0, 8), info.key_length), iv, False, block.octets
                )
                if plain is None:
                    raise wrong_passphrase(False)
                return plain
    raise DerError('unknown encryption')


def encrypt_block(octets: Uint8Array, cipher_name: str, passphrase: Uint8Array) -> list:
    """[bytes, headers that describe the encryption]."""
    info = find_export_cipher(cipher_name)
    if info.iv_length == 0 or info.kind in ['ccm', 'ocb', 'stream-aead'] or info.mode == 'wrap':
        raise openssl_error('04800071', PEM, 'unsupported cipher')
    iv = randomBytes(info.iv_length)
    key = bytes_to_key(passphrase, iv.slice(0, 8), info.key_length)
    return [
        run_cipher(info, key, iv, True, octets),
        ['Proc-Type: 4,ENCRYPTED', 'DEK-Info: ' + info.name.upper() + ',' + bytesToHex(iv).upper()],
    ]
