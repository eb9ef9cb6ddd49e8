import type { Site } from '@parley/protocol'
import { batch, computed, createModel, signal } from '@preact/signals'
import { parseOrigins } from '../format/origins.ts'
import { FormModel } from './form-model.ts'
import type { SitesModel } from './sites-model.ts'

type Values = {
  name: string
  color: string
  side: Site['side']
  theme: Site['theme']
  greeting: string
  language: string
  origins: string
  radius: Site['options']['look']['radius']
  /** One that is not saved yet is a `data:` address. */
  logo: Site['logo']
}
const HEX = /^#[0-9a-f]{6}$/

/** The settings of one site while they are edited: what changed, what is wrong, saving and discarding. */
export const SiteFormModel = createModel((site: Site, sites: Pick<SitesModel, 'update'>) => {
  const saved = signal<Values>(valuesOf(site))
  const values = signal<Values>(saved.peek())
  const form = new FormModel()

  const changes = computed(() => {
    const before = saved.value
    return Object.entries(values.value).filter(([key, value]) => value !== before[key as keyof Values]).length
  })
  const wrongOrigins = computed(() => parseOrigins(values.value.origins).wrong)
  const isColorWrong = computed(() => !HEX.test(values.value.color))
  const isNameMissing = computed(() => values.value.name.trim() === '')
  const canSave = computed(
    () => changes.value > 0 && wrongOrigins.value.length === 0 && !isColorWrong.value && !isNameMissing.value,
  )

  async function update() {
    const { name, color, side, theme, greeting, language, origins, radius, logo } = values.peek()
    const next = await sites.update(site.id, {
      name: name.trim(),
      ...{ color, side, theme, language },
      greeting: greeting.trim(),
      allowedOrigins: parseOrigins(origins).origins,
      options: { look: { radius } },
      ...(logo?.url !== saved.peek().logo?.url && { logo: logo && contentOf(logo) }),
    })
    batch(() => {
      saved.value = valuesOf(next)
      values.value = valuesOf(next)
    })
  }

  return {
    values,
    changes,
    wrongOrigins,
    isColorWrong,
    isNameMissing,
    canSave,
    isBusy: form.isBusy,
    problem: form.problem,
    set(change: Partial<Values>) {
      values.value = { ...values.peek(), ...change }
    },
    discard() {
      values.value = saved.peek()
      form.clear()
    },
    /** True when it is stored. */
    save: () => (canSave.peek() ? form.run(update) : Promise.resolve(false)),
  }
})
export type SiteFormModel = InstanceType<typeof SiteFormModel>

/** What is behind `data:…;base64,`. */
function contentOf({ url }: NonNullable<Site['logo']>): string {
  return url.slice(url.indexOf(',') + 1)
}

function valuesOf(site: Site): Values {
  const { name, color, side, theme, greeting, language, allowedOrigins, logo, options } = site
  return { name, color, side, theme, greeting, language, origins: allowedOrigins.join('\n'), logo, ...options.look }
}
