export type { PreviewMessage } from './previews.js'
export { PreviewMessageType, isPreviewMessage, reloadPreview } from './previews.js'
