/** A yearly list of those who reach a great age. The age counts by the year of birth, and officials confirm each line. */
export type LineStatus = 'proposed' | 'confirmed' | 'agreed' | 'declined' | 'left_out'

/** "70 75 80 85 90 95 100+": those ages, and every age from 100 on (Luật Người cao tuổi 39/2009, Điều 21). */
export function isLongevityAge(ages: string, age: number): boolean {
  return ages.split(/\s+/).some((one) => (one.endsWith('+') ? age >= Number.parseInt(one, 10) : Number(one) === age))
}

/** Which step may follow: the family is asked before anything is written, and only about a confirmed line. */
export const mayBecome: Readonly<Record<LineStatus, readonly LineStatus[]>> = {
  proposed: ['confirmed', 'left_out'],
  confirmed: ['agreed', 'declined', 'left_out'],
  agreed: ['declined', 'left_out'],
  declined: ['agreed'],
  left_out: ['proposed'],
}
