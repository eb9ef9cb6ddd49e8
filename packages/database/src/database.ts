import type {
  AnyBulkWriteOperation,
  BulkWriteOptions,
  BulkWriteResult,
  CountDocumentsOptions,
  CreateIndexesOptions,
  DeleteOptions,
  DeleteResult,
  Document,
  Filter,
  FindOneAndUpdateOptions,
  FindOneOptions,
  FindOptions,
  IndexDescription,
  InsertManyResult,
  InsertOneOptions,
  InsertOneResult,
  OptionalUnlessRequiredId,
  ReplaceOptions,
  Sort,
  UpdateFilter,
  UpdateOptions,
  UpdateResult,
  WithId,
  WithoutId,
} from 'mongodb'

export type {
  AnyBulkWriteOperation,
  BulkWriteResult,
  DeleteResult,
  Document,
  Filter,
  FindOptions,
  IndexDescription,
  InsertManyResult,
  OptionalUnlessRequiredId,
  Sort,
  UpdateFilter,
  UpdateResult,
  WithId,
} from 'mongodb'

/** A query that runs when it is read. Chain before reading; read once. */
export type Cursor<T> = AsyncIterable<T> & {
  next(): Promise<T | null>
  toArray(): Promise<T[]>
  /** Frees what the store holds for it; call it when leaving before the end. A finished loop does it by itself. */
  close(): Promise<void>
}

export type FindCursor<T> = Cursor<T> & {
  sort(sort: Sort): FindCursor<T>
  skip(count: number): FindCursor<T>
  limit(count: number): FindCursor<T>
  /** Names to 1 or 0. The driver's type parameter says what comes out. */
  project<U extends Document = Document>(projection: Document): FindCursor<U>
}

/**
 * One collection: the part of the official driver's `Collection` that the server uses, with the driver's own types.
 * A write resolves when it is durable (`w: majority, j: true`, or behind the flush that covers it).
 */
export type Collection<T extends Document = Document> = {
  readonly collectionName: string
  find(filter: Filter<T>, options?: FindOptions): FindCursor<WithId<T>>
  findOne(filter: Filter<T>, options?: FindOneOptions): Promise<WithId<T> | null>
  insertOne(doc: OptionalUnlessRequiredId<T>, options?: InsertOneOptions): Promise<InsertOneResult<T>>
  /** With `ordered: false` all that can be stored are; the error then tells which were not (`writeFailuresOf`). */
  insertMany(docs: readonly OptionalUnlessRequiredId<T>[], options?: BulkWriteOptions): Promise<InsertManyResult<T>>
  updateOne(filter: Filter<T>, update: UpdateFilter<T> | Document[], options?: UpdateOptions): Promise<UpdateResult<T>>
  updateMany(filter: Filter<T>, update: UpdateFilter<T> | Document[], options?: UpdateOptions): Promise<UpdateResult<T>>
  replaceOne(filter: Filter<T>, replacement: WithoutId<T>, options?: ReplaceOptions): Promise<UpdateResult<T>>
  findOneAndUpdate(
    filter: Filter<T>,
    update: UpdateFilter<T> | Document[],
    options: FindOneAndUpdateOptions,
  ): Promise<WithId<T> | null>
  deleteOne(filter: Filter<T>, options?: DeleteOptions): Promise<DeleteResult>
  deleteMany(filter: Filter<T>, options?: DeleteOptions): Promise<DeleteResult>
  /** With `limit` it stops there: live counts stop at 1000. */
  countDocuments(filter: Filter<T>, options?: CountDocumentsOptions): Promise<number>
  aggregate<U extends Document = Document>(pipeline: Document[]): Cursor<U>
  bulkWrite(operations: readonly AnyBulkWriteOperation<T>[], options?: BulkWriteOptions): Promise<BulkWriteResult>
  createIndexes(indexes: IndexDescription[], options?: CreateIndexesOptions): Promise<string[]>
  drop(): Promise<boolean>
}

/** A database: the driver's `Db` is one (see `database.type-test.ts`), and so is the embedded engine. */
export type Database = {
  collection<T extends Document = Document>(name: string): Collection<T>
  command(command: Document): Promise<Document>
  /** Removes every collection; for tests. */
  dropDatabase(): Promise<boolean>
}

/** How many documents each collection has. */
export type Rows = Readonly<Record<string, number>>

/** An opened store. */
export type Store = {
  readonly db: Database
  readonly kind: 'embedded' | 'mongodb'
  /** The store's clock: the same that `$$NOW` reads. */
  now(): Promise<Date>
  /**
   * Writes everything as it was at one moment after this call into a new folder, while reads and writes go on; what was
   * acknowledged before the call is in it. `tell` hears how much is done, 0 to 1.
   */
  copyTo(folder: string, tell?: (share: number) => void): Promise<Rows>
  close(): Promise<void>
}
