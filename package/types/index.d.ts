// The types of the package; this is their only source. Names and shapes are those of `@webcontainer/api` 1.6; members marked "Beyond" are additions to it.
import type { PreviewMessage } from './previews.js'

export type { BasePreviewMessage, ConsoleErrorMessage, PreviewMessage, UncaughtExceptionMessage, UnhandledRejectionMessage } from './previews.js'
export { PreviewMessageType, isPreviewMessage, reloadPreview } from './previews.js'

/** Ends a subscription. */
export type Unsubscribe = () => void

// ---- trees of files

/** Files and folders by their names: `{src: {directory: {'a.js': {file: {contents: '1'}}}}}`. */
export interface FileSystemTree {
  [name: string]: DirectoryNode | FileNode | SymlinkNode
}

export interface DirectoryNode {
  directory: FileSystemTree
}

export interface FileNode {
  file: {
    /** Text, which is written as UTF-8, or bytes. */
    contents: string | Uint8Array
  }
}

export interface SymlinkNode {
  file: {
    /** The link's target. */
    symlink: string
  }
}

export interface LoadFilesOptions {
  /** A folder below the working folder; it is created if it doesn't exist. */
  mountPoint?: string
}

export interface ExportOptions {
  /** A tree, a binary snapshot, or a zip file. Default: `json`. */
  format?: 'json' | 'binary' | 'zip'
  /** Exceptions from `excludes`. */
  includes?: string[]
  excludes?: string[]
}

// ---- accounts

/** Does nothing: your own machine has no accounts, and everybody is authorized. Put tokens for registries into `.npmrc`. */
export interface AuthAPI {
  init(options: AuthInitOptions): { status: 'need-auth' | 'authorized' } | AuthFailedError
  startAuthFlow(options?: { popup?: boolean }): void
  loggedIn(): Promise<void>
  logout(options?: { ignoreRevokeError?: boolean }): Promise<void>
  on(event: 'logged-out', listener: () => void): Unsubscribe
  on(event: 'auth-failed', listener: (reason: { error: string; description: string }) => void): Unsubscribe
}

export interface AuthInitOptions {
  editorOrigin?: string
  clientId: string
  scope: string
}

export interface AuthFailedError {
  status: 'auth-failed'
  error: string
  description: string
}

export declare const auth: AuthAPI

/** Does nothing: no key is needed. */
export declare function configureAPIKey(key: string): void

// ---- events

export interface PreviewScriptOptions {
  type?: 'module' | 'importmap'
  defer?: boolean
  async?: boolean
}

export type CodeEventType = 'open' | 'diff'

export interface CodeEventFile {
  filepath: string
  line?: number
  column?: number
}

export interface CodeEvent {
  files: CodeEventFile[]
}

export type PortListener = (port: number, type: 'open' | 'close', url: string) => void
export type ServerReadyListener = (port: number, url: string) => void
export type PreviewMessageListener = (message: PreviewMessage) => void
/** Beyond: the error has a code. */
export type ErrorListener = (error: { message: string; code?: string }) => void
export type OpenListener = (text: string) => void
export type CodeListener = (type: CodeEventType, event: CodeEvent) => void
/** Beyond. */
export type WarningListener = (warning: { message: string; code: string; details: string[] }) => void
export interface DevServerEvent {
  event: 'state' | 'built' | 'applied' | 'error' | 'problem'
  state: string
  port: number
  root: string
  /** The tool of the dev server; absent for `serve`. Other tools' pages don't confirm updates, so `applied` counts the pages that an update was sent to. */
  tool?: 'vite' | 'webpack' | 'next'
  detail: Record<string, unknown>
}
export type DevServerListener = (event: DevServerEvent) => void

// ---- files

export type BufferEncoding = 'ascii' | 'utf8' | 'utf-8' | 'utf16le' | 'ucs2' | 'ucs-2' | 'base64' | 'base64url' | 'latin1' | 'binary' | 'hex'

/** An entry of a folder. */
export interface DirEnt<T> {
  name: T
  isFile(): boolean
  isDirectory(): boolean
  /** Beyond. */
  isSymbolicLink(): boolean
}

export interface IFSWatcher {
  close(): void
}

export type FSWatchOptions = { encoding?: BufferEncoding | null; persistent?: boolean; recursive?: boolean } | string | null
export type FSWatchCallback = (event: 'rename' | 'change', filename: string | Uint8Array) => void

/** Beyond: as Node's `fs.Stats`. */
export interface Stats {
  dev: number
  ino: number
  mode: number
  nlink: number
  uid: number
  gid: number
  rdev: number
  size: number
  blksize: number
  blocks: number
  atimeMs: number
  mtimeMs: number
  ctimeMs: number
  birthtimeMs: number
  atime: Date
  mtime: Date
  ctime: Date
  birthtime: Date
  isFile(): boolean
  isDirectory(): boolean
  isSymbolicLink(): boolean
  isFIFO(): boolean
  isSocket(): boolean
  isCharacterDevice(): boolean
  isBlockDevice(): boolean
}

