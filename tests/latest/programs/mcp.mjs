import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { z } from 'zod'
if (process.argv[2] === 'server') {
    const s = new McpServer({ name: 's', version: '1' })
    s.registerTool('add', { description: 'adds', inputSchema: { a: z.number(), b: z.number() } }, async ({ a, b }) => ({
        content: [{ type: 'text', text: String(a + b) }],
    }))
    await s.connect(new StdioServerTransport())
} else {
    const c = new Client({ name: 'c', version: '1' })
    await c.connect(new StdioClientTransport({ command: process.execPath, args: [process.argv[1], 'server'] }))
    console.log(
        (await c.listTools()).tools.map((t) => t.name),
        await c.callTool({ name: 'add', arguments: { a: 2, b: 5 } }),
    )
    await c.close()
}
