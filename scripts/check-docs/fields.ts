import { nameIn, rowsOf, type Section } from './page.ts'

/** As much of a schema as is needed here. */
export type Schema = {
  def: { type: string; options?: readonly Schema[]; value?: unknown; values?: readonly unknown[] }
  shape?: Record<string, Schema>
  safeParse(value: unknown): { success: boolean; error?: { message: string }; data?: unknown }
}

const takes = (schema: Schema | undefined, value: undefined | null): boolean =>
  schema?.def.type !== 'unknown' && schema?.safeParse(value).success === true

/**
 * Compares the table of a section with the object that it is about: a row per field and no other, a `?` behind the name
 * of what may be left out, the word "null" where null is taken.
 */
export function compareFields(page: string, { heading, text }: Section, schema: Schema): string[] {
  // Of a union the first member: the others have sections of their own.
  const fields = schema.shape ?? schema.def.options?.[0]?.shape ?? {}
  const shape = Object.entries(fields).filter(([name]) => name !== 't')
  const rows = rowsOf(text)
    .filter(([cell]) => nameIn(cell))
    .map((cells) => ({ name: nameIn(cells[0]) ?? '', rest: cells.slice(1).join(' ') }))
  const real = shape.map(([name, field]) => (takes(field, undefined) ? `${name}?` : name))
  const documented = rows.map(({ name }) => name)
  const where = `${page}: ${heading}:`
  return [
    ...real.filter((name) => !documented.includes(name)).map((name) => `${where} no row for ${name}`),
    ...documented.filter((name) => !real.includes(name)).map((name) => `${where} there is no field ${name}`),
    ...rows
      .filter(({ name, rest }) => takes(fields[name.replace('?', '')], null) !== /\bnull\b/.test(rest))
      .map(({ name }) => `${where} ${name}: whether it may be null is told wrongly`),
  ]
}
