import type { Site, SiteOptions } from '@parley/protocol'
import { batch, computed, createModel, signal } from '@preact/signals'
import { FormModel } from './form-model.ts'
import { offered } from './locales.ts'
import { mergedOnto, saveOrReread } from './rebase.ts'
import type { SitesModel } from './sites-model.ts'

export type SectionName = keyof SiteOptions
/** What is wrong with the values of a section, by a name that its page chooses; empty when nothing is. */
export type Wrong = Readonly<Record<string, string>>

/** One section of a site's options while it is edited; it is saved whole. */
function createSection<S extends SectionName>(
  { site, name }: { site: Site; name: S },
  sites: Pick<SitesModel, 'update' | 'reread'>,
  judge: (values: SiteOptions[S]) => Wrong,
) {
  const saved = signal(site.options[name])
  const values = signal(saved.peek())
  let rev = site.revs[name]
  /** The language whose texts are on screen. */
  const locale = signal<string>(offered(site.language))
  const form = new FormModel()
  const wrong = computed(() => judge(values.value))
  const changes = computed(() => changedKeys(saved.value, values.value))
  const canSave = computed(() => changes.value > 0 && Object.keys(wrong.value).length === 0)

  async function save() {
    const stored = await sites.update(site.id, { options: { [name]: values.peek() }, known: { [name]: rev } })
    take(stored, stored.options[name])
  }
  function take({ options, revs }: Site, next: SiteOptions[S]) {
    rev = revs[name]
    batch(() => {
      saved.value = options[name]
      values.value = next
    })
  }
  const onto = (theirs: Site) => take(theirs, mergedOnto(saved.peek(), values.peek(), theirs.options[name]))
  const update = () => saveOrReread(sites, site.id, { save, onto })

  return {
    values,
    locale,
    wrong,
    changes,
    canSave,
    isBusy: form.isBusy,
    problem: form.problem,
    set(change: Partial<SiteOptions[S]>) {
      values.value = { ...values.peek(), ...change }
    },
    discard() {
      values.value = saved.peek()
      form.clear()
    },
    /** True when it is stored. */
    save: () => (canSave.peek() ? form.run(update) : Promise.resolve(false)),
  }
}
export const SectionModel = createModel(createSection)
export type SectionModel<S extends SectionName> = ReturnType<typeof createSection<S>>

/** How many of the section's own fields differ. */
function changedKeys(before: object, after: object): number {
  const old = new Map(Object.entries(before))
  return Object.entries(after).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(old.get(key))).length
}
