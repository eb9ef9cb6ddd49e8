import { playTime } from '@parley/ui/sound'
import type { ComponentChild, ComponentType } from 'preact'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { create as createPlayer, type PlayerProps } from './player.ts'
import { createRecorder, LONGEST_MS, type Recorded, type Recorder } from './recorder.ts'
import css from './voice.css'
import { wave } from './wave.ts'

type Props = {
  models: Models
  recorder: Recorder
  send(recorded: Recorded): void
  close(): void
  sending: { value: 'no' | 'now' | 'failed' }
}

/** Bars of what is being recorded that fit beside the time. */
const SHOWN = 36

/** Begins a voice message in place of the field: the microphone is asked for with the press, and never before. */
export function create(kit: Kit): (models: Models) => void {
  const Strip = stripView(kit)
  return (models) => {
    const { chat, client, composer } = models
    if (composer.about.peek()) return
    models.adopt(css)
    const recorder = createRecorder(kit)
    const sending = kit.signal<'no' | 'now' | 'failed'>('no')
    const close = () => {
      recorder.cancel()
      composer.about.value = null
    }
    async function send({ file, ms, peaks }: Recorded): Promise<void> {
      const handle = chat.handle.peek()
      if (!handle || sending.peek() === 'now') return
      sending.value = 'now'
      try {
        chat.beforeSend()
        const voice = { voiceMs: String(ms), peaks: peaks.map((peak) => peak.toString(16)).join('') }
        const attachment = await client.upload(file, handle, voice).done
        handle.send('msg.new', { v: 1, type: 'text', text: '', attachments: [attachment] })
        close()
      } catch {
        sending.value = 'failed' // told beside the message, which stays
      }
    }
    composer.about.value = {
      shown: () => kit.h(Strip, { models, recorder, sending, close, send: (recorded) => void send(recorded) }),
      cancel: close,
    }
  }
}

function stripView(kit: Kit): ComponentType<Props> {
  const { h, view, t, icon } = kit
  const Player = createPlayer(kit)
  return view<Props>((_, life) => {
    let box: HTMLElement | null = null
    let focused = ''
    // The button that was pressed is gone: whoever uses the keyboard goes on with the first of what came in its place.
    life.drawn = () => {
      const name = box?.dataset['is'] ?? ''
      if (name === focused) return
      focused = name
      box?.querySelector<HTMLElement>('.rec-b,.pl,.ib')?.focus()
    }
    return (props) => {
      const state = props.recorder.state.value
      const { is } = state
      const isTold = is === 'refused' || is === 'missing'
      return h(
        'div',
        {
          class: 'rec',
          role: 'group',
          'aria-label': t('voice_new'),
          'data-is': is,
          ref: (element: HTMLDivElement | null) => {
            box = element
          },
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key !== 'Escape') return
            event.stopPropagation() // ends the message, not the chat
            props.close()
          },
        },
        h(
          'button',
          { type: 'button', class: 'ib', 'aria-label': t('record_cancel'), onClick: props.close },
          icon('close'),
        ),
        is === 'asking' && h('p', { class: 'grow', role: 'status' }, icon('mic', ' i-14'), t('record_ask')),
        isTold && h('p', { class: 'grow', role: 'alert' }, t(is === 'refused' ? 'record_refused' : 'record_missing')),
        (is === 'recording' || is === 'paused') && recording(kit, props, is === 'paused'),
        is === 'ready' && ready(kit, Player, props, state),
      )
    }
  })
}

/** Near the end the visitor is told, ms. */
const SOON_MS = 10_000

function recording(kit: Kit, { recorder }: Props, isPaused: boolean): ComponentChild {
  const { h, t } = kit
  const levels = recorder.levels.value.slice(-SHOWN).map((level) => Math.round(level * 15))
  const bars = [...new Array(SHOWN - levels.length).fill(0), ...levels]
  const isSoon = LONGEST_MS - recorder.elapsedMs() < SOON_MS
  const going = isSoon ? 'record_ends' : 'recording'
  const stop = h('button', { type: 'button', class: 'rec-b', onClick: recorder.stop }, t('record_stop'))
  return [
    h('span', { class: isPaused ? 'rec-d' : 'rec-d on', 'aria-hidden': 'true' }),
    h('span', { class: 'rec-t', role: 'timer', 'aria-label': t('recorded') }, playTime(recorder.elapsedMs())),
    h('span', { class: 'grow' }, wave(kit, bars, 1)),
    h('span', { class: 'vh', role: 'status' }, t(isPaused ? 'record_paused' : going)),
    isPaused && h('button', { type: 'button', class: 'rec-b', onClick: recorder.resume }, t('record_on')),
    stop,
  ]
}

function ready(kit: Kit, Player: ComponentType<PlayerProps>, props: Props, recorded: Recorded): ComponentChild {
  const { h, t, icon } = kit
  const voice = { durationMs: recorded.ms, peaks: recorded.peaks }
  const player: PlayerProps = { voice, models: props.models, bytes: () => recorded.file.arrayBuffer() }
  const how = props.sending.value
  return [
    h('span', { class: 'grow' }, h(Player, player)),
    how === 'failed' && h('span', { class: 'rec-e', role: 'alert' }, t('failed')),
    h(
      'button',
      {
        type: 'button',
        class: 'send',
        'aria-label': t('send_voice'),
        disabled: how === 'now',
        onClick: () => props.send(recorded),
      },
      icon('send'),
    ),
  ]
}