/** Beyond: the options of Node's `fs.promises.cp`. */
export interface CopyOptions {
  recursive?: boolean
  force?: boolean
  errorOnExist?: boolean
  dereference?: boolean
  preserveTimestamps?: boolean
  verbatimSymlinks?: boolean
  filter?(source: string, destination: string): boolean | Promise<boolean>
}

/** Files below the working folder. A path that begins with a slash is relative to that folder too. */
export interface FileSystemAPI {
  readdir(path: string, options: 'buffer' | { encoding: 'buffer'; withFileTypes?: false }): Promise<Uint8Array[]>
  readdir(path: string, options?: { encoding?: BufferEncoding | null; withFileTypes?: false } | BufferEncoding | null): Promise<string[]>
  readdir(path: string, options: { encoding: 'buffer'; withFileTypes: true }): Promise<DirEnt<Uint8Array>[]>
  readdir(path: string, options: { encoding?: BufferEncoding | null; withFileTypes: true }): Promise<DirEnt<string>[]>
  readFile(path: string, encoding?: null): Promise<Uint8Array>
  readFile(path: string, encoding: BufferEncoding): Promise<string>
  writeFile(path: string, data: string | Uint8Array, options?: string | { encoding?: string | null } | null): Promise<void>
  mkdir(path: string, options?: { recursive?: false }): Promise<void>
  /** The first folder that was created. */
  mkdir(path: string, options: { recursive: true }): Promise<string>
  rm(path: string, options?: { force?: boolean; recursive?: boolean }): Promise<void>
  rename(oldPath: string, newPath: string): Promise<void>
  watch(filename: string, options?: FSWatchOptions, listener?: FSWatchCallback): IFSWatcher
  watch(filename: string, listener?: FSWatchCallback): IFSWatcher
  /** Beyond, like all following members. */
  stat(path: string): Promise<Stats>
  lstat(path: string): Promise<Stats>
  symlink(target: string, path: string): Promise<void>
  readlink(path: string): Promise<string>
  chmod(path: string, mode: number | string): Promise<void>
  /** Times in seconds, or dates. */
  utimes(path: string, atime: number | string | Date, mtime: number | string | Date): Promise<void>
  /** `mode`: the sum of 4 (read), 2 (write) and 1 (execute). */
  access(path: string, mode?: number): Promise<void>
  realpath(path: string): Promise<string>
  cp(source: string, destination: string, options?: CopyOptions): Promise<void>
}

// ---- processes

export interface SpawnOptions {
  /** Below the working folder, which is the default. */
  cwd?: string
  env?: Record<string, string | number | boolean>
  /** If `false`, the program's output is not read. */
  output?: boolean
  /** The size of the terminal. Beyond: `false` for pipes instead of a terminal. */
  terminal?: { cols: number; rows: number } | false
  /** Beyond: aborting sends the program SIGTERM. */
  signal?: AbortSignal
  /** Beyond: what the program and its children may do, besides what `boot` says. */
  policy?: Policy
  /** Beyond. */
  limits?: Limits
}

/** Of a process and what it starts: seconds, bytes and counts. A number is soft and hard limit; `Infinity` is none. */
export interface Limits {
  cpu?: Limit
  wall?: Limit
  fileSize?: Limit
  descriptors?: Limit
  /** Threads too, of the whole machine. */
  processes?: Limit
  memory?: Limit
  output?: Limit
  network?: Limit
  connections?: Limit
  /** To other hosts. */
  requests?: Limit
  /** How many different ones. */
  hosts?: Limit
  /** Percent of a core, at any time. */
  cpuShare?: Limit
}

/** The cores are shared by these weights while they are contended. */
export interface SchedulerOptions {
  shares: Partial<Record<'server' | 'build' | 'files' | 'packages' | 'background', number>>
}

export type Limit = number | [soft: number, hard: number]

export interface ProcessResources {
  pid: number
  ppid: number
  command: string
  kind: string
  /** R computes, S waits, T is paused, Z has ended. */
  state: string
  nice: number
  started: number
  threads: number
  /** A share of one processor, lately. */
  cpu: number
  /** Milliseconds of CPU time since it began. */
  user: number
  system: number
  calls: number
  read: number
  written: number
  received: number
  sent: number
  descriptors: number
  /** Bytes; the heap is a lower bound unless it is measured. */
  memory: { heap: number; isMeasured: boolean; buffers: number; shared: number }
  limits: Record<string, [soft: number, hard: number]>
}

