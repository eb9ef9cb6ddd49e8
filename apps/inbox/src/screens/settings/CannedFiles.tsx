import { useId, useRef } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import type { CannedForm } from '../../models/canned-form.ts'
import { FieldError } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Uploads } from '../composer/Uploads.tsx'
import { useFileDrop } from '../conversations/use-file-drop.ts'

/** What goes along with the words; files can be dropped on it. */
export function CannedFiles({ model, error }: { model: CannedForm; error: string | null }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const add = (files: File[]) => model.uploads.add(files, model.target())
  const drop = useFileDrop(add)
  return (
    <fieldset class={`can-files${drop.isOver ? ' is-over' : ''}`} aria-describedby={`${id}-hint`} {...drop.handlers}>
      <legend class="label">{t('canned.files')}</legend>
      <Uploads model={model.uploads} target={model.target} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])])
          currentTarget.value = '' // the same file may be chosen again
        }}
      />
      <button type="button" class="btn" onClick={() => input.current?.click()}>
        <Icon name="attach" size={16} />
        {t('composer.attach')}
      </button>
      {error && <FieldError text={error} />}
      <p class="hint" id={`${id}-hint`}>
        {t('canned.files.hint')}
      </p>
    </fieldset>
  )
}
