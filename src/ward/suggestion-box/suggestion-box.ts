/**
 * The suggestion box (hòm thư góp ý): opened by two officials together, every paper numbered before it is read out, and
 * entered in the same register as what comes by chat.
 */
export const paperKinds = ['report', 'blank', 'grievance'] as const
export type PaperKind = (typeof paperKinds)[number]
