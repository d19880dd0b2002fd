"""Hosts outside the machine: servers on the real loopback (outside_server.js), with names that Chromium is configured
to resolve there."""

import json
import subprocess
import tempfile
from pathlib import Path

from toolchain.environment import ROOT, node

SERVER = ROOT / 'tests' / 'machine' / 'outside_server.js'
# Names of hosts outside the machine; 127.0.0.1 and localhost would be the machine's own.
RESOLVER_RULES = '--host-resolver-rules=MAP *.test 127.0.0.1'
REGISTRY_HOST = 'registry.test'
TRUST_TESTS = '--ignore-certificate-errors'


class Outside:
    """`http` and `https` are base URLs for the same set of answers."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        key, certificate = (Path(self._folder.name) / name for name in ('key.pem', 'cert.pem'))
        subprocess.run(
            [
                'openssl',
                'req',
                '-x509',
                '-newkey',
                'ec',
                '-pkeyopt',
                'ec_paramgen_curve:prime256v1',
                '-nodes',
                '-days',
                '2',
                '-subj',
                '/CN=outside.test',
                '-keyout',
                str(key),
                '-out',
                str(certificate),
            ],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        self._process = subprocess.Popen(
            [node(), str(SERVER), str(key), str(certificate)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.ports = json.loads(self._process.stdout.readline())
        self.http = f'http://outside.test:{self.ports[0]}'
        self.https = f'https://outside.test:{self.ports[1]}'

    def base(self, scheme: str) -> str:
        return self.https if scheme == 'https' else self.http

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()
