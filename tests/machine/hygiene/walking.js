const {open} = require('./handles.js'), {walk} = require('./walk.js'), fs = require('fs')
open().then((handles) => {
  fs.writeFileSync('found.json', JSON.stringify({...walk(handles), handles: Object.keys(handles)}))
}).catch((error) => fs.writeFileSync('found.json', JSON.stringify({error: error.stack}))).finally(() => process.exit())
