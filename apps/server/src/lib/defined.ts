type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** `object` without the fields that were not given: `undefined` must reach neither the store nor the wire. */
export function defined<T extends object>(object: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>
}
