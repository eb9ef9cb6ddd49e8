import type { Site } from '@parley/protocol'
import { paletteOf } from '@parley/protocol/look'
import { reportOn } from '../../format/contrast.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { language, t } from '../../i18n/translate.ts'
import type { SiteFormModel } from '../../models/site-form-model.ts'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LogoField } from './LogoField.tsx'

const SWATCHES: readonly { color: string; name: MessageKey }[] = [
  { color: '#006677', name: 'color.petrol' },
  { color: '#2f6fed', name: 'color.cobalt' },
  { color: '#c2410c', name: 'color.rust' },
  { color: '#f7d21e', name: 'color.yellow' },
  { color: '#7a2e5d', name: 'color.plum' },
  { color: '#111827', name: 'color.ink' },
]
const SIDES: readonly Site['side'][] = ['right', 'left']
/** With the radius of the drawing's own corners. */
const RADII = [
  ['square', 2],
  ['soft', 7],
  ['round', 13],
] as const
const THEMES: readonly Site['theme'][] = ['auto', 'light', 'dark']

export function Appearance({ model }: { model: SiteFormModel }) {
  const { theme, side, logo, radius } = model.values.value
  return (
    <section class="sec" aria-labelledby="site-look">
      <h2 id="site-look">{t('site.look')}</h2>
      <LogoField logo={logo} onChange={(next) => model.set({ logo: next })} />
      <Color model={model} />
      <fieldset class="fr">
        <legend class="label">{t('look.radius')}</legend>
        <div class="opts opts-3">
          {RADII.map(([one, corner]) => (
            <label key={one}>
              <input type="radio" name="radius" checked={radius === one} onChange={() => model.set({ radius: one })} />
              <span class="t">
                <Corners radius={corner} />
              </span>
              <span>{t(`look.radius.${one}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset class="fr">
        <legend class="label">{t('site.side')}</legend>
        <div class="opts">
          {SIDES.map((one) => (
            <label key={one}>
              <input type="radio" name="side" checked={side === one} onChange={() => model.set({ side: one })} />
              <span class="t">
                <Corner side={one} />
              </span>
              <span>{t(`site.side.${one}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t('site.theme')}>
        {(ids) => (
          <span class="sel">
            <select
              class="input"
              value={theme}
              onChange={(event) => {
                const chosen = THEMES.find((one) => one === event.currentTarget.value)
                if (chosen) model.set({ theme: chosen })
              }}
              {...ids}
            >
              {THEMES.map((one) => (
                <option key={one} value={one} selected={one === theme}>
                  {t(`site.theme.${one}`)}
                </option>
              ))}
            </select>
            <Icon name="chevron-down" size={16} />
          </span>
        )}
      </Field>
    </section>
  )
}

function Color({ model }: { model: SiteFormModel }) {
  const { color } = model.values.value
  const isWrong = model.isColorWrong.value
  return (
    <fieldset class="fr">
      <legend class="label">{t('site.color')}</legend>
      <div class="sw">
        {SWATCHES.map((swatch) => (
          <label key={swatch.color} title={t(swatch.name)}>
            <input
              type="radio"
              name="color"
              aria-label={t(swatch.name)}
              checked={color === swatch.color}
              onChange={() => model.set({ color: swatch.color })}
            />
            <span class="c" style={{ background: swatch.color }} />
          </label>
        ))}
        <span class="hexin focus-in" data-wrong={isWrong}>
          <i style={{ background: isWrong ? 'transparent' : color }} />
          <input
            aria-label={t('color.hex')}
            aria-invalid={isWrong}
            spellcheck={false}
            maxLength={7}
            value={color}
            onInput={(event) => model.set({ color: event.currentTarget.value.trim().toLowerCase() })}
          />
        </span>
      </div>
      {isWrong ? (
        <p class="err">
          <Icon name="alert" size={14} />
          {t('color.wrong')}
        </p>
      ) : (
        <Ratios color={color} onTake={(fitting) => model.set({ color: fitting })} />
      )}
      <p class="hint">{t('color.hint')}</p>
    </fieldset>
  )
}

/** The contrasts that a visitor gets, as the colour is typed. Nothing is refused; corrections are said. */
function Ratios({ color, onTake }: { color: string; onTake(color: string): void }) {
  const { ink, inkRatio, isFillDarkened, textRatio, isTextDarkened } = reportOn(color)
  return (
    <ul class="cr">
      <li>
        <Icon name="check" size={16} />
        <span class="grow">
          {t(ink === 'white' ? 'color.white_ink' : 'color.dark_ink')}
          {isFillDarkened && <small> {t('color.fill_darkened')}</small>}
        </span>
        <span class="num">{ratio(inkRatio)}</span>
      </li>
      <li>
        <Icon name={isTextDarkened ? 'info' : 'check'} size={16} />
        <span class="grow">
          {t('color.text')}
          {isTextDarkened && <small> {t('color.text_darkened', { ratio: ratio(textRatio) })}</small>}
        </span>
        <span class="num">{ratio(Math.max(textRatio, 4.6))}</span>
      </li>
      {isTextDarkened && <Fitting color={color} onTake={onTake} />}
    </ul>
  )
}

/** One that nothing would be corrected of, for whoever wants his colour to be the same everywhere. */
function Fitting({ color, onTake }: { color: string; onTake(color: string): void }) {
  const fitting = paletteOf(color, 'light').text
  return (
    <li class="cr-fit">
      <span class="grow">{t('color.fitting', { color: fitting })}</span>
      <button type="button" class="btn btn-s" onClick={() => onTake(fitting)}>
        <i class="cr-c" style={{ background: fitting }} />
        {t('color.take', { color: fitting })}
      </button>
    </li>
  )
}

function ratio(value: number): string {
  const figures = new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return `${figures.format(Math.floor(value * 10) / 10)} : 1`
}

function Corners({ radius }: { radius: number }) {
  return (
    <svg viewBox="0 0 120 76" aria-hidden="true">
      <rect class="th-bg" width="120" height="76" />
      <rect class="th-l" x="24" y="14" width="72" height="20" rx={Math.min(radius, 10)} />
      <rect class="th-sol" x="44" y="42" width="52" height="20" rx={Math.min(radius, 10)} />
    </svg>
  )
}

function Corner({ side }: { side: Site['side'] }) {
  return (
    <svg viewBox="0 0 120 76" aria-hidden="true">
      <rect class="th-bg" width="120" height="76" />
      <rect class="th-l" x="12" y="12" width="60" height="6" rx="3" />
      <rect class="th-l" x="12" y="24" width="84" height="6" rx="3" />
      <rect class="th-l" x="12" y="36" width="72" height="6" rx="3" />
      {side === 'right' ? (
        <path class="th-sol" d="M101 52a8 8 0 0 0 0 16h6a2 2 0 0 0 2-2v-6a8 8 0 0 0-8-8Z" />
      ) : (
        <path class="th-sol" d="M19 52a8 8 0 0 1 0 16h-6a2 2 0 0 1-2-2v-6a8 8 0 0 1 8-8Z" />
      )}
    </svg>
  )
}
