export interface ConnectOptions {
  /** Ignored: there is no other host. */
  editorOrigin?: string
}

/** Does nothing: previews in their own tabs connect to the machine without it. */
export declare function setupConnect(options?: ConnectOptions): void
