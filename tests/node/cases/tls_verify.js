// chains of certificates and what OpenSSL says of them: each line is a server's chain and a client's trust
const tls = require('tls')
const pems = {
  ca: [`-----BEGIN CERTIFICATE-----
MIIBpDCCAUmgAwIBAgIULzTm3pG/LLTT9GBb28J5GS5Fjv4wCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9vdDAgFw0yNjExMjgyMzAxMzBa
GA8yMTI2MTEwNDIzMDEzMFowHjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9v
dDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFBuAQKycH+sahiizLEmhuFAYOpJ
Df7zMG9JXzYRH8SiGNFVGqURCRYgY//vAsoH0pyI5cxEsT6yw/mqe5h9SNCjYzBh
MB0GA1UdDgQWBBQtOx7HiU8nAEdBsf9TXtFYQVLVWDAfBgNVHSMEGDAWgBQtOx7H
iU8nAEdBsf9TXtFYQVLVWDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIB
BjAKBggqhkjOPQQDAgNJADBGAiEA3/QL9XJoYX397mKSzGDwS35ZxI2GmYngiODU
93mfphwCIQDC+Z8IiGnsvmw1NM7IBP+pSsG0/6jkS+mIk5DvGVhwqQ==
-----END CERTIFICATE-----
`, ''],
  server: [`-----BEGIN CERTIFICATE-----
MIIBtTCCAVqgAwIBAgIUOW90k5U0at84ivxapC+pKJPQ+bQwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9vdDAgFw0yNjExMjgyMzAxMzBa
GA8yMTI2MTEwNDIzMDEzMFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEtUiRQibJSgt+u/RysAyLiVoZGjNNHUNOWqSfAg6n
jxD2xToxdz+6Zb6j9+LOz4Cv6Z+0lTGJxY4QMH9gFZBDKqN+MHwwGgYDVR0RBBMw
EYIJbG9jYWxob3N0hwR/AAABMBMGA1UdJQQMMAoGCCsGAQUFBwMBMAkGA1UdEwQC
MAAwHQYDVR0OBBYEFNrfJyRiqwGIvWAyp8ybVNVpfwP+MB8GA1UdIwQYMBaAFC07
HseJTycAR0Gx/1Ne0VhBUtVYMAoGCCqGSM49BAMCA0kAMEYCIQDUAofwBv0+KeWe
Ep0RdY5q6V9YPGHtyy+AImiB3DGvngIhAO+DKjekLtIzLoN/yKTRzkXOtHguPDmW
VWZ9Yd1Y2ok4
-----END CERTIFICATE-----
`, `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjX+YtOexjz6L5+ng
rv5VpcKVHJoUerOWoUWgPpCruq+hRANCAAS1SJFCJslKC3679HKwDIuJWhkaM00d
Q05apJ8CDqePEPbFOjF3P7plvqP34s7PgK/pn7SVMYnFjhAwf2AVkEMq
-----END PRIVATE KEY-----
`],
  past: [`-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIBATAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNUZXJyYXJp
dW0gVGVzdCBSb290MB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowFDES
MBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/vbK
U6yJZ0ouWjHGR/W60xG0JhbSnipWXS1MGKElgGyPWks2p4g9dYPH4uXUIgd1PfhI
y4llzJ0uudu176JEDKNYMFYwFAYDVR0RBA0wC4IJbG9jYWxob3N0MB0GA1UdDgQW
BBSN7GV7jUhRsFiS/ACsl/bhH5sEfDAfBgNVHSMEGDAWgBQtOx7HiU8nAEdBsf9T
XtFYQVLVWDAKBggqhkjOPQQDAgNIADBFAiEA6PTJ9T9HFCKomuI/Uvf/bu0dJVsx
VF+0xfzEUAXKRlACIFqJKw0IstZ/Bp0xu2KpkPnH9Xvz1KuykD+WYSqYrSMB
-----END CERTIFICATE-----
`, `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbUucSyd7Ci10cpZf
cB1K/SLYdQi4APt7FLKDSWqyuDehRANCAAT+9spTrIlnSi5aMcZH9brTEbQmFtKe
KlZdLUwYoSWAbI9aSzaniD11g8fi5dQiB3U9+EjLiWXMnS6527XvokQM
-----END PRIVATE KEY-----
`],
  self: [`-----BEGIN CERTIFICATE-----
MIIDPzCCAiegAwIBAgIUHDRnQZEjMpHeD1bXU/wonfnEU/gwDQYJKoZIhvcNAQEL
BQAwIzESMBAGA1UEAwwJbG9jYWxob3N0MQ0wCwYDVQQKDARzZWxmMCAXDTI2MTEy
ODIzMDEzMloYDzIxMjYxMTA0MjMwMTMyWjAjMRIwEAYDVQQDDAlsb2NhbGhvc3Qx
DTALBgNVBAoMBHNlbGYwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCp
zWzQivKruONA6bJ8fJGZFHUpVASI9S7LWYGxgW+kGIkfhvlpy04OGQ1e/EgxvzxG
T2jZ0grNDOW0ULEM9411sl/sldP9gocKgiLiH5fUy0Buf8a4hk9m4FUn3bItEVwT
ER2SSoqEoAxmYoBOqxrJtV35C4rkRjPj4gAYVddkQDe7Zwnu+PpMJ26ht2KuEwKv
MPqlNCay5Ad9dpb4dOFGmo++5zCKkZnpQv9KwFkYOo6OgHPTyosmMTRu0tbKoCrh
a9a5UvYcUZ5a2o7P5mTr9fkOPlfiM50+OZZ1lwqM4osw5k8Z6UmV3z4tMAJ4qUjV
5oL+3MgCc6mefjNriX9VAgMBAAGjaTBnMB0GA1UdDgQWBBSizjqxsV8OLSWmk+AU
+dfv4gOduDAfBgNVHSMEGDAWgBSizjqxsV8OLSWmk+AU+dfv4gOduDAPBgNVHRMB
Af8EBTADAQH/MBQGA1UdEQQNMAuCCWxvY2FsaG9zdDANBgkqhkiG9w0BAQsFAAOC
AQEAaIOKZkjoi6hIyi+pFGEI3oDRcK+BTwY5dztp/6ZLh+QtwGoAWIZiChzKzDj4
uMA9l1JbGDr+nKM46CPQzIMQtsDs3uatK1h3Nq3Arag7xq1sV8EpWTE1N1cL8rgz
MBiTS28UNPinOBXmTHKwdeyQfrSH0Q11vyLG2KLVZ4RzFMe9w5+KmeOU3fDk1Utv
MKcnDmmnt9BBClPRx83V7DxE3MUA+9bLSmJC77jf4CynPMqtRO+nLeX52G3Z6zNx
u7Fouk8ism3I3A9+1JYXkIo0aPxvejMNrnGR/XCUi+/y3e5UfCKvkbmlbfeKlxm3
wXOJ2liWkogANLNN8ogoUy/7qQ==
-----END CERTIFICATE-----
`, `-----BEGIN PRIVATE KEY-----
MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQCpzWzQivKruONA
6bJ8fJGZFHUpVASI9S7LWYGxgW+kGIkfhvlpy04OGQ1e/EgxvzxGT2jZ0grNDOW0
ULEM9411sl/sldP9gocKgiLiH5fUy0Buf8a4hk9m4FUn3bItEVwTER2SSoqEoAxm
YoBOqxrJtV35C4rkRjPj4gAYVddkQDe7Zwnu+PpMJ26ht2KuEwKvMPqlNCay5Ad9
dpb4dOFGmo++5zCKkZnpQv9KwFkYOo6OgHPTyosmMTRu0tbKoCrha9a5UvYcUZ5a
2o7P5mTr9fkOPlfiM50+OZZ1lwqM4osw5k8Z6UmV3z4tMAJ4qUjV5oL+3MgCc6me
fjNriX9VAgMBAAECggEACKOZTVmUaSTkowaA0eaV6HTq/7705XGb/4qT7PpfOg5p
g5TJbGwvPMu3gMVTIvzOI0GiXbAFuVMA/is7fCO9gGcijECUjYmuNzGnIVwRdyke
zmsVKt7ie/hz51hXMAXPFRqXfObqpJQZWBLbi6UW8tDrHA2jSQ6X+0MiABr19Mqz
m6sD7EkKZ1ZJHmY7XHzJCycDgSoK6Mpc6rrDO7f8guirAmJLcooBGLBYJ3lJ/984
7WaV5Rmju18O4a//g6rH7WTS+ZJZ8xaeHIQ2AOYBt4x0JrMOzoH9WNxSgjtw+FIi
RBaOVoeF+Qf0D8pUydGHzRhjKq9evycvFMBBUOQyTQKBgQDpkIlLGcPyx8LvzgsR
ZJygpVSGYZalom7qbuEPR28VDmVs1NLDX9XYiko3kfWtjg7Ypfdy1NjxvxfX8KeO
p7vlWKKg8tFcEwPGiCsNJ0dh/wrWOzNMT1mtWPN3xLBXzZpt+9QOKNxcvvvzd5yJ
gG3QYZV2CYKbq4Abmec+xdoj4wKBgQC6HPKBsf6x9WgRpgppzOSyP+hhhFJikjCM
bXq83GkNfO9NHLQirjEs4d5HUEOiXYVMkt0ngseqkwgXuGAQMQwSvuhANlhiNhko
ohy4Xd18eNGRFwahS+ZCFYPloPYDM76PvdMiyYvtSHjlvd0IGJUFjEg6C+i3AocT
ltl9lJnlZwKBgQCtsusX6hJ65KsJsp8ykTOWmT4SLlNd3T5FpK5Fsadf7nPpiyEv
YX9k6ful9ivSpbpOzqcHRFoO90GhO30xL3cialeQAOVIZ2/AXxY9Uv/YVldV2XMe
Bkk4DNYMNT+8HNEDiGw9F5BCfVpcx5CoBdYlSd1gilQSt2mvnTaHzZacZwKBgQCf
2+VhCWZfrQ7qudgP8HIvuTz9Jg8to6wXsqHOPvPtJfbWIWWItF6A0rF+R68Qc4vf
rfZPzcF6/jfhR/kbb0WThG8xWHyqPxV1FWnd4qIwHAbFvSVwviTVdm2Ie61UKsnv
5XjJVJzf/3P4whBst9Cop0oSsc/+AinL5bKCb3WQ2QKBgQC5xuJcI3orltwGPQ1/
siX5ikNDw4t1P6XBPXPNe41wYclc4SOiUiQUnmJQV8HJpzeF+0WKnIb33DsEzF82
hPTplwcy0BlIx2mW9tgb5hI9gBCx3TMYW2xJLE4SiSL8ZYya4v3ANiMvahQUBW9/
FnUSnRnLbmQLLipOGQ5a9TJObA==
-----END PRIVATE KEY-----
`],
  inter: [`-----BEGIN CERTIFICATE-----
MIIBnzCCAUWgAwIBAgIUOW90k5U0at84ivxapC+pKJPQ+bcwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9vdDAgFw0yNjExMjgyMzAxMzFa
GA8yMTI2MTEwNDIzMDEzMVowFzEVMBMGA1UEAwwMSW50ZXJtZWRpYXRlMFkwEwYH
KoZIzj0CAQYIKoZIzj0DAQcDQgAEQs4VZHXNWYDhzthd8Y0pmpKEaF9BQjoz9Qln
SF9TD7jAGvMyUpp6iSCO9OHoxVXwJjOjj1SrugbDLJCWYzekEKNmMGQwEgYDVR0T
AQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMCAgQwHQYDVR0OBBYEFGtZARwX7NeP
IncVpZTWZd7jGpKNMB8GA1UdIwQYMBaAFC07HseJTycAR0Gx/1Ne0VhBUtVYMAoG
CCqGSM49BAMCA0gAMEUCID7GxIEku0DC3f5kyjSRaR09oK/P9ElHMEABdWUW6WBH
AiEA26WL7o2aU/NGmfAk5Ishe83k83ANj36i+EzoC5+TRiA=
-----END CERTIFICATE-----
`, ''],
  deep: [`-----BEGIN CERTIFICATE-----
MIIBhzCCAS2gAwIBAgIUQIt0h1gKUPRwLg9Pr24sHDp8DUAwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMSW50ZXJtZWRpYXRlMCAXDTI2MTEyODIzMDEzMVoYDzIxMjYx
MTA0MjMwMTMxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggq
hkjOPQMBBwNCAASDsPosFo99cww7sSt3xPQeKumCfnr6gJpddEpYwYU18xziv/Vc
xOdoZjwr9/QmTKdaH/PFbgquA94J4eIU8yVqo1gwVjAUBgNVHREEDTALgglsb2Nh
bGhvc3QwHQYDVR0OBBYEFBH33lbD6ZS5tovyZJaS0QqbeJghMB8GA1UdIwQYMBaA
FGtZARwX7NePIncVpZTWZd7jGpKNMAoGCCqGSM49BAMCA0gAMEUCIDDPMC0/QAQM
IYeZScAesRpZ//1PQpBXfBkzNlv8ucybAiEA7sBUTgOSkjZLRBTr4LiuURVcq9zU
hkqgIb1fDbEtVUQ=
-----END CERTIFICATE-----
`, `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSpd2Hq4gNAtxGZhb
GwhirxwU1AEU+SuOmJP/zJCrzqihRANCAASDsPosFo99cww7sSt3xPQeKumCfnr6
gJpddEpYwYU18xziv/VcxOdoZjwr9/QmTKdaH/PFbgquA94J4eIU8yVq
-----END PRIVATE KEY-----
`],
  other: [`-----BEGIN CERTIFICATE-----
MIIBpjCCAUygAwIBAgIUOW90k5U0at84ivxapC+pKJPQ+bYwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9vdDAgFw0yNjExMjgyMzAxMzFa
GA8yMTI2MTEwNDIzMDEzMVowGDEWMBQGA1UEAwwNb3RoZXIuZXhhbXBsZTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABDV4YTo6FSOF1B8mhRXIOA9O49EJu8TS5TAz
s2rlIO6Ld0rRLQUbSVXtPkx1Cs1iXr2WfHqXyAkU9sVZYTkEh++jbDBqMCgGA1Ud
EQQhMB+CDW90aGVyLmV4YW1wbGWCDioud2lsZC5leGFtcGxlMB0GA1UdDgQWBBQe
cNkrr167skqUd7L/g78pKdnNVTAfBgNVHSMEGDAWgBQtOx7HiU8nAEdBsf9TXtFY
QVLVWDAKBggqhkjOPQQDAgNIADBFAiEA8EvyWpMAC+zajUSoWNT9HkqisjF5jorY
7SnVsSK9NkcCIAKvzw4y159RFWRtKBpykiMkdMNtxlxhXrE1QgrEZdLl
-----END CERTIFICATE-----
`, `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZOUWPY3VHBUjI66F
KDRfQRmog8jGTG6aVdbM/1vIxGahRANCAAQ1eGE6OhUjhdQfJoUVyDgPTuPRCbvE
0uUwM7Nq5SDui3dK0S0FG0lV7T5MdQrNYl69lnx6l8gJFPbFWWE5BIfv
-----END PRIVATE KEY-----
`],
  client: [`-----BEGIN CERTIFICATE-----
MIIBjDCCATKgAwIBAgIUOW90k5U0at84ivxapC+pKJPQ+bUwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9vdDAgFw0yNjExMjgyMzAxMzBa
GA8yMTI2MTEwNDIzMDEzMFowEzERMA8GA1UEAwwIYSBjbGllbnQwWTATBgcqhkjO
PQIBBggqhkjOPQMBBwNCAARQWlw2DdB1o9HQIY7nneWZYOK0Qr9m5eQm202mqXRK
zg+vJpuYOKjO/VC9J2LEdSDJpjpDiAXwtmfngUzFgUdPo1cwVTATBgNVHSUEDDAK
BggrBgEFBQcDAjAdBgNVHQ4EFgQUTFDcEKOgp/X/c/Y5qO+AwSsPkQIwHwYDVR0j
BBgwFoAULTsex4lPJwBHQbH/U17RWEFS1VgwCgYIKoZIzj0EAwIDSAAwRQIgfH+k
65N+uGWJfvc78V4k/TcAZU/0JBYYhAwB0qppluACIQDb5n9aC1Sh+9sSxjiRnfi/
jiu07/sFatQdbG3bdurh3A==
-----END CERTIFICATE-----
`, `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzaQRIQ72vgmmZmSu
mbrAtXKExgg7U8bmBeLumufcqa6hRANCAARQWlw2DdB1o9HQIY7nneWZYOK0Qr9m
5eQm202mqXRKzg+vJpuYOKjO/VC9J2LEdSDJpjpDiAXwtmfngUzFgUdP
-----END PRIVATE KEY-----
`]
}
const text = (names) => names.split(' ').map((name) => pems[name][0]).join('')
const CASES = [
  ['server', {}], ['server ca', {}], ['server', { ca: 'ca' }], ['past', { ca: 'ca' }], ['past', {}], ['self', {}], ['self', { ca: 'self' }],
  ['deep', { ca: 'ca' }], ['deep inter', { ca: 'ca' }], ['deep', { ca: 'inter' }], ['deep', { ca: 'inter', allowPartialTrustChain: true }],
  ['deep inter ca', {}], ['deep', { ca: 'ca inter' }], ['server', { ca: 'server' }], ['server', { ca: 'server', allowPartialTrustChain: true }],
  ['other', { ca: 'ca' }], ['other', { ca: 'ca', servername: 'other.example' }], ['other', { ca: 'ca', servername: 'a.wild.example' }],
  ['other', { ca: 'ca', servername: 'a.b.wild.example' }], ['client', { ca: 'ca' }]
]

function run ([chain, options]) {
  return new Promise((resolve) => {
    const server = tls.createServer({ cert: text(chain), key: pems[chain.split(' ')[0]][1] }, (socket) => socket.end())
    server.on('tlsClientError', (error) => error.code !== 'ERR_SSL_HTTP_REQUEST' && console.log('   server:', error.code, error.message))
    server.listen(0, () => {
      const given = { ...options, ...(options.ca && { ca: text(options.ca) }) }
      const socket = tls.connect({ port: server.address().port, host: 'localhost', ...given })
      const say = (...what) => console.log(chain, JSON.stringify(options), ...what)
      socket.on('secureConnect', () => { say('authorized', socket.authorized); socket.end() })
      socket.on('error', (error) => say(error.code, error.message, socket.authorized, socket.authorizationError))
      socket.on('close', () => server.close(resolve))
      socket.resume()
    })
  })
}

async function main () {
  for (const one of CASES) await run(one)
}
main()
