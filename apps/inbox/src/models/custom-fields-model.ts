import type { Client } from '@parley/client'
import type { CustomField, CustomFieldId } from '@parley/protocol'
import { computed, createModel, signal } from '@preact/signals'

type About = CustomField['about']
type Changes = Partial<Pick<CustomField, 'label' | 'choices' | 'position' | 'archived'>>
type NewField = Pick<CustomField, 'about' | 'key' | 'type' | 'label' | 'choices'>

/** The fields that administrators defined; asked for when they are shown first. */
export const CustomFieldsModel = createModel((client: Pick<Client, 'call'>) => {
  const fields = signal<readonly CustomField[]>([])
  const state = signal<'none' | 'loading' | 'ready' | 'failed'>('none')

  async function load(): Promise<void> {
    if (state.peek() === 'loading') return
    state.value = 'loading'
    const answer = await client.call('listCustomFields', {}).catch(() => null)
    if (answer) fields.value = answer.fields
    state.value = answer ? 'ready' : 'failed'
  }

  function put(field: CustomField): void {
    const others = fields.peek().filter(({ id }) => id !== field.id)
    fields.value = [...others, field].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
  }

  const of = (about: About) => computed(() => fields.value.filter((field) => field.about === about && !field.archived))

  return {
    ...{ fields, state, load },
    ofContacts: of('contact'),
    ofConversations: of('conversation'),
    /** Once is enough: administrators define fields seldom. */
    need() {
      if (state.peek() === 'none') void load()
    },
    async create({ choices, ...field }: NewField): Promise<void> {
      const body = { ...field, ...(field.type === 'choice' && { choices }) }
      put(await client.call('createCustomField', { body }))
    },
    async update(id: CustomFieldId, body: Changes): Promise<void> {
      put(await client.call('updateCustomField', { params: { id }, body }))
    },
  }
})
export type CustomFieldsModel = InstanceType<typeof CustomFieldsModel>
