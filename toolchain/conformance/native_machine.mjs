// A machine without a browser, for suites: `node native_machine.mjs DIST FOLDER [MOUNTPOINT]`. Kernel, file system and processes of a built Terrarium
// run in native Node, each process in a worker thread. FOLDER is copied into the machine; then each line of standard input is a job
// {name, command, args, cwd, env, limit}, and each line of standard output its outcome {name, code, output, seconds}; code null: over the limit.
//
// It has no network, no previews, no confined processes and one tree. Written in JavaScript because it calls the transpiled rooms in .build/js.
import fs from 'node:fs'
import path from 'node:path'
import readline from 'node:readline'
import vm from 'node:vm'
import { Worker } from 'node:worker_threads'

const [dist, folder, mountPoint = '/suite'] = process.argv.slice(2)
const SLOTS = Number(process.env.JOBS ?? 2)
const KEEP = 200000
const SIGKILL = 9
const SCRIPTS = ['process.js', 'node.js', 'natives.js', 'natives-common.js', 'natives-further.js', 'crypto.js', 'shell.js']

const rooms = path.resolve(dist, '../.build/js/runtime_py')
const room = (name) => import(path.join(rooms, name))
const { create_machine } = await room('sys/machine.js')
const { System } = await room('sys/system.js')
const { create } = await room('platform/memory.js')
const { SpawnRequest } = await room('sys/children.js')
const { Supervisor } = await room('kernel/supervisor.js')
const base = await room('kernel/base_system.js')
globalThis.TERRARIUM_UTILITIES = JSON.parse(process.env.UTILITIES)
const { program_names } = await room('kernel/programs.js')
const { AREA, SYNC_ASKED, SYNC_DONE } = await room('sys/layout.js')
const { UNSTORED } = await room('vfs/layout.js')
const stackModule = (await room('platform/stack_room.js')).room_module()

const cached = {}
for (const name of SCRIPTS) {
  const file = path.join(dist, name)
  if (fs.existsSync(file)) cached[name] = new vm.Script(fs.readFileSync(file, 'utf8'), { filename: `http://x/${name}` }).createCachedData()
}

const memory = create(256 << 20, 1536 * 1048576)
const system = new System(create_machine(memory), 0, '/', (launch) => supervisor.launch(launch))

function makeChild() {
  const worker = new Worker(new URL('./native_worker.mjs', import.meta.url), { workerData: { dist, cached }, execArgv: ['--no-warnings'], resourceLimits: { stackSizeMb: 4 } })
  const child = { on_message() {}, on_error() {}, on_unloadable() {}, post: (message, transfer) => worker.postMessage(message, transfer), terminate: () => worker.terminate(), is_warm: () => false }
  worker.on('message', (message) => { if (typeof message === 'object') child.on_message(message, []) })
  worker.on('error', (error) => child.on_error(error.stack ?? String(error)))
  worker.postMessage({ type: 'memory', memory: memory.memory, room: stackModule, folder: 'http://x/', scripts: {} })
  return child
}

const pool = { has_warm: () => false, take: makeChild, take_thread: makeChild, make_network: makeChild, refill() {}, close() {} }
const supervisor = new Supervisor(system, pool, (ms, run) => setTimeout(run, ms))
supervisor.on_ask = async (operation) => {
  if (operation === 'sync' || operation === 'flush' || operation === 'fsync') return null
  throw new Error(`a machine without a browser can't ${operation}`)
}

function copy(from, to) {
  system.mkdir(to, 0o755)
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name)
    const target = `${to}/${entry.name}`
    if (entry.isDirectory()) copy(source, target)
    else if (entry.isSymbolicLink()) system.symlink(fs.readlinkSync(source), target)
    else if (entry.isFile()) system.write_file(target, new Uint8Array(fs.readFileSync(source)), fs.statSync(source).mode & 0o777)
  }
}

system.umask(0o22)
const home = base.working_folder('')
base.make_tree(system, program_names(), home)
copy(folder, mountPoint)

const ends = new Map() // pid -> what is to be called with its status
const queue = []
let running = 0
let isOver = false
supervisor.on_zombie = (pid, status) => { const end = ends.get(pid); if (end !== undefined) setTimeout(() => end(status), 5) }
// Nothing is stored, so each barrier of fsync is reached at once, and no writer waits for the storage.
function reachBarriers() {
  const done = (AREA >> 2) + SYNC_DONE
  Atomics.store(memory.i32, done, Atomics.load(memory.i32, (AREA >> 2) + SYNC_ASKED))
  Atomics.notify(memory.i32, done)
  memory.f64[UNSTORED >> 1] = 0
}
system.reactor.on_wake = () => {
  reachBarriers()
  supervisor.turn()
  if (system.reactor.run_pending()) system.reactor.wake_soon()
}
system.reactor.wake_soon()

function startOf(job, slot, files) {
  const swap = (text) => text.replaceAll('{slot}', String(slot))
  const environment = base.default_env(home)
  for (const name in job.env) environment.push(`${name}=${swap(job.env[name])}`)
  return system.spawn(new SpawnRequest(job.command, [job.command, ...job.args.map(swap)], environment, job.cwd, files, 0))
}

function runJob(job, slot) {
  return new Promise((resolve) => {
    const started = performance.now()
    const name = `/tmp/output-of-job-${slot}`
    const out = system.open(name, 0o1102, 0o644)
    const nothing = system.open('/dev/null', 2, 0)
    const pid = startOf(job, slot, [nothing, out, out])
    system.close(nothing)
    system.close(out)
    let isLate = false
    const finish = (code) => {
      clearTimeout(timer)
      ends.delete(pid)
      if (pid > 0) system.reap(pid)
      const output = Buffer.from(system.read_file(name)).toString().slice(-KEEP)
      resolve({ name: job.name, code, output, seconds: (performance.now() - started) / 1000 })
    }
    const timer = setTimeout(() => {
      isLate = true
      system.kill(pid, SIGKILL)
      setTimeout(() => finish(null), 3000).unref()
    }, job.limit * 1000)
    if (pid <= 0) return finish(-1)
    ends.set(pid, (status) => finish(isLate ? null : (status >> 8) === 0 ? status & 255 : 128 + (status >> 8)))
  })
}

async function runSlot(slot) {
  for (;;) {
    const job = queue.shift()
    if (job !== undefined) {
      running++
      process.stdout.write(`${JSON.stringify(await runJob(job, slot))}\n`)
      running--
    } else if (isOver && running === 0) {
      process.stdout.write('', () => process.reallyExit(0))
      return
    } else {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

for (let slot = 0; slot < SLOTS; slot++) runSlot(slot)
for await (const line of readline.createInterface({ input: process.stdin })) queue.push(JSON.parse(line))
isOver = true
