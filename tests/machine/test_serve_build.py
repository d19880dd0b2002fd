"""`serve --build` and a preview of it; components through the project's own compiler."""

from tests.machine.browser import Machine
from tests.machine.registry import Registry
from tests.machine.test_serve import color_of, edit, text_of, write_all

PORT = 5311
VUE = 5312
OFFLINE = 5313
FILES = {
    'made/package.json': '{"name": "made"}',
    'made/index.html': '<!doctype html><title>%MODE%</title><link rel="stylesheet" href="/linked.css"><p id="text"></p><p id="linked"></p><p id="lazy"></p>'
    '<script type="module" src="./src/main.ts"></script>',
    'made/linked.css': '#linked { color: rgb(1, 2, 3) }',
    'made/public/data.txt': 'public',
    'made/src/box.module.css': '.box { color: rgb(7, 8, 9); background: url(./dot.svg) }',
    'made/src/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"></svg>',
    'made/src/worker.ts': 'import { double } from "./double"\nonmessage = (event: MessageEvent<number>) => postMessage(double(event.data))\n',
    'made/src/double.ts': 'export const double = (value: number): number => value * 2\n',
    'made/src/lazy.ts': 'import "./lazy.css"; export const word = "lazy"',
    'made/src/lazy.css': '#lazy { color: rgb(4, 5, 6) }',
    'made/src/main.ts': """import { box } from './box.module.css'
import dot from './dot.svg'
const text = document.querySelector('#text')!
text.className = box
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
worker.onmessage = async (event) => {
  const { word } = await import('./lazy'), name = 'lazy'
  text.textContent = [event.data, word, (await import(`./${name}.ts`)).word, (await fetch(dot)).status, import.meta.env.PROD, location.pathname].join(' ')
}
worker.postMessage(21)
""",
}
APP = """<script setup lang="ts">
import { ref } from 'vue'
const count = ref<number>(0)
</script>
<template><button @click="count++">first {{ count }}</button></template>
<style scoped>button { color: rgb(1, 1, 1) }</style>
"""
VUE_FILES = {
    'vue/package.json': '{"name": "vue-app", "dependencies": {"vue": "3.5.22"}}',
    'vue/index.html': '<!doctype html><div id="app"></div><script type="module" src="/main.ts"></script>',
    'vue/main.ts': "import { createApp } from 'vue'\nimport App from './App.vue'\ncreateApp(App).mount('#app')\nObject.assign(window, { loaded: Math.random() })\n",
    'vue/App.vue': APP,
}


def test_a_build_and_its_preview(machine: Machine) -> None:
    write_all(machine, FILES)
    said = machine.run('serve --build made')
    assert machine.exit_code == 0, said
    assert 'dist/index.html' in said and 'gzip' in said
    machine.type(f'serve --preview --port {PORT} made &\n')
    machine.wait_for(f'localhost:{PORT}')
    machine.in_preview(PORT, '/deep/link')
    try:
        machine.wait_until(lambda: text_of(machine, '#text') == '42 lazy lazy 200 true /deep/link', 'the page', 30)
        assert [color_of(machine, name) for name in ['#text', '#linked', '#lazy']] == [
            'rgb(7, 8, 9)',
            'rgb(1, 2, 3)',
            'rgb(4, 5, 6)',
        ]
        assert machine.driver.execute_script('return document.title') == 'production'
    finally:
        machine.leave_preview()
    machine.write_file('made/src/double.ts', 'export const double = = 1')
    said = machine.run('serve --build made')
    assert machine.exit_code == 1
    assert 'src/double.ts:1:23' in said
    assert machine.run('ls made/dist/data.txt') == 'made/dist/data.txt'  # the previous build is still there


def test_a_vue_component_keeps_its_state(machine: Machine) -> None:
    write_all(machine, VUE_FILES)
    machine.type(f'serve --port {VUE} vue &\n')
    machine.wait_for(f'localhost:{VUE}')
    machine.in_preview(VUE, timeout=60)
    try:
        machine.wait_until(lambda: text_of(machine, 'button') == 'first 0', 'Vue', 90)
        loaded = machine.driver.execute_script('document.querySelector("button").click(); return window.loaded')
        edit(machine, 'vue/App.vue', APP.replace('first', 'second'))
        machine.wait_until(lambda: text_of(machine, 'button') == 'second 1', 'the template', 20)
        edit(machine, 'vue/App.vue', APP.replace('first', 'second').replace('rgb(1, 1, 1)', 'rgb(2, 2, 2)'))
        machine.wait_until(lambda: color_of(machine, 'button') == 'rgb(2, 2, 2)', 'the sheet', 20)
        assert [text_of(machine, 'button'), machine.driver.execute_script('return window.loaded')] == [
            'second 1',
            loaded,
        ]
    finally:
        machine.leave_preview()


def test_offline_after_the_first_use(machine: Machine, registry: Registry) -> None:
    """Another server for the project, in another process: packages, compilers and transformers are all cached."""
    asked = len(registry.requests)
    machine.offline()
    try:
        machine.type(f'serve --port {OFFLINE} vue &\n')
        machine.wait_for(f'localhost:{OFFLINE}')
        machine.in_preview(OFFLINE)
        machine.wait_until(lambda: text_of(machine, 'button') == 'second 0', 'the page', 30)
        edit(machine, 'vue/App.vue', APP.replace('first', 'third'))
        machine.wait_until(lambda: text_of(machine, 'button') == 'third 0', 'an edit', 20)
        machine.leave_preview()
    finally:
        machine.online()
    assert registry.requests[asked:] == []
