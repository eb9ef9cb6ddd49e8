import type { AgentPreferences, Sound } from '@parley/protocol'
import { type NoticeKind, OUR_SOUNDS, USUAL_SOUNDS } from '@parley/protocol/constants'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../../context.ts'
import { t } from '../../../i18n/translate.ts'
import type { OwnSounds } from '../../../models/notifications/own-sounds.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Pending } from '../PageHead.tsx'
import { OwnSoundList } from './OwnSoundList.tsx'

type Choice = NonNullable<AgentPreferences['sounds'][NoticeKind]>

/** What rings for what: among the sounds made by us and those that the agent brought. Its code comes when it is shown. */
export function Sounds({ kinds }: { kinds: readonly NoticeKind[] }) {
  const { ownSounds } = useWorkbench()
  const [model, setModel] = useState<OwnSounds | 'loading' | 'failed'>('loading')
  const open = async () => {
    setModel('loading')
    const found = await ownSounds.load().catch(() => 'failed' as const)
    setModel(found)
    if (found !== 'failed') await found.load()
  }
  useEffect(() => void open(), [ownSounds])
  const state = typeof model === 'string' ? model : model.state.value
  return (
    <section class="sec" aria-labelledby="notify-sounds">
      <h2 id="notify-sounds">{t('notify.sounds')}</h2>
      {typeof model === 'string' || state !== 'ready' ? (
        <Pending state={state === 'failed' ? 'failed' : 'loading'} onRetry={() => void open()} />
      ) : (
        <>
          <div class="sound-g">
            {kinds.map((kind) => (
              <Chooser key={kind} kind={kind} model={model} />
            ))}
          </div>
          <OwnSoundList model={model} />
        </>
      )}
    </section>
  )
}

function Chooser({ kind, model }: { kind: NoticeKind; model: OwnSounds }) {
  const { following, sound } = useWorkbench()
  const [isQuiet, setQuiet] = useState(false)
  const { sounds } = following.values.value
  const usual = USUAL_SOUNDS[kind]
  const own = model.sounds.value
  const choices = [...OUR_SOUNDS.map((value) => ourChoice(value, usual)), ...own.map(ownChoice)]
  // What was deleted on another device rings as usual.
  const value = choices.find((one) => one.value === sounds[kind])?.value ?? usual
  const event = t(`notify.kind.${kind}`)
  const hear = async (choice: Choice) => setQuiet(!(await model.hear(choice, sound.volume.peek())))
  const choose = (next: Choice) => {
    const { [kind]: _, ...others } = sounds
    following.set({ sounds: next === usual ? others : { ...others, [kind]: next } })
    void hear(next)
  }
  return (
    <div class="sound-c">
      <Select
        label={event}
        value={value}
        choices={choices}
        error={isQuiet ? t('notify.sound.silent') : null}
        onChange={choose}
      />
      <button
        type="button"
        class="ib"
        aria-label={t('notify.sound.play', { name: event })}
        title={t('notify.sound.play', { name: event })}
        onClick={() => void hear(value)}
      >
        <Icon name="play" />
      </button>
    </div>
  )
}

function ourChoice(value: (typeof OUR_SOUNDS)[number], usual: Choice): { value: Choice; label: string } {
  const name = t(`notify.sound.${value}`)
  return { value, label: value === usual ? t('notify.sound.usual', { name }) : name }
}

const ownChoice = ({ id: value, name: label }: Sound): { value: Choice; label: string } => ({ value, label })
