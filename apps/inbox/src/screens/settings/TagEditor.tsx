import { ClientError } from '@parley/client'
import type { TagId, WorkspaceTag } from '@parley/protocol'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { problemText } from '../../format/problems.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'

const COLOURS = [0, 1, 2, 3, 4, 5, 6, 7]
const NAME_LENGTH = 40
const DESCRIPTION_LENGTH = 200

type Draft = Pick<WorkspaceTag, 'name' | 'colour' | 'description' | 'archived'>
const NEW: Draft = { name: '', colour: 0, description: '', archived: false }

/** A tag as it is written, or made part of another. What was typed stays when it is refused. */
export function TagEditor({ tag, onClose }: { tag: WorkspaceTag | null; onClose(): void }) {
  const { tags } = useWorkbench()
  const [draft, setDraft] = useState<Draft>(tag ?? NEW)
  const [into, setInto] = useState<TagId | ''>('')
  const [problem, setProblem] = useState('')
  const set = (change: Partial<Draft>) => {
    setProblem('')
    setDraft({ ...draft, ...change })
  }

  async function save(): Promise<void> {
    const { name, colour, description, archived } = draft
    if (name.trim() === '') return setProblem(t('tags.unnamed'))
    try {
      if (!tag) await tags.create({ name, colour, description })
      else if (into) await tags.merge(tag.id, into)
      else await tags.update(tag.id, { name, colour, description, archived, known: tag.updatedAt })
      onClose()
    } catch (error) {
      setProblem(reasonOf(error))
      void tags.load()
    }
  }
  return (
    <Dialog title={t(tag ? 'tags.change' : 'tags.new')} kind="dialog-form" onClose={onClose}>
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={t('tags.name')} error={problem || null}>
          {(ids) => (
            <input
              class="input"
              maxLength={NAME_LENGTH}
              value={draft.name}
              onInput={({ currentTarget }) => set({ name: currentTarget.value.replaceAll(',', ' ') })}
              {...ids}
            />
          )}
        </Field>
        <Field label={t('tags.description')} isOptional>
          {(ids) => (
            <input
              class="input"
              maxLength={DESCRIPTION_LENGTH}
              value={draft.description}
              onInput={({ currentTarget }) => set({ description: currentTarget.value })}
              {...ids}
            />
          )}
        </Field>
        <Colours name={draft.name} value={draft.colour} onChange={(colour) => set({ colour })} />
        {tag && <Ending tag={tag} draft={draft} set={set} into={into} setInto={setInto} />}
        <div class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="btn btn-primary">
            {t(into ? 'tags.merge.verb' : 'save.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Colours({ name, value, onChange }: { name: string; value: number; onChange(colour: number): void }) {
  return (
    <fieldset class="fr tag-c">
      <legend class="label">{t('tags.colour')}</legend>
      {COLOURS.map((colour) => (
        <label key={colour} class="check">
          <input type="radio" name="colour" checked={value === colour} onChange={() => onChange(colour)} />
          <span class={`chip tinted a${colour}`}>{name || t('tags.colour.one', { number: colour + 1 })}</span>
        </label>
      ))}
    </fieldset>
  )
}

type EndingProps = {
  tag: WorkspaceTag
  draft: Draft
  set(change: Partial<Draft>): void
  into: TagId | ''
  setInto(id: TagId | ''): void
}

/** Put away, or part of another. */
function Ending({ tag, draft, set, into, setInto }: EndingProps) {
  const { tags } = useWorkbench()
  const others = tags.all.value.filter(({ id }) => id !== tag.id)
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.archived}
          onChange={({ currentTarget }) => set({ archived: currentTarget.checked })}
        />
        <span>{t('tags.archive')}</span>
      </label>
      {others.length > 0 && (
        <Select
          label={t('tags.merge')}
          hint={t('tags.merge.hint')}
          value={into}
          choices={[
            { value: '', label: t('tags.merge.none') },
            ...others.map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={setInto}
        />
      )}
    </>
  )
}

function reasonOf(error: unknown): string {
  const code = error instanceof ClientError ? error.code : null
  if (code === 'tag_taken') return t('tags.taken')
  if (code === 'changed_since') return t('tags.changed')
  return error instanceof ClientError ? problemText(error) : t('problem.other')
}
