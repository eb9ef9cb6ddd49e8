import type { Sound } from '@parley/protocol'
import { LIMITS, type NoticeKind } from '@parley/protocol/constants'
import { useId, useRef, useState } from 'preact/hooks'
import { useWorkbench } from '../../../context.ts'
import { t } from '../../../i18n/translate.ts'
import { MOST_SOUND_BYTES, type OwnSounds, type SoundProblem } from '../../../models/notifications/own-sounds.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { FieldError, TextField } from '../../../ui/Field.tsx'
import { Icon } from '../../../ui/Icon.tsx'

const KINDS = '.wav,.mp3,.ogg,.oga,.opus,.m4a,audio/wav,audio/mpeg,audio/ogg,audio/mp4'
const MOST = { seconds: LIMITS.soundMs / 1000, size: Math.floor(MOST_SOUND_BYTES / 1000) }

/** The sounds that the agent brought: heard, renamed, deleted, and more of them. */
export function OwnSoundList({ model }: { model: OwnSounds }) {
  const sounds = model.sounds.value
  const [naming, setNaming] = useState<Sound | null>(null)
  return (
    <>
      <h3 class="sound-h">{t('notify.own')}</h3>
      {sounds.length === 0 && <p class="muted">{t('notify.own.none')}</p>}
      {sounds.length > 0 && (
        <ul class="tiles" aria-label={t('notify.own')}>
          {sounds.map((one) => (
            <SoundRow key={one.id} one={one} model={model} onName={() => setNaming(one)} />
          ))}
        </ul>
      )}
      <Bringing model={model} />
      {naming && <Naming one={naming} model={model} onClose={() => setNaming(null)} />}
    </>
  )
}

type RowProps = { one: Sound; model: OwnSounds; onName(): void }

function SoundRow({ one, model, onName }: RowProps) {
  const { sound } = useWorkbench()
  const remove = useDeletion(one, model)
  const { name, durationMs, bytes } = one
  const about = { seconds: (durationMs / 1000).toFixed(1), size: Math.ceil(bytes / 1000) }
  const tools = [
    { icon: 'play', label: t('notify.sound.play', { name }), run: () => model.hear(one.id, sound.volume.peek()) },
    { icon: 'edit', label: t('notify.own.rename', { name }), run: onName },
    { icon: 'trash', label: t('notify.own.delete', { name }), run: remove },
  ] as const
  return (
    <li class="tile">
      <Icon name="bell" />
      <span class="grow">
        <b class="cut">{name}</b>
        <span class="muted">{t('notify.own.about', about)}</span>
      </span>
      {tools.map(({ icon, label, run }) => (
        <button key={icon} type="button" class="ib" aria-label={label} title={label} onClick={() => void run()}>
          <Icon name={icon} />
        </button>
      ))}
    </li>
  )
}

/** Deletes at once, tells which events ring as usual again, and can take all of it back. */
function useDeletion(one: Sound, model: OwnSounds) {
  const { following, toasts } = useWorkbench()
  return async () => {
    const kinds = Object.entries(following.values.peek().sounds).flatMap(([kind, id]) =>
      id === one.id ? [kind as NoticeKind] : [],
    )
    const restore = await model.remove(one)
    if (!restore) return toasts.show({ text: t('notify.own.unreachable'), tone: 'problem' })
    const changed = (id: Sound['id'] | null) => {
      const { sounds } = following.values.peek()
      const others = Object.entries(sounds).filter(([kind]) => !kinds.includes(kind as NoticeKind))
      following.set({ sounds: Object.fromEntries([...others, ...kinds.flatMap((kind) => (id ? [[kind, id]] : []))]) })
    }
    if (kinds.length > 0) changed(null)
    const undo = async () => {
      const back = await restore()
      if (typeof back === 'string') return toasts.show({ text: t(`notify.own.${back}`, MOST), tone: 'problem' })
      if (kinds.length > 0) changed(back.id)
    }
    const events = kinds.map((kind) => t(`notify.kind.${kind}`)).join(', ')
    const text = t(events ? 'notify.own.deleted_used' : 'notify.own.deleted', { name: one.name, events })
    toasts.show({ text, tone: 'plain', undo: () => void undo() })
  }
}

function Bringing({ model }: { model: OwnSounds }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<SoundProblem | 'busy' | null>(null)
  const bring = async (file: File | undefined) => {
    if (!file) return
    setState('busy')
    const kept = await model.add(file)
    setState(typeof kept === 'string' ? kept : null)
  }
  return (
    <div class="field">
      <input
        ref={input}
        type="file"
        accept={KINDS}
        hidden
        aria-label={t('notify.own.add')}
        onChange={({ currentTarget }) => {
          void bring(currentTarget.files?.[0])
          currentTarget.value = '' // the same file may be chosen again
        }}
      />
      <div>
        <button
          type="button"
          class="btn"
          disabled={state === 'busy'}
          aria-describedby={id}
          onClick={() => input.current?.click()}
        >
          <Icon name="plus" size={16} />
          {t('notify.own.add')}
        </button>
      </div>
      <div id={id} role="status">
        {state !== null && state !== 'busy' && <FieldError text={t(`notify.own.${state}`, MOST)} />}
        <p class="hint">{t('notify.own.hint', MOST)}</p>
      </div>
    </div>
  )
}

type NamingProps = { one: Sound; model: OwnSounds; onClose(): void }

function Naming({ one, model, onClose }: NamingProps) {
  const [name, setName] = useState(one.name)
  const [problem, setProblem] = useState<string | null>(null)
  const save = async () => {
    if (name.trim() === '') return setProblem(t('notify.own.unnamed'))
    const renamed = await model.rename(one.id, name)
    if (typeof renamed !== 'string') return onClose()
    setProblem(t('notify.own.unreachable'))
  }
  return (
    <Dialog title={t('notify.own.rename', { name: one.name })} kind="dialog-form" onClose={onClose}>
      <form
        class="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t('notify.own.name')}
          value={name}
          maxlength={60}
          error={problem}
          onInput={({ currentTarget }) => {
            setProblem(null)
            setName(currentTarget.value)
          }}
        />
        <div class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="btn btn-primary">
            {t('save.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
