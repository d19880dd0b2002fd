import { expect } from 'vitest'
import { page } from 'vitest/browser'
import { test } from '@webcontainer/test'

const project = {
  'package.json': { file: { contents: JSON.stringify({ name: 'p', type: 'module', scripts: { dev: 'node server.js' } }) } },
  'server.js': { file: { contents: "import http from 'node:http'\nhttp.createServer((q, s) => s.setHeader('content-type', 'text/html').end('<h1>Hello machine</h1>')).listen(3333)\nconsole.log('listening')\n" } },
  'ask.js': { file: { contents: "process.stdout.write('name? '); process.stdin.once('data', (d) => { console.log('hello ' + d); process.exit() })\n" } },
}

test('a server is seen in the preview', async ({ webcontainer, preview }) => {
  await webcontainer.mount(project)
  const { exit } = webcontainer.runCommand('npm', ['run', 'dev'])
  await expect.element(preview.locator).toBeVisible()
  await page.frameLocator(preview.locator).getByRole('heading', { level: 1, name: 'Hello machine' }).click()
  await preview.getByText('Hello machine')
  await exit()
})

test('a program is talked with', async ({ webcontainer }) => {
  await webcontainer.mount(project)
  const asking = webcontainer.runCommand('node', ['ask.js'])
  await asking.waitForText('name? ')
  await asking.write('you\n')
  await asking.waitForText('hello you')
  await asking.isDone
  expect(await webcontainer.runCommand('node', ['-p', '1+1'])).toContain('2')
  await webcontainer.writeFile('x.txt', 'text')
  expect(await webcontainer.readFile('x.txt')).toBe('text')
})

test('files are kept for the next test, first time', async ({ webcontainer, setup }) => {
  await setup(async () => { await webcontainer.mount(project); await webcontainer.writeFile('once.txt', 'made') })
  expect(await webcontainer.readFile('once.txt')).toBe('made')
  expect(await webcontainer.readdir('.')).toContain('server.js')
})

test('programs that run still end with the test', async ({ webcontainer }) => {
  webcontainer.runCommand('node', ['-e', 'setInterval(() => {}, 1000)'])
})
