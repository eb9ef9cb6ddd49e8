export type Plural = { one: string; other: string }

/** The keys of an English file in another language: a text each, or one per plural category. */
export type Texts<English> = { [Key in keyof English]: string | Plural }
