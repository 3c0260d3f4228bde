/** A right of the person whose data is kept (Luật 91/2025 Điều 4). */
export const dataRequestKinds = ['view', 'correct', 'delete', 'withdraw'] as const
export type DataRequestKind = (typeof dataRequestKinds)[number]

export type DataRequestStatus = 'open' | 'acknowledged' | 'done' | 'refused'

export const openDataRequestStatuses: readonly DataRequestStatus[] = ['open', 'acknowledged']

/** Which dated rule sets the clock of each right (NĐ 356/2025 Điều 5). */
export const dataRequestRules: Readonly<Record<DataRequestKind | 'acknowledge', string>> = {
  acknowledge: 'DSR.ACK',
  view: 'DSR.ACCESS',
  correct: 'DSR.ACCESS',
  withdraw: 'DSR.WITHDRAW',
  delete: 'DSR.DELETE',
}
