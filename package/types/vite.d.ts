/** Options of the Vite plugin. */
export interface TerrariumOptions {
  /** The folder of the machine's files, below Vite's `base`. Default: `terrarium`. */
  folder?: string
  /** The embedder policy of the pages that Vite serves. Default: `require-corp`. */
  coep?: 'require-corp' | 'credentialless'
  /** Whether imports of `@webcontainer/api` resolve to this package. Default: true. */
  alias?: boolean
}

/** Serves the machine's files in development, and copies them into the build. */
export function terrarium(options?: TerrariumOptions): { name: string }

export default terrarium
