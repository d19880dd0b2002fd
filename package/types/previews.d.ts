/** The messages that a preview sends to the embedding page, with `forwardPreviewErrors`. */
export declare enum PreviewMessageType {
  UncaughtException = 'PREVIEW_UNCAUGHT_EXCEPTION',
  UnhandledRejection = 'PREVIEW_UNHANDLED_REJECTION',
  ConsoleError = 'PREVIEW_CONSOLE_ERROR',
}

export interface BasePreviewMessage {
  previewId: string
  port: number
  pathname: string
  search: string
  hash: string
}

export interface UncaughtExceptionMessage {
  type: PreviewMessageType.UncaughtException
  message: string
  stack: string | undefined
}

export interface UnhandledRejectionMessage {
  type: PreviewMessageType.UnhandledRejection
  message: string
  stack: string | undefined
}

export interface ConsoleErrorMessage {
  type: PreviewMessageType.ConsoleError
  args: any[]
  stack: string
}

export type PreviewMessage = (UncaughtExceptionMessage | UnhandledRejectionMessage | ConsoleErrorMessage) & BasePreviewMessage

/** Whether the data of a `message` event is a preview's message. */
export declare function isPreviewMessage(data: any): data is PreviewMessage

/** Reloads the page in a preview's frame. If the page doesn't answer in time (in ms, 200 by default), the frame loads its URL again. */
export declare function reloadPreview(preview: HTMLIFrameElement, hardRefreshTimeout?: number): Promise<void>
