// The module that an application imports. A bundler can put it anywhere, so the machine's files are not beside it: `assets.js` gives their URL,
// unless `boot({assets})` is given.
import { WebContainer } from './terrarium.js'
import { assets } from './assets.js'

WebContainer.assets = assets

export * from './terrarium.js'
