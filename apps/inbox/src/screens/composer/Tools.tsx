import { useRef } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EmojiButton } from './EmojiButton.tsx'

type Props = { model: ComposerModel; conversation: ConversationModel }

/** What can be put into the message, one button each. */
export function Tools({ model, conversation }: Props) {
  return (
    <>
      <AttachButton onFiles={(files) => model.uploads.add(files, conversation.target())} />
      <EmojiButton model={model} />
    </>
  )
}

function AttachButton({ onFiles }: { onFiles(files: File[]): void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        class="ib"
        aria-label={t('composer.attach')}
        title={t('composer.attach')}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
