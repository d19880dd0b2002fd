// Runs the client that the address names, and leaves what it returns for the test.
const clients: Record<string, () => Promise<{ run(registry: string): Promise<unknown> }>> = {
  starter: () => import('./clients/starter.ts'),
  tutorial: () => import('./clients/tutorial.ts'),
  tutorialkit: () => import('./clients/tutorialkit.ts'),
  bolt: () => import('./clients/bolt.ts'),
  vslite: () => import('./clients/vslite.ts'),
}
const asked = new URLSearchParams(location.search)
const page = globalThis as unknown as { result?: { value?: unknown; error?: string } }
clients[asked.get('client')!]()
  .then((client) => client.run(asked.get('registry')!))
  .then((value) => { page.result = { value } }, (error) => { page.result = { error: `${error?.code} ${error?.stack ?? error}` } })

export {}
