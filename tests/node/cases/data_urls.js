'use strict'
// large data: URLs, which Node's library decodes with as many arguments as fit on the stack; and modules compiled while nothing else keeps the program
;(async () => {
  for (const size of [3, 1000, 65534, 65535, 65536, 70000, 300000]) {
    const bytes = Buffer.alloc(size, 7)
    const answer = await fetch('data:application/octet-stream;base64,' + bytes.toString('base64'))
    console.log(size, Buffer.from(await answer.arrayBuffer()).equals(bytes))
  }
  const text = await fetch('data:text/plain;charset=utf-8,' + '%41b'.repeat(50000))
  console.log(text.headers.get('content-type'), (await text.text()).length)
  const padding = Buffer.alloc(90000, '//  \n').toString()
  const { value } = await import('data:text/javascript;base64,' + Buffer.from(`${padding}\nexport const value = 5`).toString('base64'))
  console.log(value)
  const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])
  console.log(Object.keys(await WebAssembly.instantiate(empty, {})))
})()
