/** A text per plural category of the language; `other` stands in for those that are left out. */
export type Plural = { other: string } & { [Category in Intl.LDMLPluralRule]?: string }

/** The keys of an English file in another language: a text each, or one per plural category. */
export type Texts<English> = { [Key in keyof English]: string | Plural }
/** What of it is translated; English is shown for the rest. `scripts/missing-texts.ts` lists what is left. */
export type Translation<English> = Partial<Texts<English>>
