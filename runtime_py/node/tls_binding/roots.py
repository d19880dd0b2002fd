"""The authorities that are trusted by default: the list of Node's binary, and NODE_EXTRA_CA_CERTS.

The list is a separate script (roots.js), loaded when a chain is first verified against it, or when a program reads
`tls.rootCertificates`. Only certificates that are possible issuers of a chain are decoded."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import coded_error, plain_bytes, realm
from runtime_py.platform.bytes import encode_latin1

EXTRA = 'NODE_EXTRA_CA_CERTS'


class DefaultRoots:
    def __init__(self) -> None:
        self._bundled = None
        self._extra = None
        self._reset = None

    def bundled(self) -> list[str]:
        """As PEM."""
        if self._bundled is None:
            self._bundled = realm().load_roots()
        return self._bundled

    def extra(self) -> list:
        """The certificates in the file that the environment names; an unreadable file is reported once, as in Node."""
        if self._extra is None:
            self._extra = []
            name = realm().process.env[EXTRA]
            if js_typeof(name) == 'string' and name != '':
                self._extra = self._read(name)
        return self._extra

    def _read(self, name: str) -> list:
        try:
            return realm().tls_certificates.read_all(plain_bytes(realm().require('fs').readFileSync(name)))
        except Error as error:
            reason = (
                'error:80000002:system library::No such file or directory' if error.code == 'ENOENT' else error.message
            )
            # printed by C++: no warning that a program could hear
            realm().write_error(f'Warning: Ignoring extra certs from `{name}`, load failed: {reason}\n')
            return []

    def reset(self, certificates: list) -> None:
        """Implements tls.setDefaultCACertificates."""
        found = []
        for one in certificates:
            octets = encode_latin1(one) if js_typeof(one) == 'string' else plain_bytes(one).slice()
            found.extend(realm().tls_certificates.read_all_strictly(octets))
        if len(certificates) > 0 and len(found) == 0:
            raise coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'No valid certificates found in the provided array')
        self._reset = found

    def was_reset(self) -> bool:
        return self._reset is not None

    def user(self) -> list:
        return self._reset

    def for_chain(self, chain: list) -> list:
        """The possible issuers of a chain."""
        if self._reset is not None:
            return self._reset
        return [*self.extra(), *realm().tls_certificates.issuers_among(chain, self.bundled())]


_roots = DefaultRoots()


def default_roots() -> DefaultRoots:
    return _roots
