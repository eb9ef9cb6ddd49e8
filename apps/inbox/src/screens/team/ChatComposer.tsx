import { useEffect } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { AboutStrip } from '../composer/AboutStrip.tsx'
import { EmojiButton } from '../composer/EmojiButton.tsx'
import { SendButton } from '../composer/SendButton.tsx'
import { AttachButton } from '../composer/Tools.tsx'
import { Uploads } from '../composer/Uploads.tsx'
import { Writing } from '../composer/Writing.tsx'

type Props = { model: ComposerModel; conversation: ConversationModel }

/** Where one writes to colleagues: what is for visitors alone is not in it. */
export function ChatComposer({ model, conversation }: Props) {
  const { team, ui } = useWorkbench()
  useEffect(() => {
    if (team.isBegun(conversation.id.peek())) ui.ask('composer')
  }, [])
  return (
    <div class="cp-w">
      <form
        class="cp-c cp focus-in"
        onSubmit={(event) => {
          event.preventDefault()
          model.send()
        }}
      >
        {/* Who reads it, the conversation says, and not the address. */}
        {conversation.row.value?.team && <p class="faint chat-only">{t('chat.private')}</p>}
        <AboutStrip model={model} conversation={conversation} />
        <Writing
          model={model}
          conversation={conversation}
          about={{ label: t('chat.message'), placeholder: t('chat.placeholder') }}
        />
        <Uploads model={model.uploads} target={conversation.target} />
        <div class="cp-b">
          <AttachButton onFiles={(files) => model.uploads.add(files, conversation.target())} />
          <EmojiButton model={model} />
          <span class="grow" />
          <SendButton model={model} says={t('chat.send')} />
        </div>
      </form>
    </div>
  )
}
