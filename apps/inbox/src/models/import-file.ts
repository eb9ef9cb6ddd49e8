import type { CustomField, ImportColumn, ImportTarget } from '@parley/protocol'
import { LIMITS } from '@parley/protocol/constants'
import { computed, signal } from '@preact/signals'
import { type Delimiter, delimiterOf, type Encoding, encodingOf, parseCsv } from '../format/csv.ts'

type Source = { name: string; bytes: Uint8Array; encoding: Encoding; delimiter: Delimiter }
export type FileProblem = 'empty' | 'too_many' | 'no_key' | 'twice'

/** What headers are called, in English and German. */
const GUESSES: readonly [RegExp, ImportTarget][] = [
  [/^(e-?mail|mail|e-?mail.?(address|adresse))$/i, 'email'],
  [/^(name|full.?name|vollst.ndiger name)$/i, 'name'],
  [/^(phone|telefon|tel|mobile|telephone)/i, 'phone'],
  [/^(company|firma|organi[sz]ation|unternehmen)$/i, 'company'],
  [/^(locale|language|sprache)$/i, 'locale'],
  [/^(notes?|notiz(en)?|comment)$/i, 'note'],
  [/^(tags?|labels?|schlagw.rter)$/i, 'tags'],
  [/^(external.?id|user.?id|customer.?id|id|kundennummer)$/i, 'externalId'],
]

/** A file of contacts: how it is read, and what its columns are for. */
export function createImportFile(fields: () => readonly CustomField[]) {
  const source = signal<Source | null>(null)
  const columns = signal<readonly ImportColumn[]>([])
  const parsed = computed(() => {
    const file = source.value
    return file ? parseCsv(new TextDecoder(file.encoding).decode(file.bytes), file.delimiter) : []
  })

  function guess(): void {
    const own = new Map(fields().map(({ key, label }) => [label.toLowerCase(), `field:${key}` as ImportTarget]))
    const taken = new Set<ImportTarget>()
    columns.value = (parsed.value[0] ?? []).slice(0, LIMITS.importColumns).map((header) => {
      const name = header.trim()
      const found = GUESSES.find(([pattern]) => pattern.test(name))?.[1] ?? own.get(name.toLowerCase()) ?? null
      const target = found && !taken.has(found) ? found : null
      if (target) taken.add(target)
      return { header: name.slice(0, 200), target }
    })
  }

  function wrongWith(): FileProblem | null {
    const rows = parsed.peek().length - 1
    const targets = columns.peek().flatMap(({ target }) => target ?? [])
    if (rows < 1) return 'empty'
    if (rows > LIMITS.importRows) return 'too_many'
    if (!targets.some((target) => target === 'email' || target === 'externalId')) return 'no_key'
    return new Set(targets).size === targets.length ? null : 'twice'
  }

  return {
    ...{ source, columns, parsed, wrongWith },
    async take(file: File): Promise<void> {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const encoding = encodingOf(bytes)
      const delimiter = delimiterOf(new TextDecoder(encoding).decode(bytes.slice(0, 20_000)))
      source.value = { name: file.name, bytes, encoding, delimiter }
      guess()
    },
    read(change: Partial<Pick<Source, 'encoding' | 'delimiter'>>): void {
      const file = source.peek()
      if (file) source.value = { ...file, ...change }
      guess()
    },
    map(at: number, target: ImportTarget | null): void {
      columns.value = columns.peek().map((column, i) => (i === at ? { ...column, target } : column))
    },
    /** The rows of one part, no wider and no longer than the server takes. */
    partOf(part: number): string[][] {
      const from = 1 + part * LIMITS.importPart
      const width = columns.peek().length
      const rows = parsed.peek().slice(from, from + LIMITS.importPart)
      return rows.map((row) => row.slice(0, width).map((cell) => cell.slice(0, LIMITS.contactNoteLength)))
    },
  }
}
