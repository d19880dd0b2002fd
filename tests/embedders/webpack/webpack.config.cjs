const path = require('node:path')

module.exports = {
  mode: 'production', devtool: false, performance: { hints: false },
  entry: path.resolve(__dirname, 'entry.js'),
  output: { path: path.resolve(__dirname, '../webpack-dist'), filename: 'js/[name].js', clean: true },
  resolve: { alias: { '@webcontainer/api$': 'terrarium-machine' } },
}
