import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const list = new URL('../packages/ui/src/emoji/names.txt', import.meta.url)
const target = new URL('../packages/ui/src/emoji/data.ts', import.meta.url)
const ONE = /^\p{RGI_Emoji}$/v

/** Two letters of each flag that Unicode recommends; their names come from the browser, in every language. */
function flags(): string {
  const letters = Array.from({ length: 26 }, (_, i) => i)
  const codes = letters.flatMap((a) => letters.map((b) => [a, b] as const))
  const isFlag = ([a, b]: readonly [number, number]) => ONE.test(String.fromCodePoint(0x1f1e6 + a, 0x1f1e6 + b))
  return codes
    .filter(isFlag)
    .map(([a, b]) => String.fromCharCode(65 + a, 65 + b))
    .join('')
}

/** What the picker loads, made of `names.txt`: a line an emoji, `# group` above its own. Throws on what is no emoji. */
export function packedEmoji(): string {
  const groups = new Map<string, string[]>()
  let group: string[] = []
  for (const line of readFileSync(list, 'utf8').split('\n').filter(Boolean)) {
    if (line.startsWith('# ')) {
      group = []
      groups.set(line.slice(2), group)
      continue
    }
    const [emoji = '', ...words] = line.split(' ')
    if (!ONE.test(emoji)) throw new Error(`names.txt: ${emoji} (${words.join(' ')}) is no emoji`)
    group.push(`${emoji}${words.join(' ').replace(' | ', '|')}`)
  }
  // A short name stays on the line of its text: as the formatter writes it.
  const gap = (name: string) => (name.length < 5 ? ' ' : '\n    ')
  const lines = [...groups, ['flags', [flags()]] as const].map(
    ([name, of]) => `  ${name}:${gap(name)}'${of.join(';')}',`,
  )
  return [
    '/** Made by `node scripts/emoji.ts` of `names.txt`: emoji, name and further words; flags by their two letters. */',
    'export const EMOJI = {',
    ...lines,
    '} as const',
    '',
  ].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(target, packedEmoji())
