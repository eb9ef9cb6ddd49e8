import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { SendMenu } from './SendMenu.tsx'

/** At the end of the tools: how much room is left, and the button that says what it will do. */
export function SendButton({ model, says: own }: { model: ComposerModel; says?: string }) {
  const { following, window } = useWorkbench()
  const isMod = following.values.value.sendKey === 'mod-enter'
  const says = own ?? t(model.mode.value === 'note' ? 'composer.add_note' : 'composer.send')
  const verb = model.about.value?.is === 'edit' ? t('composer.save') : says
  return (
    <>
      <Remaining model={model} />
      <span class="split">
        <button type="submit" class="btn btn-primary" disabled={!model.canSend.value}>
          {verb} <Kbd>{isMod ? `${window.isApple ? '⌘' : 'Ctrl'} ⏎` : '⏎'}</Kbd>
        </button>
        <SendMenu model={model} />
      </span>
    </>
  )
}

/** Text that is nearly too long says by how much. */
const TELL_FROM = 500

function Remaining({ model }: { model: ComposerModel }) {
  const left = model.remaining.value
  if (left > TELL_FROM) return null
  return (
    <output class={left < 0 ? 'err num' : 'faint num'}>
      {left < 0 ? t('composer.too_long', { count: -left }) : t('composer.left', { count: left })}
    </output>
  )
}
