export default {
  input: ['src/main.js', 'src/second.js'],
  output: [{ dir: 'es', format: 'es', sourcemap: true }, { dir: 'cjs', format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' }],
  plugins: [{ name: 'virtual', resolveId: id => id === 'virtual:config' ? id : null, load: id => id === 'virtual:config' ? 'export const debug = false' : null }],
}
