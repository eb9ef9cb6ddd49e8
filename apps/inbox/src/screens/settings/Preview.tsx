import type { Site } from '@parley/protocol'
import type { PreviewView } from '@parley/protocol/look'
import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useApp } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { offered } from '../../models/locales.ts'
import { askedOf, FRAMES, isOfFrame, PREVIEW_VIEWS, PreviewModel, textsOf } from '../../models/preview-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/icons.ts'
import { Select } from '../../ui/Select.tsx'
import { localeChoices } from './LocaleTexts.tsx'

type Props = {
  /** As it is on the page, saved or not. */
  site: Site
  /** What is looked at first. */
  start: PreviewView
  /** The language whose texts are being written. */
  locale?: ReadonlySignal<string>
  /** Told the widget's own words in the language that is shown. */
  onTexts?: (texts: Record<string, string>) => void
}

/** The real widget with what is not saved yet, in a frame that can connect to nothing. */
export function Preview({ site, start, locale, onTexts }: Props) {
  const { window } = useApp()
  const model = useMemo(
    () => new PreviewModel(start, globalThis.matchMedia('(prefers-color-scheme: dark)').matches),
    [],
  )
  const frame = useRef<HTMLIFrameElement>(null)
  /** How often the frame has said that it is there: one that loads anew knows nothing. */
  const [loads, setLoads] = useState(0)
  const [hasFailed, setFailed] = useState(false)
  const words = { visitor: t('preview.visitor'), agent: t('preview.agent') }
  const savedColor = useRef(site.color).current
  const asked = askedOf(model, { site, words, locale: locale?.value ?? site.language, savedColor })

  // Before the frame can have loaded: it has a process of its own, and may be there before this page has been painted.
  useLayoutEffect(() => {
    const told: Record<string, (texts: unknown) => void> = {
      'preview-ready': () => setLoads((before) => before + 1),
      'preview-failed': () => setFailed(true),
      'preview-texts': (texts) => onTexts?.(textsOf(texts)),
    }
    const onMessage = (event: MessageEvent) => {
      if (!isOfFrame(event, frame.current?.contentWindow ?? null)) return
      if (Object.hasOwn(told, event.data.parley)) told[event.data.parley]?.(event.data.texts)
    }
    addEventListener('message', onMessage)
    return () => removeEventListener('message', onMessage)
  }, [])
  const text = JSON.stringify(asked)
  useEffect(() => {
    // An origin of nobody cannot be named; the frame is ours, and what it is told is no secret.
    if (loads) frame.current?.contentWindow?.postMessage(asked, '*')
  }, [loads, text])

  return (
    <section class="sec pv" aria-labelledby="preview">
      <Ways model={model} shown={asked.locale} />
      <Stage model={model}>
        {hasFailed ? (
          <Failed onRetry={() => setFailed(false)} />
        ) : (
          <iframe ref={frame} title={t('preview.frame')} src={`${window.base}/preview`} sandbox="allow-scripts" />
        )}
      </Stage>
      <p class="hint">{t('preview.hint')}</p>
    </section>
  )
}

/** The frame's part of the widget could not be fetched: the line was down, or a new version came meanwhile. */
function Failed({ onRetry }: { onRetry(): void }) {
  return (
    <div class="pv-failed" role="alert">
      <p>{t('preview.failed')}</p>
      <button type="button" class="btn" onClick={onRetry}>
        {t('action.retry')}
      </button>
    </div>
  )
}

const DEVICES = [
  ['desk', 'monitor'],
  ['phone', 'smartphone'],
] as const
const LIGHTS = [
  [false, 'sun', 'preview.light'],
  [true, 'moon', 'preview.dark'],
] as const

function Ways({ model, shown }: { model: PreviewModel; shown: string }) {
  const { view, device, isDark, locale } = model
  return (
    <>
      <div class="pv-bar">
        <h2 id="preview" class="grow">
          {t('preview.title')}
        </h2>
        <div class="seg">
          {DEVICES.map(([name, icon]) =>
            press(t(`preview.${name}`), icon, device.value === name, () => {
              device.value = name
            }),
          )}
        </div>
        <div class="seg">
          {LIGHTS.map(([dark, icon, label]) =>
            press(t(label), icon, isDark.value === dark, () => {
              isDark.value = dark
            }),
          )}
        </div>
      </div>
      <div class="pv-ways">
        <Select
          label={t('preview.view')}
          value={view.value}
          choices={PREVIEW_VIEWS.map((value) => ({ value, label: t(`preview.view.${value}`) }))}
          onChange={(value) => {
            view.value = value
          }}
        />
        <Select
          label={t('preview.locale')}
          value={offered(shown)}
          choices={localeChoices()}
          onChange={(value) => {
            locale.value = value
          }}
        />
      </div>
    </>
  )
}

function press(label: string, icon: IconName, isPressed: boolean, onPress: () => void) {
  return (
    <button type="button" key={label} aria-label={label} title={label} aria-pressed={isPressed} onClick={onPress}>
      <Icon name={icon} size={16} />
    </button>
  )
}

/** Pixels above and below the stage while something is unsaved, and how low it may get. */
const AROUND = 330
const LEAST_HEIGHT = 380

type StageProps = { model: PreviewModel; children: ComponentChildren }

/** A frame of a device's true size, as small as there is room for it. */
function Stage({ model, children }: StageProps) {
  const stage = useRef<HTMLDivElement>(null)
  const { width, height } = FRAMES[model.device.value]
  useEffect(() => {
    const element = stage.current
    if (!element) return undefined
    const fit = () => {
      const room = Math.max(LEAST_HEIGHT, innerHeight - AROUND)
      const scale = Math.min(1, (element.parentElement?.clientWidth ?? width) / width, room / height)
      element.style.setProperty('--pv-scale', String(scale))
      element.style.setProperty('--pv-width', `${width}px`)
      element.style.setProperty('--pv-height', `${height}px`)
    }
    fit()
    const watcher = new ResizeObserver(fit)
    watcher.observe(element.parentElement ?? element)
    return () => watcher.disconnect()
  }, [width, height])
  return (
    <div class={`stage stage-frame stage-${model.device.value}`}>
      <div ref={stage}>{children}</div>
    </div>
  )
}
