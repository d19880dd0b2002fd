from runtime_py.platform.bytes import alloc
from runtime_py.platform.uuid import random_uuid, uuid_text


def test_version_and_variant_are_set():
    assert uuid_text(alloc(16), 5) == '00000000-0000-5000-8000-000000000000'
    octets = alloc(16)
    for k in range(16):
        octets[k] = 255
    assert uuid_text(octets, 3) == 'ffffffff-ffff-3fff-bfff-ffffffffffff'


def test_random_ones_differ():
    first = random_uuid()
    assert len(first) == 36 and first[14] == '4' and first[19] in '89ab' and first != random_uuid()
