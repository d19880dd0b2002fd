"""Files with holes, as written by GNU tar: the same file in its own format and in pax format."""

from runtime_py.archive.member import FILE, ArchiveError, Member
from runtime_py.archive.tar import members
from runtime_py.platform.bytes import Bytes, decode, from_base64, to_hex, view
from runtime_py.platform.compress import gunzip
from runtime_py.platform.digest import md5
from tests.support import raises

GNU = (
    'H4sIAAAAAAACA+3YQWqDQBQGYHMTj5A3mehBeoIsCl0UDMbcP05baNqaplAyuPi+hW94ioO/i4H3Mrw+n5rH2s66nN/q7Fvtr3vv65RiLu1TU8H5NB3Gtm3GYZh+e+7e/X+l8zWR+FzvbvS75X5E/O'
    'hvyjXtUx95u7x75Fh+W58W+ynd6H9scv1FrNvxME7+EgAAAAAAtZX5dIgBAAAAAIDKynw6iQGAFZ5POzEAAAAAAFBZmU9nMQCwwvNpLwYAAAAAACor8+lODAAAwB9cAGKylskAeAAA'
)
PAX = (
    'H4sIAAAAAAACA+3YwYqbQBgAYM8+RZ7AzKjReMi13VMplD6AUKEp2c2iWVj69DXaLSGH7WWRbPt9l/n5RxD/8Z+Bydaf2+e7rv3W9cP6+/HQDcmbC6OqLKdxdD2GWBZ/4ikfY17HZPWcLOBpOLX9+P'
    'rk/5Tnq4+fvmbDY9sPXXbf/jj2u5heZfcPYzak+eYy+9Ded7vpj0mLcDnRd+1h2P/sdvW0nGnC7crW48p9mRbuw/7QZWVT5m+9D7ze/3W83Avm/t/kcZOswpL93x+Pp9ee+9v89ce9E9s0pGVoqrTZ'
    'FqGcw9hUVdjOcd404SUumrqI+RyXTVO/xJtmG2I1x797Xte/E2Pnn4IyAAAAAACwsPP9dFQGAAAAAAAWdr6fzpUBgBs8nwplAAAAAABgYef76VIZALjB82mjDAAAAAAALOx8P10pAwAAAAAAAAAAAA'
    'AA/NN+AckVCKMAoAAA'
)


def _archive(text: str) -> Bytes:
    return gunzip(from_base64(text))


def _check(member: Member) -> None:
    assert [member.path, member.kind, len(member.data)] == ['holes', FILE, 700000]
    assert decode(view(member.data, 600000, 600005)) == 'part6'
    assert to_hex(md5(member.data)) == '0222d51da5bdb9c971f1cd8a845b4277'


def test_both_forms():
    for text in [GNU, PAX]:
        found = members(_archive(text))
        assert len(found) == 1
        _check(found[0])


def test_a_bad_map():
    archive = _archive(GNU)
    archive[398] = 57  # the checksum is checked before
    with raises(ArchiveError):
        members(archive)
    with raises(ArchiveError):
        members(view(_archive(GNU), 0, 700))
