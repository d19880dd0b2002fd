import js from '@eslint/js'
import globals from 'globals'

export default [
  js.configs.recommended,
  { languageOptions: { globals: globals.node }, rules: { eqeqeq: 'error', 'prefer-const': 'warn', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] } },
  { files: ['src/**/*.test.js'], rules: { 'no-unused-vars': 'off' } },
]
