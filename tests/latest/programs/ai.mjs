import http from 'node:http'
import OpenAI from 'openai'
import { streamText, generateText, tool, stepCountIs } from 'ai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { z } from 'zod'
import { ChatOpenAI } from '@langchain/openai'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { StringOutputParser } from '@langchain/core/output_parsers'
import Anthropic from '@anthropic-ai/sdk'
const s = http
    .createServer((q, r) => {
        if (q.method !== 'POST') return r.end() // the machine's page looks at each new server
        let b = ''
        q.on('data', (d) => {
            b += d
        })
        q.on('end', () => {
            const j = JSON.parse(b)
            const last = j.messages.at(-1)
            r.setHeader('content-type', j.stream ? 'text/event-stream' : 'application/json')
            if (q.url === '/v1/messages') {
                if (j.stream) {
                    for (const e of [
                        {
                            type: 'message_start',
                            message: {
                                id: 'm',
                                type: 'message',
                                role: 'assistant',
                                content: [],
                                model: 'c',
                                usage: { input_tokens: 1, output_tokens: 1 },
                            },
                        },
                        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
                        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'anth' } },
                        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'ropic' } },
                        { type: 'content_block_stop', index: 0 },
                        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
                        { type: 'message_stop' },
                    ])
                        r.write(`event: ${e.type}\ndata: ${JSON.stringify(e)}\n\n`)
                    r.end()
                } else
                    r.end(
                        JSON.stringify({
                            id: 'm',
                            type: 'message',
                            role: 'assistant',
                            content: [{ type: 'text', text: 'whole' }],
                            model: 'c',
                            usage: { input_tokens: 1, output_tokens: 1 },
                        }),
                    )
                return
            }
            const base = { id: 'x', created: 1, model: 'm' }
            if (j.stream) {
                for (const t of ['Hel', 'lo ', 'world'])
                    r.write(
                        'data: ' +
                            JSON.stringify({
                                ...base,
                                object: 'chat.completion.chunk',
                                choices: [{ index: 0, delta: { role: 'assistant', content: t } }],
                            }) +
                            '\n\n',
                    )
                r.write(
                    'data: ' +
                        JSON.stringify({
                            ...base,
                            object: 'chat.completion.chunk',
                            choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
                            usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
                        }) +
                        '\n\ndata: [DONE]\n\n',
                )
                r.end()
            } else if (j.tools && last.role !== 'tool')
                r.end(
                    JSON.stringify({
                        ...base,
                        object: 'chat.completion',
                        choices: [
                            {
                                index: 0,
                                finish_reason: 'tool_calls',
                                message: {
                                    role: 'assistant',
                                    content: null,
                                    tool_calls: [{ id: 'c1', type: 'function', function: { name: 'add', arguments: '{"a":2,"b":3}' } }],
                                },
                            },
                        ],
                        usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
                    }),
                )
            else
                r.end(
                    JSON.stringify({
                        ...base,
                        object: 'chat.completion',
                        choices: [
                            {
                                index: 0,
                                finish_reason: 'stop',
                                message: {
                                    role: 'assistant',
                                    content: 'said: ' + (typeof last.content === 'string' ? last.content : JSON.stringify(last.content)),
                                },
                            },
                        ],
                        usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
                    }),
                )
        })
    })
    .listen(5011)
const baseURL = 'http://localhost:5011/v1',
    o = new OpenAI({ baseURL, apiKey: 'k' })
console.log((await o.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'q' }] })).choices[0].message.content)
let t = ''
for await (const c of await o.chat.completions.create({ model: 'm', stream: true, messages: [{ role: 'user', content: 'q' }] }))
    t += c.choices[0]?.delta.content ?? ''
console.log(t)
const p = createOpenAICompatible({ name: 'p', baseURL, apiKey: 'k' })('m')
const st = streamText({ model: p, prompt: 'x' })
t = []
for await (const c of st.textStream) t.push(c)
console.log(t, await st.finishReason)
const g = await generateText({
    model: p,
    prompt: 'add',
    stopWhen: stepCountIs(3),
    tools: { add: tool({ description: 'adds', inputSchema: z.object({ a: z.number(), b: z.number() }), execute: async ({ a, b }) => a + b }) },
})
console.log(g.text, g.steps.length)
const lc = ChatPromptTemplate.fromTemplate('tell {x}')
    .pipe(new ChatOpenAI({ model: 'm', apiKey: 'k', configuration: { baseURL } }))
    .pipe(new StringOutputParser())
console.log(await lc.invoke({ x: 'me' }))
const parts = []
for await (const c of await lc.stream({ x: 'y' })) parts.push(c)
console.log(parts)
const a = new Anthropic({ baseURL: 'http://localhost:5011', apiKey: 'k' })
console.log((await a.messages.create({ model: 'c', max_tokens: 5, messages: [{ role: 'user', content: 'x' }] })).content)
const ms = a.messages.stream({ model: 'c', max_tokens: 5, messages: [{ role: 'user', content: 'x' }] })
ms.on('text', (x) => console.log('T', x))
await ms.finalMessage()
s.close()
s.closeAllConnections()
