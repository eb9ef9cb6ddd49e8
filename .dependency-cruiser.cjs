const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })
const tests = ['\\.(test|contract|e2e)\\.tsx?$', '/testing[^/]*\\.ts$', '/testing/']
const browsers = 'packages/(client|ui|widget|sdk)|apps/inbox'
const foundations = 'lib|errors|http|database|bus|jobs|mail|storage|realtime|push|sms'
/** Files that a person, Node or a worker thread starts, and that nobody imports. */
const started =
  '(\\.d\\.ts|(web|examples)/.*\\.js|\\.config\\.[cm]?[jt]s|main\\.tsx?|index\\.ts|loader/(tag|pinned|element)\\.ts|runtime/(draw|signals)\\.ts|-thread\\.ts|\\.test\\.tsx?|\\.e2e\\.ts)$'

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }, 'A cycle means two files are one idea; merge or invert.'),
    rule(
      'protocol-is-a-leaf',
      { path: '^packages/protocol/' },
      { path: '^(packages/(?!protocol/)|apps/)' },
      'The protocol knows nobody.',
    ),
    rule(
      'database-is-a-leaf',
      { path: '^packages/database/' },
      { path: '^(packages/(?!database/)|apps/)' },
      'The store knows no product.',
    ),
    rule('packages-do-not-know-apps', { path: '^packages/' }, { path: '^apps/' }, 'Packages are built before apps.'),
    rule('apps-do-not-know-apps', { path: '^apps/([^/]+)/' }, { path: '^apps/(?!$1/)' }, 'Apps meet on the wire.'),
    rule(
      'browser-gets-types-only',
      { path: `^(${browsers})/src/`, pathNot: tests },
      {
        path: '^packages/protocol/src/(?!constants|filter/|hours/|look/|reduce/|options/(file-kinds|judge|text-in|text-keys))',
        dependencyTypesNot: ['type-only'],
      },
      'zod must not reach a browser bundle.',
    ),
    rule(
      'loader-stays-tiny',
      { path: '^packages/widget/src/loader/', pathNot: tests },
      { path: '^packages/widget/src/(?!loader/|bridge/)', dependencyTypesNot: ['type-only'] },
      'The script tag loads the app; it never contains it.',
    ),
    rule(
      'domains-meet-at-the-front-door',
      { path: '^apps/server/src/domains/([^/]+)/', pathNot: tests },
      { path: '^apps/server/src/domains/(?!$1/)[^/]+/(?!(index|ports)\\.ts$)' },
      'Import another domain through its index.ts, or as an interface through its ports.ts.',
    ),
    rule(
      'model-is-pure',
      { path: '^apps/server/src/domains/([^/]+)/model\\.ts$' },
      {
        path: [
          '^(?!packages/protocol/|apps/server/src/(lib|errors|domains/$1)/)',
          '/(store|access|actions|routes|commands|jobs|index)\\.ts$',
        ],
        pathNot: '^packages/protocol/',
      },
      'Rules without input or output.',
    ),
    rule(
      'only-stores-touch-the-database',
      { path: '^apps/server/src/domains/', pathNot: [...tests, '(store|log|index)\\.ts$'] },
      { path: '(^apps/server/src/database/|^packages/database/|node_modules/mongodb/)' },
      'Queries live in store.ts.',
    ),
    rule(
      'mongodb-behind-one-door',
      { path: '^(apps|packages/(?!database/))', pathNot: tests },
      { path: 'node_modules/mongodb/' },
      'The driver is seen by packages/database only.',
    ),
    rule(
      'foundations-do-not-know-domains',
      { path: `^apps/server/src/(${foundations})/`, pathNot: tests },
      { path: '^apps/server/src/domains/' },
      'Domains plug into foundations, never the reverse.',
    ),
    rule('no-orphans', { orphan: true, pathNot: started }, {}, 'Unused file.'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // Without these an import by package name is not resolved and passes unseen.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      mainFields: ['main'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
}
