import { describe, expect, it } from 'vitest'
import { languagesOfInbox, wrongTexts } from './missing-texts.ts'

describe('the inbox', () => {
  it('has a folder for each language that is no half of English or German', () => {
    expect(languagesOfInbox().sort()).toEqual(['ar', 'es', 'fr', 'pt-BR'])
  })

  it.each(languagesOfInbox())(
    'says every text in %s, no other, with the parts of the English one',
    async (language) => {
      expect(await wrongTexts(language)).toEqual([])
    },
  )
})
