// What an application imports. Its bundler puts this module anywhere, so the machine's files are not beside it: `assets.js` says where they are,
// unless `boot({assets})` does.
import { WebContainer } from './terrarium.js'
import { assets } from './assets.js'

WebContainer.assets = assets

export * from './terrarium.js'
