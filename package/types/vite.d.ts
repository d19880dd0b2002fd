/** Options of the plugin for Vite. */
export interface TerrariumOptions {
  /** The folder of the machine's files, below Vite's `base`. Default: `terrarium`. */
  folder?: string
  /** The embedder policy of the pages that Vite serves. Default: `require-corp`. */
  coep?: 'require-corp' | 'credentialless'
  /** Whether imports of `@webcontainer/api` mean this package. Default: true. */
  alias?: boolean
}

/** Serves the machine's files while developing, and puts them into the build. */
export function terrarium(options?: TerrariumOptions): { name: string }

export default terrarium
