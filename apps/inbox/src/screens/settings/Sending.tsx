import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'

const SECONDS = [0, 5, 10, 20] as const
const KEYS = ['enter', 'mod-enter'] as const

/** How answers go out: by which key, and how long they can be taken back. Follows the agent to each device. */
export function Sending() {
  const { following, window } = useWorkbench()
  const { undoSendSeconds, sendKey } = following.values.value
  return (
    <>
      <fieldset class="fr">
        <legend class="label">{t('profile.send_key')}</legend>
        <div class="seg">
          {KEYS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={sendKey === one}
              onClick={() => following.set({ sendKey: one })}
            >
              {one === 'enter' ? '⏎' : `${window.isApple ? '⌘' : 'Ctrl'} ⏎`}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset class="fr">
        <legend class="label">{t('profile.undo_send')}</legend>
        <div class="seg">
          {SECONDS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={undoSendSeconds === one}
              onClick={() => following.set({ undoSendSeconds: one })}
            >
              {one === 0 ? t('profile.undo_send.off') : t('profile.undo_send.seconds', { count: one })}
            </button>
          ))}
        </div>
      </fieldset>
    </>
  )
}
