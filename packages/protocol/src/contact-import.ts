import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AgentId, ContactImportId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { queryNumber } from './page.ts'
import { ROUTES } from './routes.ts'
import { Tag } from './status.ts'
import { Timestamp } from './time.ts'

/** What a column of a file is for contacts: a part of them, a custom field by its key, or null: nothing. */
export const ImportTarget = z
  .string()
  .max(50)
  .regex(/^(name|email|phone|company|locale|note|tags|externalId|field:[a-z][a-z0-9_]{0,39})$/)
export type ImportTarget = z.infer<typeof ImportTarget>

export const ImportColumn = z.strictObject({ header: z.string().max(200), target: ImportTarget.nullable() })
export type ImportColumn = z.infer<typeof ImportColumn>

/** Contacts of a file: first looked at without a change (`checking`), then written (`running`). */
export const ContactImport = z.strictObject({
  id: ContactImportId,
  /** The file's. */
  name: z.string(),
  by: AgentId,
  columns: z.array(ImportColumn),
  /** Given to everybody in it. */
  tags: z.array(z.string()),
  state: z.enum(['receiving', 'checking', 'checked', 'running', 'done', 'canceled']),
  /** Rows in the file, those that came, and those that the present pass is through with. */
  total: z.int(),
  received: z.int(),
  at: z.int(),
  /** Of the last pass. */
  counts: z.strictObject({ created: z.int(), updated: z.int(), unchanged: z.int(), refused: z.int() }),
  createdAt: Timestamp,
})
export type ContactImport = z.infer<typeof ContactImport>

/** Why a row was refused: nothing to know a person by, several contacts that fit, or a value that does not. */
export const ImportRefusal = z.strictObject({
  /** The first row below the header is 1. */
  row: z.int(),
  reason: z.enum(['no_key', 'ambiguous', 'bad_value']),
  /** With `bad_value`: the header of the column. */
  column: z.string().nullable(),
  values: z.array(z.string()),
})
export type ImportRefusal = z.infer<typeof ImportRefusal>

const Row = z.array(z.string().max(LIMITS.contactNoteLength)).max(LIMITS.importColumns)
const hasKey = (columns: ImportColumn[]) => columns.some(({ target }) => target === 'email' || target === 'externalId')
const isOnce = (columns: ImportColumn[]) => {
  const targets = columns.flatMap(({ target }) => target ?? [])
  return new Set(targets).size === targets.length
}
const onImport = {
  params: z.strictObject({ id: ContactImportId }),
  errors: ['import_not_found', 'import_busy'],
} as const

export const contactImportEndpoints = {
  listContactImports: endpoint(ROUTES.listContactImports, {
    summary: 'The imports of the last 30 days, the newest first, at most 20',
    response: z.strictObject({ imports: z.array(ContactImport) }),
    errors: [],
  }),
  createContactImport: endpoint(ROUTES.createContactImport, {
    summary: 'Begin an import: what its columns are for; its rows follow',
    body: z.strictObject({
      name: z.string().trim().min(1).max(200),
      columns: z
        .array(ImportColumn)
        .min(1)
        .max(LIMITS.importColumns)
        .refine(hasKey, 'needs one for `email` or `externalId`: people are known by them')
        .refine(isOnce, 'names a target twice'),
      tags: z.array(Tag).max(20),
      total: z.int().min(1).max(LIMITS.importRows),
    }),
    status: 201,
    response: ContactImport,
    errors: ['invalid_request'],
  }),
  addImportRows: endpoint(ROUTES.addImportRows, {
    summary: 'Rows of an import, part by part; a part that comes again changes nothing',
    ...onImport,
    body: z.strictObject({
      /** 0 for the first; each but the last has `importPart` rows. */
      part: z.int().min(0).max(LIMITS.importRows),
      rows: z.array(Row).min(1).max(LIMITS.importPart),
    }),
    response: ContactImport,
  }),
  checkContactImport: endpoint(ROUTES.checkContactImport, {
    summary: 'Look through all rows without a change: what would be new, changed, or refused',
    ...onImport,
    response: ContactImport,
  }),
  runContactImport: endpoint(ROUTES.runContactImport, {
    summary: 'Write what was checked; it goes on by itself after a restart, and does nothing twice',
    ...onImport,
    response: ContactImport,
  }),
  cancelContactImport: endpoint(ROUTES.cancelContactImport, {
    summary: 'Stop an import and forget its rows; what is written already stays',
    params: onImport.params,
    errors: ['import_not_found'],
    response: ContactImport,
  }),
  getContactImport: endpoint(ROUTES.getContactImport, {
    summary: 'How far an import is',
    params: onImport.params,
    errors: ['import_not_found'],
    response: ContactImport,
  }),
  listImportRefusals: endpoint(ROUTES.listImportRefusals, {
    summary: 'The rows that were refused, 500 a page',
    params: onImport.params,
    errors: ['import_not_found'],
    query: z.strictObject({ after: queryNumber(LIMITS.importRows).optional() }),
    response: z.strictObject({
      refusals: z.array(ImportRefusal),
      /** To be asked with as `after`; null: that was all. */
      next: z.int().nullable(),
    }),
  }),
}
