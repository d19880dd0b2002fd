const path = require('node:path')
const { DefinePlugin } = require('webpack')

module.exports = (env, { mode }) => ({
  entry: { main: './src/index.js', other: './src/other.js' },
  target: 'node',
  output: { path: path.resolve('dist', mode), filename: '[name].js', chunkFilename: '[name].[contenthash:8].js', clean: true },
  module: { rules: [{ test: /\.txt$/, type: 'asset/source' }, { test: /\.bin$/, type: 'asset/inline' }, { test: /\.up\.js$/, use: path.resolve('upper-loader.js') }] },
  plugins: [new DefinePlugin({ VERSION: JSON.stringify('1.2.3') })],
  optimization: { splitChunks: { chunks: 'all', minSize: 0 } },
})
