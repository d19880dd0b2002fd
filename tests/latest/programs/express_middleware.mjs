import express from 'express'
import multer from 'multer'
import helmet from 'helmet'
import compression from 'compression'
import passport from 'passport'
import { Strategy } from 'passport-local'
import morgan from 'morgan'
import session from 'express-session'
import cookieParser from 'cookie-parser'
import cors from 'cors'
import { rateLimit } from 'express-rate-limit'
import { createProxyMiddleware } from 'http-proxy-middleware'
import { body, validationResult } from 'express-validator'
import fs from 'node:fs'
const app = express()
app.use(morgan(':method :url :status', { stream: { write: (line) => console.log('LOG', line.trim()) } }))
app.use(helmet())
app.use(compression({ threshold: 0 }))
app.use(cors())
app.use(cookieParser('secret'))
app.use(rateLimit({ windowMs: 60000, limit: 50, standardHeaders: true, legacyHeaders: false }))
app.use(session({ secret: 's', resave: false, saveUninitialized: false }))
app.use(passport.initialize())
app.use(passport.session())
passport.use(new Strategy((u, p, done) => done(null, u === 'a' && p === 'b' ? { id: 1, u } : false)))
passport.serializeUser((u, d) => d(null, u))
passport.deserializeUser((u, d) => d(null, u))
app.use(express.urlencoded({ extended: true }))
app.use(express.json())
app.post('/login', passport.authenticate('local'), (q, r) => r.json(q.user))
app.get('/me', (q, r) => (q.isAuthenticated() ? r.json(q.user) : r.status(401).end('no')))
app.post('/valid', body('email').isEmail(), (q, r) => r.json(validationResult(q).array()))
fs.mkdirSync('up', { recursive: true })
const upload = multer({ dest: 'up' })
app.post('/up', upload.single('f'), (q, r) =>
    r.json({ n: q.file.originalname, s: q.file.size, b: q.body, t: fs.readFileSync(q.file.path, 'utf8').slice(0, 10) }),
)
app.get('/c', (q, r) => {
    r.cookie('x', 'y', { signed: true, httpOnly: true })
    r.send('hello '.repeat(1000))
})
app.get('/sig', (q, r) => r.json(q.signedCookies))
app.get('/files/*path', (q, r) => r.json(q.params.path))
app.get('/err', async () => {
    throw new Error('async failure')
})
app.use('/static', express.static('.', { etag: true, maxAge: 1000 }))
app.use('/proxy', createProxyMiddleware({ target: 'http://localhost:5002', changeOrigin: true, pathRewrite: { '^/': '/' } }))
app.use((e, q, r, n) => r.status(500).json({ error: e.message }))
const back = express()
    .get('/deep', (q, r) => r.send('proxied ' + q.headers.host))
    .listen(5002)
const s = app.listen(5001, async () => {
    const u = 'http://localhost:5001'
    const f = async (p, o) => {
        const r = await fetch(u + p, o)
        const h = Object.fromEntries(r.headers)
        delete h.date
        delete h.etag
        delete h['last-modified']
        return [r.status, h, (await r.text()).slice(0, 80)]
    }
    console.log(await f('/c'))
    console.log(await f('/me'))
    const r = await fetch(u + '/login', { method: 'POST', body: new URLSearchParams({ username: 'a', password: 'b' }) })
    console.log(r.status, await r.text())
    const cookie = r.headers.getSetCookie()[0].split(';')[0]
    console.log(await f('/me', { headers: { cookie } }))
    console.log((await f('/login', { method: 'POST', body: new URLSearchParams({ username: 'a', password: 'c' }) }))[0])
    const d = new FormData()
    d.append('k', 'v')
    d.append('f', new Blob(['file content here ÿ']), 'a b.txt')
    console.log((await f('/up', { method: 'POST', body: d }))[2])
    console.log((await f('/valid', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"email":"x"}' }))[2])
    const c = (await fetch(u + '/c')).headers.getSetCookie()[0].split(';')[0]
    console.log((await f('/sig', { headers: { cookie: c } }))[2])
    console.log((await f('/files/a/b/c'))[2], (await f('/err'))[2], (await f('/proxy/deep')).slice(0, 3), (await f('/none'))[0])
    console.log(await f('/static/package.json', { headers: { range: 'bytes=0-9' } }))
    s.close()
    back.close()
    s.closeAllConnections()
    back.closeAllConnections()
})
