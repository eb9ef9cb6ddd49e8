import { useWorkbench } from '../../context.ts'
import { LANGUAGES, t } from '../../i18n/translate.ts'
import type { ThemeChoice } from '../../models/preferences-model.ts'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Sending } from './Sending.tsx'

const THEMES: readonly ThemeChoice[] = ['auto', 'light', 'dark']

const TAGS = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]

/** How the inbox looks and speaks; the theme is this computer's, the language goes with the agent. */
export function Preferences() {
  const { following, preferences, window } = useWorkbench()
  return (
    <section class="sec" aria-labelledby="profile-look">
      <h2 id="profile-look">{t('profile.look')}</h2>
      <fieldset class="fr">
        <legend class="label">{t('profile.theme')}</legend>
        <div class="seg">
          {THEMES.map((theme) => (
            <button
              key={theme}
              type="button"
              aria-pressed={preferences.theme.value === theme}
              onClick={() => preferences.setTheme(theme)}
            >
              {t(`theme.${theme}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <Field label={t('profile.language')}>
        {(ids) => (
          <span class="sel">
            <select
              class="input"
              value={preferences.language.value ?? ''}
              onChange={(event) => {
                const chosen = TAGS.find((tag) => tag === event.currentTarget.value) ?? null
                preferences.setLanguage(chosen)
                following.set({ language: chosen })
                window.reload()
              }}
              {...ids}
            >
              <option value="">{t('profile.language.browser')}</option>
              {Object.entries(LANGUAGES).map(([tag, name]) => (
                <option key={tag} value={tag} selected={preferences.language.value === tag}>
                  {name}
                </option>
              ))}
            </select>
            <Icon name="chevron-down" size={16} />
          </span>
        )}
      </Field>
      <Sending />
    </section>
  )
}
