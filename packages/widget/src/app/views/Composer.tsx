import { useLayoutEffect, useRef } from 'preact/hooks'
import { useModels } from '../context.tsx'
import { t } from '../i18n/translate.ts'
import type { DraftFile } from '../models/composer-model.ts'
import { Icon } from '../ui/Icon.tsx'
import { fileSize } from '../ui/time.ts'

/** Six lines of 16 px text. */
const MOST_HEIGHT = 146

export function Composer() {
  const { composer, settings } = useModels()
  const field = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    const box = field.current
    if (!box) return
    box.style.height = 'auto'
    box.style.height = `${Math.min(box.scrollHeight, MOST_HEIGHT)}px`
  }, [composer.draft.value])

  function submit(event: Event) {
    event.preventDefault()
    composer.send()
    field.current?.focus()
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
  }

  return (
    <form class="wc" onSubmit={submit}>
      <div class="wc-box">
        {composer.files.value.length > 0 && (
          <ul class="files">
            {composer.files.value.map((file) => (
              <FileRow key={file.key} file={file} />
            ))}
          </ul>
        )}
        <Complaint />
        <textarea
          ref={field}
          dir="auto"
          rows={1}
          aria-label={t('message')}
          placeholder={t('placeholder')}
          value={composer.draft}
          onInput={(event) => {
            composer.draft.value = event.currentTarget.value
            composer.typing()
          }}
          onKeyDown={onKeyDown}
        />
        <div class="wc-bar">
          {settings.uploads.allowed && (
            <>
              <button type="button" class="ib" aria-label={t('attach')} onClick={() => picker.current?.click()}>
                <Icon name="attach" />
              </button>
              <input
                ref={picker}
                type="file"
                multiple
                hidden
                onChange={({ currentTarget }) => {
                  composer.add([...(currentTarget.files ?? [])])
                  currentTarget.value = ''
                }}
              />
            </>
          )}
          <output class="grow count">
            {composer.isNearLimit.value && t('left_chars', { count: composer.remaining.value })}
          </output>
          <button type="submit" class="send" aria-label={t('send')} disabled={!composer.canSend.value}>
            <Icon name="send" />
          </button>
        </div>
      </div>
    </form>
  )
}

function Complaint() {
  const { composer, settings } = useModels()
  const wrong = composer.complaint.value
  if (!wrong) return null
  const values = { name: wrong.name, limit: fileSize(settings.uploads.maxBytes), count: 10 }
  return (
    <p class="err" role="alert">
      <Icon name="alert" small />
      {t(wrong.code, values)}
    </p>
  )
}

function FileRow({ file }: { file: DraftFile }) {
  const { composer } = useModels()
  const state = file.state.value
  const { name } = file
  const share = state.is === 'uploading' ? state.upload.progress.value : 1
  const remove = (
    <button type="button" class="ib" aria-label={t('remove', { name })} onClick={() => composer.remove(file)}>
      <Icon name="close" small />
    </button>
  )
  if (state.is === 'failed')
    return (
      <li class="rc-fail">
        <span class="grow">
          {t(state.code === 'type_not_allowed' ? 'type_not_allowed' : 'upload_failed', { name })}
        </span>
        <button type="button" class="again" onClick={() => composer.retry(file)}>
          {t('again')}
        </button>
        {remove}
      </li>
    )
  return (
    <li>
      <span class="grow cut">
        {state.is === 'ready' ? name : t('uploading', { percent: Math.round(share * 100), name })}
        <progress value={share} max={1} aria-label={name} hidden={state.is === 'ready'} />
      </span>
      {remove}
    </li>
  )
}
