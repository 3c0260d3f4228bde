import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { wardDateOf } from '../../platform/ward-time.ts'
import { longestSummary } from '../disclosure/disclosure.ts'
import { draftDisclosure } from '../disclosure/keep-disclosure.ts'
import type { Work } from '../work.ts'

type Words = { title: string; summary: string; elsewhere: string }

const readWords = (folder = path.resolve('prisma/reference')): Words =>
  parse(readFileSync(path.join(folder, 'consultation-disclosure.yaml'), 'utf8')) as Words

type Answer = { title: string; summary: string; explanation: string }

/**
 * Summary and explanation are a content the ward must make public in every form the law names (Điều 11, D11): the
 * disclosure lies before its officer as a draft with its clock running. Null where no rule is in force.
 */
export async function discloseAnswer(work: Work, { title, summary, explanation }: Answer): Promise<string | null> {
  const words = readWords()
  const today = wardDateOf(work.now)
  const whole = words.summary.replace('{{summary}}', () => summary).replace('{{explanation}}', () => explanation)
  const drafted = await draftDisclosure(work, {
    ...{ category: 'D11', clockRule: 'DISC.GENERAL', clockDate: today, supersedesId: null },
    ...{ decisionNumber: '', decisionDate: today },
    title: words.title.replace('{{title}}', () => title),
    summary: whole.length > longestSummary ? words.elsewhere : whole,
  })
  return drafted.ok ? drafted.value.disclosureId : null
}
