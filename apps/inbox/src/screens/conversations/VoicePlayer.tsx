import type { Voice } from '@parley/protocol'
import { createListening, stepOf } from '@parley/ui/listening'
import { playTime } from '@parley/ui/sound'
import { signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'

const PLAY = 'M8 5.5v13l10.5-6.5Z'
const PAUSE = 'M8.5 6v12M15.5 6v12'
/** The finest step of a pointer on the bars, ms. */
const FINEST_MS = 100

async function bytesOf(url: string | undefined): Promise<ArrayBuffer> {
  const response = await fetch(url ?? '')
  if (!response.ok) throw new Error(String(response.status))
  return response.arrayBuffer()
}

/** A voice message: play and pause, seek along its bars, faster. One is heard at a time. */
export function VoicePlayer({ voice, url }: { voice: Voice; url: string | undefined }) {
  const address = useRef(url) // links change every few minutes
  address.current = url
  const [model] = useState(() => createListening(signal, () => bytesOf(address.current)))
  useEffect(() => model.close, [])
  const { state, at, rate } = model
  const isPlaying = state.value === 'playing'
  const total = playTime(voice.durationMs)
  const left = isPlaying || at.value > 0 ? voice.durationMs - at.value : voice.durationMs
  return (
    // biome-ignore lint/a11y/useSemanticElements: a player is no form group.
    <div class="b vm" role="group" aria-label={t('voice.message', { time: total })}>
      <button
        type="button"
        class="vm-p"
        aria-label={t(isPlaying ? 'voice.pause' : 'voice.play')}
        aria-busy={state.value === 'loading'}
        disabled={!url}
        onClick={model.toggle}
      >
        <svg class="i i-14" viewBox="0 0 24 24" aria-hidden="true">
          <path d={isPlaying ? PAUSE : PLAY} />
        </svg>
      </button>
      <span class="vm-w">
        <Bars peaks={voice.peaks} share={at.value / voice.durationMs} />
        <input
          type="range"
          min={0}
          max={voice.durationMs}
          step={FINEST_MS}
          value={at.value}
          aria-label={t('voice.position')}
          aria-valuetext={t('voice.position.of', { at: playTime(at.value), of: total })}
          onInput={({ currentTarget }) => model.seek(Number(currentTarget.value))}
          onKeyDown={(event) => {
            const by = stepOf(event.key)
            if (by === null) return
            event.preventDefault()
            model.seek(Math.max(0, Math.min(voice.durationMs, at.peek() + by)))
          }}
        />
      </span>
      <span class="vm-t num">{playTime(left)}</span>
      <button type="button" class="vm-r" aria-label={t('voice.speed', { rate: rate.value })} onClick={model.faster}>
        {rate.value}×
      </button>
      {state.value === 'failed' && (
        <p class="vm-f" role="alert">
          {t('voice.failed')}
        </p>
      )}
    </div>
  )
}

function Bars({ peaks, share }: { peaks: readonly number[]; share: number }) {
  return (
    <svg class="wave" viewBox={`0 0 ${peaks.length * 5} 24`} preserveAspectRatio="none" aria-hidden="true">
      {peaks.map((peak, i) => {
        const height = 2 + (peak / 15) * 20
        const opacity = (i + 0.5) / peaks.length <= share ? 1 : 0.45
        return <rect key={i} x={i * 5 + 1} y={12 - height / 2} width={3} height={height} rx={1.5} opacity={opacity} />
      })}
    </svg>
  )
}