export interface MachineResources {
  at: number
  cores: number
  cpu: number
  read: number
  written: number
  received: number
  sent: number
  load: [number, number, number]
  memory: { used: number; total: number }
  kinds: { kind: string; cpu: number; memory: number; processes: number }[]
  hosts: { host: string; connections: number; received: number; sent: number }[]
  processes: ProcessResources[]
}

/** What a person does with any process of the machine. */
export interface ProcessControl {
  signal(pid: number, number: number): Promise<void>
  setPriority(pid: number, nice: number): Promise<void>
  setLimits(pid: number, limits: Limits): Promise<void>
  history(): Promise<[at: number, cpu: number, memory: number, read: number, written: number, received: number, sent: number,
    kinds: [kind: string, cpu: number, memory: number][]][]>
  /** The servers and watchers that ran side by side last time: what the shell's `resume` starts again. */
  lastGroup(): Promise<[line: string, folder: string][]>
}

/** Beyond. */
export type PolicyProfile = 'open' | 'careful' | 'strict'

/** Beyond: further fields by kind. */
export interface AuditRecord {
  number: number
  time: string
  kind: 'start' | 'end' | 'decision' | 'port' | 'note' | 'warning' | 'log'
  before: string
  [field: string]: unknown
}

/** Beyond: one of `path`, `host` and `name`, as the action has it. */
export interface PolicyRule {
  effect: 'allow' | 'ask' | 'deny'
  action: PolicyAction | PolicyAction[]
  path?: string
  host?: string
  name?: string
  program?: string
  package?: string
  script?: string
  kind?: 'command' | 'script' | 'tool' | 'service'
  parent?: string
  why?: string
}

/** Beyond. */
export type PolicyAction =
  'read' | 'write' | 'execute' | 'connect' | 'listen' | 'fetch' | 'environment' | 'clipboard' | 'disk folder' | 'preview message'

/** Beyond. */
export type Policy = PolicyProfile | { profile?: PolicyProfile; rules?: PolicyRule[] }

export interface WebContainerProcess {
  /** The exit code, or 128 plus the signal's number if a signal ended the process. Rejects if the machine is torn down. */
  exit: Promise<number>
  input: WritableStream<string>
  /** Everything that the program and its children write. */
  output: ReadableStream<string>
  /** Beyond: standard output and standard error separately. Only with `terminal: false`. */
  stdout?: ReadableStream<string>
  stderr?: ReadableStream<string>
  /** Beyond: a signal's number; the default is SIGTERM. */
  kill(signal?: number): void
  resize(dimensions: { cols: number; rows: number }): void
}

// ---- the machine

export interface BootOptions {
  coep?: 'require-corp' | 'credentialless' | 'none'
  /** The working folder is /home/NAME. */
  workdirName?: string
  forwardPreviewErrors?: boolean | 'exceptions-only'
  /** Beyond: starts this machine in addition to running ones; its ports have URLs of their own. */
  alongside?: boolean
  /** Beyond: the URL of the files of dist/, on the page's own origin. */
  assets?: string
  /** Beyond: the folder of dist/ on another origin, where the machine runs apart from this page's cookies and storage. */
  machine?: string
  /** Beyond: origins of previews, such as `https://{port}-{id}.example.com`, or `'sandboxed'` for pages of null origin. */
  previews?: string
  /** Beyond: the browser stores the files under this name. */
  workspace?: string
  /** Beyond: boot even if another tab uses the workspace. */
  takeOver?: boolean
  /** Beyond: no program runs where the browser can't keep it from what the page's origin has. */
  wall?: 'required'
  /** Beyond: a proxy for requests of programs to other hosts. */
  proxy?: string
  /** Beyond: environment variables of all processes. */
  env?: Record<string, string | number | boolean | undefined>
  /** Beyond: npm's registry. */
  registry?: string
  /** Beyond: lines for npm's global configuration. */
  npmrc?: string
  /** Beyond: what programs may do (docs/EMBED.md, Policies). */
  policy?: Policy
  /** Beyond: of all programs that this page starts. `space`: bytes that the files of the workspace may have. */
  limits?: Limits & { space?: number }
  /** Beyond: `false` lets the browser share the cores alone. */
  scheduler?: boolean | SchedulerOptions
  /** Beyond. */
  onProgress?(step: 'isolating' | 'starting' | 'restoring'): void
}

/** Beyond. */
export interface WatchPathsOptions {
  include?: string[]
  exclude?: string[]
  /** Ignore the files that the repository's `.gitignore` files ignore. */
  gitignore?: boolean
  includeContent?: boolean
  /** In bytes: contents of larger files are left out. */
  excludeLargeContent?: number
  ignoreHiddenFiles?: boolean
  ignoreHiddenFolders?: boolean
}

