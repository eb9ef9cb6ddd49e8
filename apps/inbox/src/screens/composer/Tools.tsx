import { useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { insertText } from '../../ui/insert-text.ts'
import { EmojiButton } from './EmojiButton.tsx'

type Props = { model: ComposerModel; conversation: ConversationModel }

/** What can be put into the message, one button each. */
export function Tools({ model, conversation }: Props) {
  return (
    <>
      <AttachButton onFiles={(files) => model.uploads.add(files, conversation.target())} />
      <EmojiButton model={model} />
      <SignButton sign="/" label={t('canned.insert')} icon="slash" />
      <OverlayButton overlay="macros" label={t('command.macro')} icon="bolt" />
      {model.mode.value === 'reply' && <OverlayButton overlay="rich" label={t('composer.rich')} icon="panel" />}
    </>
  )
}

export function AttachButton({ onFiles }: { onFiles(files: File[]): void }) {
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

type SignProps = { sign: string; label: string; icon: IconName }

/** Writes the sign that opens a list, as its key does. */
function SignButton({ sign, label, icon }: SignProps) {
  return (
    <button
      type="button"
      class="ib"
      aria-label={label}
      title={`${label} (${sign})`}
      onClick={({ currentTarget }) => {
        const field = currentTarget.form?.querySelector('textarea')
        if (!field) return
        const { selectionStart: from, selectionEnd: to, value } = field
        insertText(field, /[^\s(]$/.test(value.slice(0, from)) ? ` ${sign}` : sign, from, to)
      }}
    >
      <Icon name={icon} />
    </button>
  )
}

type OverlayProps = { overlay: 'macros' | 'rich'; label: string; icon: IconName }

function OverlayButton({ overlay, label, icon }: OverlayProps) {
  const { ui } = useWorkbench()
  return (
    <button
      type="button"
      class="ib"
      aria-label={label}
      title={label}
      aria-haspopup="dialog"
      onClick={() => ui.toggle(overlay)}
    >
      <Icon name={icon} />
    </button>
  )
}
