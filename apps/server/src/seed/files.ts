import type { FileName } from './story.ts'

/** The demo's photos are drawings: nobody's picture is in this repository. */
const LID = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 640"><rect width="900" height="640" fill="#d9cdb8"/><rect y="430" width="900" height="210" fill="#b89b76"/><ellipse cx="450" cy="440" rx="270" ry="34" fill="#000" opacity=".16"/><path d="M190 400c30-150 130-220 260-220s230 70 260 220c-120 50-400 50-520 0Z" fill="#2f6b4f"/><circle cx="450" cy="168" r="40" fill="#245540"/><path d="M270 330c30-60 80-90 130-104" fill="none" stroke="#86b59b" stroke-width="16" stroke-linecap="round"/><path d="M640 410l34-58 22 20 14 28-40 18Z" fill="#d9cdb8"/><path d="M640 410l34-58 10 26Z" fill="#c9a079"/></svg>`
const LABEL = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 900"><rect width="700" height="900" fill="#4a5a52"/><rect x="120" y="90" width="460" height="740" rx="34" fill="#3d5361"/><rect x="170" y="240" width="360" height="400" rx="10" fill="#fffdf7"/><g font-family="Georgia, serif" fill="#20291f" text-anchor="middle"><text x="350" y="330" font-size="44">Alishan</text><text x="350" y="384" font-size="30">High mountain oolong</text><text x="350" y="480" font-size="28">Winter pick, 2025</text><text x="350" y="570" font-size="24">Lot 25-W-117</text></g></svg>`
const MARKS = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800"><rect width="800" height="800" fill="#cdbfa6"/><circle cx="400" cy="400" r="290" fill="#a86d47"/><circle cx="400" cy="400" r="236" fill="#b97d55"/><g fill="#7d4c2f"><circle cx="400" cy="262" r="15"/><circle cx="284" cy="470" r="15"/><circle cx="516" cy="470" r="15"/></g><path d="M366 402c14-16 26 16 40 0s26 16 40 0" fill="none" stroke="#7d4c2f" stroke-width="7" stroke-linecap="round"/></svg>`

const PRICES = `Fern & Kettle: trade prices, from 2 kg a month, delivered
-----------------------------------------------------------
Margaret's Hope, first flush      GBP 132 / kg
Tongmu smoked black               GBP  78 / kg
Hojicha from Kaga                 GBP  64 / kg
High mountain oolong              GBP 158 / kg
-----------------------------------------------------------
Thirty days. A sample of anything, on the house.
`

/** A PDF of one page with `lines` on it: five objects and their offsets, as ISO 32000-1 wants them. */
function pdfOf(lines: readonly string[]): Buffer {
  const escaped = lines.map((line) => line.replace(/[\\()]/g, '\\$&'))
  const content = `BT /F1 14 Tf 72 760 Td 22 TL ${escaped.map((line) => `(${line}) Tj T*`).join(' ')} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const offset = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return String(offset).padStart(10, '0')
  })
  const start = text.length
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

const INVOICE = [
  'Fern & Kettle',
  'Invoice 20418',
  '',
  'Calder pot, middle                     GBP 46.00',
  'Hojicha from Kaga, 100 g               GBP 16.00',
  'VAT 20 % included                      GBP 10.33',
  '',
  'Total                                  GBP 62.00',
]

/** A drawing as a PNG; null where the optional image library is not installed. */
async function drawn(svg: string): Promise<Buffer | null> {
  try {
    const { default: sharp } = await import('sharp')
    return await sharp(Buffer.from(svg)).png().toBuffer()
  } catch {
    return null // without the library the demo has no photos
  }
}

/** The bytes of a demo file; null when it cannot be made here. */
export async function contentOf(name: FileName): Promise<Buffer | null> {
  switch (name) {
    case 'broken-lid.png':
      return drawn(LID)
    case 'tin-label.png':
      return drawn(LABEL)
    case 'kiln-marks.png':
      return drawn(MARKS)
    case 'invoice-20418.pdf':
      return pdfOf(INVOICE)
    case 'wholesale-prices.txt':
      return Buffer.from(PRICES)
  }
}
