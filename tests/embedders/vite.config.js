import { defineConfig } from 'vite'
import { terrarium } from 'terrarium-machine/vite'

export default defineConfig({ plugins: [terrarium({ coep: 'require-corp' })], base: process.env.BASE || '/', clearScreen: false, build: { target: 'es2022', minify: false } })
