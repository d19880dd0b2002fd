export interface ConnectOptions {
  /** Ignored: there is no other host. */
  editorOrigin?: string
}

/** Does nothing: previews in tabs of their own reach the machine by themselves. */
export declare function setupConnect(options?: ConnectOptions): void
