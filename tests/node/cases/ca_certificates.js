// Certificates of authorities that aren't whole: tls.setDefaultCACertificates refuses them, `ca` ignores them.
'use strict'
const tls = require('node:tls')

const good = tls.rootCertificates[0]
const pem = (body, end = '\n-----END CERTIFICATE-----') => `-----BEGIN CERTIFICATE-----\n${body}${end}`
const BAD = ['x', '', pem('valid cert content'), pem('QUJD'), pem('QUJD', ''), pem('!!'), '-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----']
for (const bad of BAD) {
  for (const list of [[bad], [good, bad], [bad, good]]) {
    try {
      tls.setDefaultCACertificates(list)
      console.log(tls.getCACertificates('default').length)
    } catch (error) {
      console.log(error.code, error.message, error.library, error.reason)
    }
    try {
      tls.createSecureContext({ ca: list })
      console.log('taken')
    } catch (error) {
      console.log(error.code, error.message)
    }
  }
}
