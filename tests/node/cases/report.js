// process.report, which loaders of native packages query for the C library; require('inspector') loads without a session.
const fs = require('fs')
const { execFileSync, spawnSync } = require('child_process')
const report = process.report
console.log(typeof report, Object.keys(report).sort().join())
report.excludeNetwork = true
const got = report.getReport()
console.log(got.header.networkInterfaces, got.header.event, got.header.trigger, got.header.filename, got.header.wordSize, got.header.arch, got.header.platform)
console.log(/^2\.\d+$/.test(got.header.glibcVersionRuntime), Array.isArray(got.sharedObjects), got.header.nodejsVersion === process.version, got.header.processId === process.pid)
console.log(got.sharedObjects.some((name) => name.includes('libc.musl-') || name.includes('ld-musl-')), got.environmentVariables.HOME === process.env.HOME)
report.excludeNetwork = false
report.excludeEnv = true
const second = report.getReport(Object.assign(new TypeError('of mine'), { code: 'E1' }))
console.log(second.header.networkInterfaces[0].name, second.environmentVariables, second.javascriptStack.message, second.javascriptStack.errorProperties, /report\.js/.test(second.javascriptStack.stack[0]))
console.log(report.compact, report.signal, report.directory, report.filename, report.reportOnFatalError, report.reportOnSignal, report.reportOnUncaughtException)
for (const [name, value] of [['compact', 1], ['directory', 2], ['signal', 'SIGNONE'], ['excludeNetwork', 'x']]) {
  try { report[name] = value } catch (error) { console.log(error.code, error.message) }
}
try { report.writeReport(1) } catch (error) { console.log(error.code) }
report.compact = true
console.log(report.writeReport('mine.json'), JSON.parse(fs.readFileSync('mine.json', 'utf8')).header.filename, fs.readFileSync('mine.json', 'utf8').trim().includes('\n'))
const name = report.writeReport()
console.log(/^report\.\d{8}\.\d{6}\.\d+\.0\.001\.json$/.test(name), fs.existsSync(name))
fs.writeFileSync('crash.js', 'throw new Error("gone")')
const crashed = spawnSync(process.execPath, ['--report-uncaught-exception', '--report-filename=crash.json', 'crash.js'])
console.log(crashed.status, JSON.parse(fs.readFileSync('crash.json', 'utf8')).header.trigger, JSON.parse(fs.readFileSync('crash.json', 'utf8')).javascriptStack.message)
// napi-rs' loaders and detect-libc
const isMusl = () => {
  try { return fs.readFileSync('/usr/bin/ldd', 'utf-8').includes('musl') } catch { return null }
}
console.log(isMusl(), execFileSync('ldd', ['--version'], { encoding: 'utf8' }).includes('musl'))
const inspector = require('inspector')
const { Session } = inspector
console.log(inspector.url(), Object.keys(inspector).sort().join(), typeof new Session().post, typeof require('inspector/promises').Session)
try { new Session().post('Runtime.evaluate', {}) } catch (error) { console.log(error.code) }
try { inspector.waitForDebugger() } catch (error) { console.log(error.code) }
