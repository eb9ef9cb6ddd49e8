import type { Transcript } from './model.ts'

/** The transcript as data, for programs: moments in UTC, what the reader may see and no more. */
export function asJson({ id, site, people, from, to, isWhole, lines }: Transcript): string {
  const entries = lines.map(({ is, at, who, text, files, isEdited, isRemoved }) => ({
    ...{ type: is, at: at.toISOString(), who: who || null, text: isRemoved ? null : text },
    files: files.map(({ name, size }) => ({ name, size })),
    ...{ edited: isEdited, removed: isRemoved },
  }))
  const span = { from: from?.toISOString() ?? null, to: to?.toISOString() ?? null }
  return `${JSON.stringify({ v: 1, id, site, people, ...span, complete: isWhole, entries }, null, 2)}\n`
}
