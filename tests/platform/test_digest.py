"""Digests: the same results in both worlds, call by call. Values of FIPS 180-4, RFC 1321, RFC 7693 and zlib for `abc`."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, to_hex
from runtime_py.platform.digest import blake2b, crc32, md5, sha1, sha224, sha256, sha384, sha512


def test_digests() -> None:
    assert to_hex(md5(b'abc')) == '900150983cd24fb0d6963f7d28e17f72'
    assert to_hex(sha1(b'abc')) == 'a9993e364706816aba3e25717850c26c9cd0d89d'
    assert to_hex(sha224(b'abc')) == '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'
    assert to_hex(sha256(b'abc')) == 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    assert to_hex(sha384(b'abc'))[0:32] == 'cb00753f45a35e8bb5a03d699ac65007'
    assert to_hex(sha512(b'abc'))[0:32] == 'ddaf35a193617abacc417349ae204131'
    assert to_hex(blake2b(b'abc', 64))[0:32] == 'ba80a53f981c4d0d6a2797b69f12f6e9'
    assert to_hex(blake2b(b'abc', 16)) == 'cf4ab791c62b8d2b2109c90275287816'
    assert to_hex(sha256(alloc(0)))[0:16] == 'e3b0c44298fc1c14'


def test_checksums_continue() -> None:
    assert crc32(b'') == 0 and crc32(b'abc') == 891568578 and crc32(b'bc', crc32(b'a')) == crc32(b'abc')
