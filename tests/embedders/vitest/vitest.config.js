import { defineConfig } from 'vitest/config'
import { playwright } from '@vitest/browser-playwright'
import { vitestWebContainers } from '@webcontainer/test/plugin'
import { terrarium } from 'terrarium-machine/vite'

export default defineConfig({
  plugins: [vitestWebContainers(), terrarium()],
  optimizeDeps: { exclude: ['@webcontainer/test'] },
  test: {
    include: ['vitest/*.test.js'], testTimeout: 60000, hookTimeout: 60000, watch: false,
    browser: { enabled: true, headless: true, screenshotFailures: false, provider: playwright({ launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] } }), instances: [{ browser: 'chromium' }] },
  },
})
