import { PDFDocument, StandardFonts } from 'pdf-lib'
import PDFKit from 'pdfkit'
import Excel from 'exceljs'
import * as XLSX from 'xlsx'
import { Document, Packer, Paragraph } from 'docx'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { once } from 'node:events'
const p = await PDFDocument.create()
const f = await p.embedFont(StandardFonts.Helvetica)
p.addPage([200, 200]).drawText('héllo', { font: f, x: 10, y: 100 })
p.setCreationDate(new Date(0))
p.setModificationDate(new Date(0))
const b = await p.save()
console.log(b.length, (await PDFDocument.load(b)).getPageCount())
const k = new PDFKit({ info: { CreationDate: new Date(0) } }),
    out = fs.createWriteStream('k.pdf')
k.pipe(out)
k.fontSize(20).text('pdfkit text')
k.image
k.end()
await once(out, 'finish')
console.log(fs.statSync('k.pdf').size, fs.readFileSync('k.pdf', 'latin1').slice(0, 8))
const w = new Excel.Workbook()
const s = w.addWorksheet('S')
s.addRow(['a', 1, new Date(0), { formula: 'B1*2' }])
await w.xlsx.writeFile('e.xlsx')
const r = new Excel.Workbook()
await r.xlsx.readFile('e.xlsx')
console.log(JSON.stringify(r.getWorksheet('S').getRow(1).values))
const x = XLSX.utils.book_new()
XLSX.utils.book_append_sheet(
    x,
    XLSX.utils.aoa_to_sheet([
        ['q', 2],
        ['r', 3],
    ]),
    'X',
)
const xb = XLSX.write(x, { type: 'buffer', bookType: 'xlsx' })
console.log(XLSX.utils.sheet_to_json(XLSX.read(xb).Sheets.X))
const d = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('text')] }] }))
console.log(d.subarray(0, 2).toString(), d.length > 1000)
