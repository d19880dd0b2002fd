import Bree from 'bree'
import cron from 'node-cron'
import { CronJob } from 'cron'
import schedule from 'node-schedule'
import { Cron } from 'croner'
import PQueue from 'p-queue'
import Bottleneck from 'bottleneck'

import fs from 'node:fs'
fs.mkdirSync('/tmp/p1jobs', { recursive: true }); fs.writeFileSync('/tmp/p1jobs/a.js', "const {parentPort,workerData}=require('worker_threads');parentPort.postMessage({d:workerData.job.name});setTimeout(()=>parentPort.postMessage('done'),50)")
const b = new Bree({ root: '/tmp/p1jobs', logger: false, jobs: [{ name: 'a', timeout: '10ms' }], workerMessageHandler: (m) => console.log('bree', m), errorHandler: (e) => console.log('err', e) })
b.on('worker deleted', (n) => console.log('deleted', n)); await b.start(); await new Promise((r) => setTimeout(r, 1500)); await b.stop()
let n = 0; const t = cron.schedule('* * * * * *', () => { if (++n === 2) { console.log('cron', n); t.stop() } })
const c = new CronJob('*/1 * * * * *', () => { console.log('cj'); c.stop() }, null, true, 'Europe/Berlin')
const sj = schedule.scheduleJob(new Date(Date.now() + 300), () => console.log('sj')); console.log(!!sj, cron.validate('61 * * * *'), new Cron('0 0 29 2 *', { timezone: 'UTC' }).nextRun(new Date('2025-01-01')).toISOString())
const q = new PQueue({ concurrency: 2, timeout: 50 }); const o = []; await Promise.all([3, 1, 2].map((i) => q.add(async () => { o.push(i) }, { priority: i }))); console.log(o); await q.add(() => new Promise(() => {})).catch((e) => console.log(e.name, e.message))
const l = new Bottleneck({ maxConcurrent: 1, minTime: 5 }); console.log(await Promise.all([1, 2].map((x) => l.schedule(async () => x * 2))))