/** Beyond. */
export interface PathWatcherEvent {
  type: 'add_dir' | 'add_file' | 'change' | 'remove_file' | 'remove_dir'
  path: string
  ino: number
  mtime: number
  buffer?: Uint8Array
}

/** Beyond. */
export interface InternalAPI {
  watchPaths(options: WatchPathsOptions, callback: (events: PathWatcherEvent[]) => void): Promise<() => void>
}

/** Beyond: a name for a state of all files. */
export interface Checkpoint {
  name: string
  time: number
  automatic: boolean
}

/** Beyond. */
export interface Mount {
  source: string
  path: string
  type: string
  readOnly: boolean
}

export declare class WebContainer {
  private constructor()
  fs: FileSystemAPI
  /** Beyond the documented API: functions that clients of the original use under this name. */
  internal: InternalAPI
  spawn(command: string, args: string[], options?: SpawnOptions): Promise<WebContainerProcess>
  spawn(command: string, options?: SpawnOptions): Promise<WebContainerProcess>
  export(path: string): Promise<FileSystemTree>
  export(path: string, options: ExportOptions & { format?: 'json' }): Promise<FileSystemTree>
  export(path: string, options: ExportOptions): Promise<Uint8Array>
  on(event: 'port', listener: PortListener): Unsubscribe
  on(event: 'server-ready', listener: ServerReadyListener): Unsubscribe
  on(event: 'preview-message', listener: PreviewMessageListener): Unsubscribe
  on(event: 'error', listener: ErrorListener): Unsubscribe
  on(event: 'xdg-open', listener: OpenListener): Unsubscribe
  on(event: 'code', listener: CodeListener): Unsubscribe
  /** Beyond. */
  on(event: 'warning', listener: WarningListener): Unsubscribe
  /** The activity of `serve`, from a changed file to the pages that have confirmed it (docs/SERVE.md). */
  on(event: 'dev-server', listener: DevServerListener): Unsubscribe
  /** Beyond: each new record of the audit log. */
  on(event: 'audit', listener: (record: AuditRecord) => void): Unsubscribe
  mount(snapshotOrTree: FileSystemTree | Uint8Array | ArrayBuffer, options?: LoadFilesOptions): Promise<void>
  /** The script's text, or its URL; '' removes the script. */
  setPreviewScript(scriptSrc: string, options?: PreviewScriptOptions): Promise<void>
  get path(): string
  get workdir(): string
  teardown(): void
  static boot(options?: BootOptions): Promise<WebContainer>
  /** Beyond: the default of `boot({assets})`. */
  static assets?: string

  /** Beyond, like all following members: sends a request to a server in the machine. */
  fetch(port: number, request?: string | URL | Request, init?: RequestInit): Promise<Response>
  /** Whether previews share the page's origin, so that their scripts can do everything that the page can. */
  get previewsAreTrusted(): boolean
  /** Whether the browser keeps programs from what the page's origin has. */
  get programsAreWalled(): boolean
  restart(): Promise<void>
  sync(): Promise<void>
  usage(): Promise<{ memory: number; storage: number; quota: number }>
  /** Beyond: what the machine and each process have used. */
  resources(): Promise<MachineResources>
  /** Beyond: twice a second, as long as somebody listens. */
  on(event: 'resources', listener: (machine: MachineResources) => void): Unsubscribe
  /** Beyond. */
  processes: ProcessControl
  checkpoint(name?: string): Promise<Checkpoint>
  /** Beyond: the audit log, and what is wrong with its chain. */
  audit(): Promise<{ records: AuditRecord[]; text: string; problems: string[] }>
  checkpoints(): Promise<Checkpoint[]>
  rollback(name: string): Promise<void>
  /** Beyond: programs that are restricted because of what they did. */
  behaviour(): Promise<{ name: string; score: number; level: 'noted' | 'asked' | 'slowed' | 'denied' | 'paused' }[]>
  /** Beyond: allows what a program did: it goes on, and it is usual from now on. */
  allowBehaviour(name: string): Promise<number>
  /** Beyond: the firewall's state, after a change of its mode. */
  firewall(mode?: 'learning' | 'proposing' | 'enforcing'): Promise<{ mode: string; rules: string[][]; seen: (string | number)[][] }>
  removeCheckpoint(name: string): Promise<void>
  pack(path: string, format?: 'tar.gz' | 'zip', excludes?: string[]): Promise<Uint8Array>
  unpack(path: string, format: 'tar.gz' | 'zip', data: Uint8Array | ArrayBuffer): Promise<void>
  mountFolder(handle: FileSystemDirectoryHandle, path: string, options?: { readOnly?: boolean }): Promise<void>
  mountImage(image: string, path: string): Promise<void>
  mounts(): Promise<Mount[]>
  unmount(path: string): Promise<void>
  damaged(): Promise<[string, Uint8Array][]>
  forgetDamaged(): Promise<void>
}
