/** Every job and its lane. Payloads hold a ward and a row, nothing else: the row is the truth. */
export const catalogue = {
  'handle-inbound': { lane: 'reply' },
  'deliver-outbox': { lane: 'reply' },
  'start-notice': { lane: 'emergency' }, // short, and to the second
  'send-emergency': { lane: 'emergency' },
  'send-notice': { lane: 'mass' },
  'arm-notices': { lane: 'reconcile' },
  'wake-notices': { lane: 'reconcile' },
  'end-notice-doubts': { lane: 'reconcile' },
  'close-doors': { lane: 'reconcile' },
  'send-digests': { lane: 'reconcile' },
  'check-ledger': { lane: 'reconcile' },
  'check-import': { lane: 'bulk' },
  'apply-import': { lane: 'bulk' },
  'sweep-doorbells': { lane: 'reconcile' },
  'tell-late-dossiers': { lane: 'reconcile' },
  'send-letters': { lane: 'reconcile' },
  'tend-letters': { lane: 'reconcile' },
  'refresh-channel-tokens': { lane: 'reconcile' },
  'retrain-model': { lane: 'bulk' },
  'end-silent-links': { lane: 'reconcile' },
  'climb-ladders': { lane: 'reconcile' },
  'draft-recurring': { lane: 'reconcile' },
  'tend-feedback': { lane: 'reconcile' },
  'look-at-report-photo': { lane: 'bulk' },
  'purge-old-rows': { lane: 'reconcile' },
} as const satisfies Record<string, { lane: Lane }>

export type JobName = keyof typeof catalogue

/** `mass` is sending to many: apart from replies, in a process of its own where the machine allows. */
export const lanes = ['reply', 'emergency', 'mass', 'bulk', 'reconcile'] as const
export type Lane = (typeof lanes)[number]

/** Jobs by the clock carry no row: they open one transaction per ward themselves. */
export type JobPayload = { wardId: string; rowId: string } | Record<string, never>

export const isJobName = (name: string): name is JobName => Object.hasOwn(catalogue, name)
