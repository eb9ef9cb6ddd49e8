import { t } from '../i18n/translate.ts'
import type { Models, WithModels } from '../models/models.ts'
import { icon } from '../ui/icon.tsx'
import { fetched, later } from '../ui/kit.ts'
import { view } from '../ui/view.ts'
import { fetchTalk } from './talk.ts'

const Preview = later<WithModels>(() => import('../lazy/typing-preview.ts'))
const DraftFiles = later<WithModels>(() => import('../lazy/draft-files.ts'))

function chooseEmoji(models: Models, button: HTMLElement): void {
  fetched(() => import('../lazy/emoji.ts')).then(
    (open) => open(models, button),
    () => undefined, // the line is down; the next press asks again
  )
}

function record(models: Models): void {
  fetched(() => import('../lazy/voice.ts')).then(
    (open) => open(models),
    () => undefined, // as above
  )
}

export const Composer = view<WithModels>(({ models }, life) => {
  const { composer, options } = models
  let field: HTMLTextAreaElement | null = null
  let picker: HTMLInputElement | null = null

  function submit(event: Event): void {
    event.preventDefault()
    composer.send()
    field?.focus()
  }
  function pick(): void {
    picker?.click()
    void composer.add([]) // what takes files comes while he chooses
  }
  // Grows with its lines up to the six that the sheet allows. A field that is not shown has no height to follow, and one
  // that is still empty none but its own: measuring would draw the page twice while the chat opens.
  life.drawn = () => {
    if (!(field?.style.height || composer.draft.value) || !field?.offsetParent) return
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
  }

  return () => (
    <form class="wc" onSubmit={submit} onInput={fetchTalk}>
      <div class="wc-box">
        {composer.files.value.length + composer.complaints.value.length > 0 && <DraftFiles models={models} />}
        {composer.about.value?.shown()}
        <textarea
          ref={(element) => {
            field = element
          }}
          dir={composer.draft.value ? 'auto' : undefined}
          rows={1}
          aria-label={t('message')}
          placeholder={t('placeholder')}
          value={composer.draft.value}
          onInput={({ currentTarget }) => composer.write(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event)
          }}
        />
        <div class="wc-bar">
          {options.value?.files.on && (
            <button type="button" class="ib" aria-label={t('attach')} onClick={pick}>
              {icon('attach')}
            </button>
          )}
          {options.value?.features.emoji && (
            <button
              type="button"
              class="ib"
              aria-label={t('emoji')}
              aria-haspopup="dialog"
              onClick={({ currentTarget }) => chooseEmoji(models, currentTarget)}
            >
              {icon('emoji')}
            </button>
          )}
          {options.value?.files.voice && (
            <button type="button" class="ib" aria-label={t('record')} onClick={() => record(models)}>
              {icon('mic')}
            </button>
          )}
          <input
            ref={(element) => {
              picker = element
            }}
            type="file"
            multiple
            hidden
            accept={options.value?.files.accept}
            onChange={({ currentTarget }) => {
              void composer.add([...(currentTarget.files ?? [])])
              currentTarget.value = ''
            }}
          />
          <output class="grow">
            {composer.fewLeft.value !== null && t('left_chars', { count: composer.fewLeft.value })}
          </output>
          <button type="submit" class="send" aria-label={t('send')} disabled={!composer.canSend.value}>
            {icon('send')}
          </button>
        </div>
      </div>
      {options.value?.features.typingPreview && <Preview models={models} />}
    </form>
  )
})
