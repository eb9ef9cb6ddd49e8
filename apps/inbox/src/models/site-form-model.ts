import type { Site } from '@parley/protocol'
import { batch, computed, createModel, signal } from '@preact/signals'
import { parseOrigins } from '../format/origins.ts'
import { FormModel } from './form-model.ts'
import { mergedOnto, saveOrReread } from './rebase.ts'
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
export const SiteFormModel = createModel((site: Site, sites: Pick<SitesModel, 'update' | 'reread'>) => {
  const saved = signal<Values>(valuesOf(site))
  const values = signal<Values>(saved.peek())
  const form = new FormModel()
  let { revs } = site

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

  async function save() {
    const { name, color, side, theme, greeting, language, origins, radius, logo } = values.peek()
    const next = await sites.update(site.id, {
      name: name.trim(),
      ...{ color, side, theme, language },
      greeting: greeting.trim(),
      allowedOrigins: parseOrigins(origins).origins,
      options: { look: { radius } },
      known: { site: revs.site, look: revs.look },
      ...(logo?.url !== saved.peek().logo?.url && { logo: logo && contentOf(logo) }),
    })
    take(next, valuesOf(next))
  }
  function take(stored: Site, next: Values) {
    revs = stored.revs
    batch(() => {
      saved.value = valuesOf(stored)
      values.value = next
    })
  }
  const onto = (theirs: Site) => take(theirs, mergedOnto(saved.peek(), values.peek(), valuesOf(theirs)))
  const update = () => saveOrReread(sites, site.id, { save, onto })

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
