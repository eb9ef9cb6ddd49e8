import type { Voice } from '@parley/protocol'
import { createListening, type Listening, stepOf } from '@parley/ui/listening'
import { playTime } from '@parley/ui/sound'
import type { ComponentChild, ComponentType } from 'preact'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import css from './player.css'
import { wave } from './wave.ts'

export type PlayerProps = { voice: Voice; models: Models; bytes(): Promise<ArrayBuffer> }

const PLAY = 'M8 5.5v13l10.5-6.5Z'
const PAUSE = 'M8.5 6v12M15.5 6v12'
/** The finest step of a pointer on the bars, ms. */
const FINEST_MS = 100

/** A voice message: play and pause, seek along its bars, faster. One is heard at a time. */
export function create(kit: Kit): ComponentType<PlayerProps> {
  const { h, view, signal, t, drawn, formats } = kit
  return view<PlayerProps>(({ models, voice, bytes }, life) => {
    models.adopt(css)
    const listening = createListening(signal, bytes)
    const { state, at, rate } = listening
    life.ended = listening.close
    return () => {
      const isPlaying = state.value === 'playing'
      const left = isPlaying || at.value > 0 ? voice.durationMs - at.value : voice.durationMs
      return h(
        'div',
        { class: 'vm', role: 'group', 'aria-label': t('voice_message', { time: playTime(voice.durationMs) }) },
        h(
          'button',
          {
            type: 'button',
            class: 'pl',
            'aria-label': t(isPlaying ? 'pause' : 'play'),
            'aria-busy': state.value === 'loading',
            onClick: listening.toggle,
          },
          drawn(isPlaying ? PAUSE : PLAY, ' i-14'),
        ),
        barsOf(kit, voice, listening),
        h('span', { class: 'vm-t' }, playTime(left)),
        h(
          'button',
          { type: 'button', class: 'vm-r', 'aria-label': t('speed', { rate: rate.value }), onClick: listening.faster },
          h('bdi', null, `${rate.value.toLocaleString(formats.value)}×`), // the sign stands behind its number in every direction
        ),
        state.value === 'failed' && h('p', { class: 'vm-f', role: 'alert' }, t('not_played')),
      )
    }
  })
}

/** The bars are a slider: a pointer takes it anywhere, the arrow keys go by seconds. */
function barsOf(kit: Kit, { durationMs, peaks }: Voice, { at, seek }: Listening): ComponentChild {
  const { h, t } = kit
  return h(
    'span',
    { class: 'vm-w' },
    wave(kit, peaks, at.value / durationMs),
    h('input', {
      type: 'range',
      min: 0,
      max: durationMs,
      step: FINEST_MS,
      value: at.value,
      'aria-label': t('position'),
      'aria-valuetext': t('position_of', { at: playTime(at.value), of: playTime(durationMs) }),
      onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => seek(Number(currentTarget.value)),
      onKeyDown: (event: KeyboardEvent) => {
        const by = stepOf(event.key)
        if (by === null) return
        event.preventDefault()
        seek(Math.max(0, Math.min(durationMs, at.peek() + by)))
      },
    }),
  )
}
