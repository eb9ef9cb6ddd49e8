import type { ComposerModel } from '../../models/composer-model.ts'
import type { ConversationModel } from '../../models/conversation-model.ts'
import { AboutStrip } from './AboutStrip.tsx'
import { Filling } from './Filling.tsx'
import { Held } from './Held.tsx'
import { Misplaced } from './Misplaced.tsx'
import { Modes } from './Modes.tsx'
import { OtherDrafts } from './OtherDrafts.tsx'
import { PurposeStrip } from './PurposeStrip.tsx'
import { SendButton } from './SendButton.tsx'
import { Taken } from './Taken.tsx'
import { Tools } from './Tools.tsx'
import { Unreached } from './Unreached.tsx'
import { Uploads } from './Uploads.tsx'
import { Writing } from './Writing.tsx'

type Props = { model: ComposerModel; conversation: ConversationModel }

/** Where answers and notes are written. In Note the whole card turns, so that nobody mistakes one for the other. */
export function Composer({ model, conversation }: Props) {
  const isNote = model.mode.value === 'note'
  return (
    <div class="cp-w">
      <form
        class={`cp-c cp focus-in${isNote ? ' note' : ''}`}
        onSubmit={(event) => {
          event.preventDefault()
          model.send()
        }}
      >
        <Modes model={model} />
        <Taken model={model} conversation={conversation} />
        <AboutStrip model={model} conversation={conversation} />
        <OtherDrafts model={model} conversation={conversation} />
        <PurposeStrip model={model} conversation={conversation} />
        <Writing model={model} conversation={conversation} />
        <Filling model={model} />
        <Unreached model={model} />
        <Uploads model={model.uploads} target={conversation.target} />
        <Misplaced model={model} />
        <Held model={model} conversation={conversation} />
        <div class="cp-b">
          <Tools model={model} conversation={conversation} />
          <span class="grow" />
          <SendButton model={model} />
        </div>
      </form>
    </div>
  )
}
