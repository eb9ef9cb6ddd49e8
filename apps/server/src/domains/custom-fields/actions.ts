import { type AttributeValue, type CustomField, type CustomFieldId, LIMITS, type WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newId } from '../../lib/new-id.ts'
import { fieldFor, fieldNotFound } from './access.ts'
import { judgeText, judgeValue } from './judge.ts'
import type { CustomFieldRecord, CustomFieldStore, FieldChanges } from './store.ts'

type Deps = { store: CustomFieldStore; clock: Clock }
type NewField = Pick<CustomField, 'about' | 'key' | 'type' | 'label'> & { choices?: string[] | undefined }
type About = CustomField['about']

export function createCustomFieldActions({ store, clock }: Deps) {
  const of = async (workspaceId: WorkspaceId, about: About) =>
    (await store.list(workspaceId)).filter((field) => field.about === about)

  return {
    of,

    /** Throws `key_taken`, `too_many_fields`. */
    async create(workspaceId: WorkspaceId, { choices = [], ...field }: NewField): Promise<CustomFieldRecord> {
      const others = await of(workspaceId, field.about)
      if (others.length >= LIMITS.customFields)
        throw new AppError('too_many_fields', `There are at most ${LIMITS.customFields} fields of each kind.`)
      const position = Math.min(1000, Math.max(-1, ...others.map((one) => one.position)) + 1)
      const _id = newId('fld', clock.now())
      const record = { _id, workspaceId, ...field, choices: [...new Set(choices)], position, archived: false }
      if (!(await store.insert(record))) throw new AppError('key_taken', 'Another field has this key.')
      return record
    },

    /** Throws `field_not_found`, `invalid_request`. */
    async update(workspaceId: WorkspaceId, id: CustomFieldId, changes: FieldChanges): Promise<CustomFieldRecord> {
      const { type } = await fieldFor(store, { workspaceId }, id)
      const { choices } = changes
      if (choices && (type === 'choice') !== choices.length > 0)
        throw invalid('/choices', 'needs choices for the type `choice`, and for no other')
      return (await store.update(workspaceId, id, changes)) ?? missing()
    },

    /** Judges what agents write of a contact: each key a field, each value of its type. Throws `invalid_request`. */
    async judge(workspaceId: WorkspaceId, about: About, values: Values | undefined): Promise<void> {
      if (!values || Object.keys(values).length === 0) return
      const fields = new Map((await of(workspaceId, about)).map((field) => [field.key, field]))
      for (const [key, value] of Object.entries(values)) {
        const problem = problemOf(fields.get(key), value)
        if (problem) throw invalid(`/fields/${key}`, problem)
      }
    },

    /**
     * What is wrong with one text, as conversations hold them: it is in the one form that is kept, so that it is read back
     * as what it says. Keys that nobody defined are as free as ever.
     */
    async problemOfText(workspaceId: WorkspaceId, about: About, [key, text]: [string, string]): Promise<string | null> {
      const field = (await of(workspaceId, about)).find((one) => one.key === key)
      const judged = field && judgeText(field, text)
      if (!judged) return null
      if ('problem' in judged) return judged.problem
      const kept = String(judged.value)
      return field.type === 'text' || kept === text ? null : `must be written as ${kept}`
    },
  }
}
export type CustomFieldActions = ReturnType<typeof createCustomFieldActions>
type Values = Readonly<Record<string, AttributeValue | null>>

function problemOf(field: CustomFieldRecord | undefined, value: AttributeValue | null): string | null {
  if (!field) return 'is no field of this workspace'
  const judged = value === null ? null : judgeValue(field, value)
  return judged && 'problem' in judged ? judged.problem : null
}

function invalid(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', `${pointer} ${detail}.`, { errors: [{ pointer, detail }] })
}

function missing(): never {
  throw fieldNotFound()
}
