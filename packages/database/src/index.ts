export type {
  AnyBulkWriteOperation,
  BulkWriteResult,
  Collection,
  Cursor,
  Database,
  DeleteResult,
  Document,
  Filter,
  FindCursor,
  FindOptions,
  IndexDescription,
  InsertManyResult,
  OptionalUnlessRequiredId,
  Rows,
  Sort,
  Store,
  UpdateFilter,
  UpdateResult,
  WithId,
} from './database.ts'
export { lockFolder } from './embedded/lock.ts'
export { type EmbeddedOptions, type EmbeddedStore, openEmbedded } from './embedded/open-embedded.ts'
export { openEmbeddedCopy, storeFilesIn } from './embedded/snapshot-open.ts'
export { fillMongo } from './mongo/fill.ts'
export { type MongoOptions, openMongo } from './mongo/open-mongo.ts'
export { isDuplicateKey, type WriteFailure, writeFailuresOf } from './write-failures.ts'
