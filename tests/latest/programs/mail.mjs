import { SMTPServer } from 'smtp-server'
import nodemailer from 'nodemailer'
const s = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (a, x, d) => d(null, { user: a.username }),
    onData(stream, x, d) {
        let t = ''
        stream.on('data', (b) => {
            t += b
        })
        stream.on('end', () => {
            console.log(
                x.envelope.mailFrom.address,
                x.envelope.rcptTo.map((r) => r.address),
                t
                    .split('\r\n')
                    .filter((l) => /^(Subject|Content-Type|To)/.test(l))
                    .map((l) => l.replace(/boundary=.*/, '')),
            )
            d()
        })
    },
})
await new Promise((y) => s.listen(5009, y))
const t = nodemailer.createTransport({ host: 'localhost', port: 5009, ignoreTLS: true, auth: { user: 'u', pass: 'p' } })
const i = await t.sendMail({
    from: 'a@x.org',
    to: 'b@y.org',
    subject: 'Grüße',
    text: 'hällo',
    html: '<b>hi</b>',
    attachments: [{ filename: 'a.txt', content: 'att' }],
})
console.log(i.accepted, i.response.replace(/as .*/, ''))
t.close()
s.close()
