import { createHash } from 'node:crypto'
import { escapeHtml } from '../../lib/html.ts'
import type { Transcript, TranscriptLine } from './model.ts'
import type { Reader } from './reader.ts'
import type { TranscriptTexts } from './texts.ts'

/** Black on white, one column, no chrome: made to be printed and kept (look.md, print). */
const STYLE = `:root{color-scheme:light}body{max-width:720px;margin:0 auto;padding:32px 24px;background:#fff;color:#000;font:15px/1.45 ui-sans-serif,system-ui,sans-serif}
h1{margin:0 0 12px;font-size:22px;letter-spacing:-.02em}dl{display:grid;grid-template-columns:auto 1fr;gap:2px 16px;margin:0 0 24px;padding-bottom:16px;border-bottom:1px solid #000;font-size:13px}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
ol{margin:0;padding:0;list-style:none}li{margin:0 0 16px;break-inside:avoid}.who{display:flex;flex-wrap:wrap;gap:0 10px;margin:0}.who time,small{color:#444;font-size:13px}.tx{margin:2px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}
.event{font-size:13px}.note{padding:10px 12px;border:1px solid #000}ul{margin:4px 0 0;padding:0;list-style:none;font-size:13px}button{padding:8px 16px;border:1px solid #000;border-radius:8px;background:#fff;color:#000;font:inherit}
@media print{body{padding:0}button{display:none}}`
const SCRIPT = `addEventListener('load',()=>print());document.querySelector('button').addEventListener('click',()=>print())`

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const NOTHING_ELSE = "default-src 'none'; base-uri 'none'; form-action 'none'"

/** What the file may do, wherever it is opened: show its own style. */
const FILE_POLICY = `${NOTHING_ELSE}; style-src ${hashOf(STYLE)}`
/** The same as a page of ours, which prints itself. */
export const PRINT_POLICY = `${FILE_POLICY}; script-src ${hashOf(SCRIPT)}; frame-ancestors 'none'`

/** The transcript as one page that needs nothing beside it. `isPrinted`: it asks to be printed when it is shown. */
export function asPage(transcript: Transcript, reader: Reader, texts: TranscriptTexts, isPrinted: boolean): string {
  const { site, people, id, isWhole, lines, from, to } = transcript
  const title = escapeHtml(texts.titleOf(site))
  const dates = from && to ? `${reader.moment(from)} – ${reader.moment(to)} (${reader.zone})` : ''
  const facts = [
    [texts.people, people.join(', ')],
    [texts.dates, dates],
    [texts.id, id],
  ].map(([name = '', value = '']) => `<dt>${escapeHtml(name)}</dt><dd dir="auto">${escapeHtml(value)}</dd>`)
  return `<!doctype html>
<html lang="${escapeHtml(reader.locale)}" dir="${reader.isRightToLeft ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
${isPrinted ? '' : `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(FILE_POLICY)}">\n`}<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><dl>${facts.join('')}</dl>
${isPrinted ? `<p><button type="button">${escapeHtml(texts.print)}</button></p>` : ''}${isWhole ? '' : `<p>${escapeHtml(texts.cut)}</p>`}
<ol>${lines.map((line) => item(line, reader, texts)).join('\n')}</ol></main>${isPrinted ? `<script>${SCRIPT}</script>` : ''}</body></html>`
}

function item(line: TranscriptLine, reader: Reader, texts: TranscriptTexts): string {
  const time = `<time datetime="${line.at.toISOString()}">${escapeHtml(reader.moment(line.at))}</time>`
  if (line.is === 'event') return `<li class="event">${time} <span dir="auto">${escapeHtml(line.text)}</span></li>`
  const label = line.is === 'note' ? `<small>${escapeHtml(texts.note)}</small>` : ''
  const edited = line.isEdited ? ` <small>(${escapeHtml(texts.edited)})</small>` : ''
  const text = line.isRemoved ? `<em>${escapeHtml(texts.removed)}</em>` : escapeHtml(line.text)
  const files = line.files.map(
    ({ name, size }) => `<li><bdi>${escapeHtml(name)}</bdi>, ${escapeHtml(reader.size(size))}</li>`,
  )
  return `<li${line.is === 'note' ? ' class="note"' : ''}>${label}<p class="who"><b dir="auto">${escapeHtml(line.who)}</b>${time}${edited}</p>
${text && `<p class="tx" dir="auto">${text}</p>`}${files.length > 0 ? `<ul>${files.join('')}</ul>` : ''}</li>`
}
