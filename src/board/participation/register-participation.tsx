import type { FastifyInstance, FastifyReply } from 'fastify'
import { isId } from '../../platform/ids.ts'
import { isWardDate, wardDateOf } from '../../platform/ward-time.ts'
import { findConsultation, listConsultations } from '../../ward/consultation/list-consultations.ts'
import { isCategory } from '../../ward/disclosure/disclosure.ts'
import { findDisclosure, listDisclosures, quarterlyList } from '../../ward/disclosure/list-disclosures.ts'
import { findElection, listElections } from '../../ward/election/find-elections.ts'
import { quarterEndOf } from '../../ward/ladder/ladder.ts'
import { findMeeting, listMeetings } from '../../ward/meeting/list-meetings.ts'
import { listPapers, readPaper } from '../../ward/paper/list-papers.ts'
import type { PaperNoun } from '../../ward/paper/paper.ts'
import { listPostings } from '../../ward/posting/list-postings.ts'
import type { Work } from '../../ward/work.ts'
import type { BoardDeps } from '../board-deps.ts'
import { askedFor, type WardPage } from '../ward-page.ts'
import { ConsultationDetail, ConsultationList } from './consultations.tsx'
import { DisclosureDetail, DisclosureList, QuarterList } from './disclosures.tsx'
import { ElectionDetail, ElectionList } from './elections.tsx'
import { meetingCalendar, MeetingDetail, MeetingList } from './meetings.tsx'

type At = { Params: { slug: string; id?: string; paper?: string } }

/** Meetings, elections, disclosures and consultations, for anybody: what is a draft is not there. */
export function registerParticipation(
  app: FastifyInstance,
  { transact, t, findWard }: BoardDeps,
  page: WardPage
): void {
  const papers = (path: string, noun: PaperNoun, isPublic: (work: Work, id: string) => Promise<unknown>) =>
    app.get<At>(`/:slug/${path}/:id/papers/:paper`, async (request, reply) => {
      const { slug, id = '', paper = '' } = request.params
      const ward = await findWard(slug)
      if (ward === null || !isId(id) || !isId(paper)) return reply.callNotFound()
      const found = await transact(ward.id, 'job:board', async (work) =>
        (await isPublic(work, id)) === null ? null : readPaper(work, { noun, rowId: id, paperId: paper })
      )
      return found === null ? reply.callNotFound() : sendPaper(reply, found)
    })

  page('meetings', async (work, { ward }) => ({
    title: t('meeting.board.heading'),
    content: <MeetingList t={t} ward={ward} rows={await listMeetings(work, { isPublic: true })} />,
  }))
  app.get<At>('/:slug/meetings.ics', async (request, reply) => {
    const ward = await findWard(request.params.slug)
    if (ward === null) return reply.callNotFound()
    const text = await transact(ward.id, 'job:board', async (work) =>
      meetingCalendar(ward, await listMeetings(work, { isPublic: true }), work.now)
    )
    return reply.type('text/calendar; charset=utf-8').header('cache-control', 'public, max-age=60').send(text)
  })
  page('meetings/:id', async (work, { ward, id }) => {
    const meeting = await findMeeting(work, { id, isPublic: true })
    if (meeting === null) return null
    const of = { noun: 'meeting', rowId: id } as const
    const [files, postings] = [await listPapers(work, of), await listPostings(work, of)]
    return { title: meeting.title, content: <MeetingDetail {...{ t, ward, meeting, papers: files, postings }} /> }
  })
  papers('meetings', 'meeting', (work, id) => findMeeting(work, { id, isPublic: true }))

  page('elections', async (work, { ward }) => ({
    title: t('election.board.heading'),
    content: <ElectionList t={t} ward={ward} rows={await listElections(work, { isPublic: true })} />,
  }))
  page('elections/:id', async (work, { ward, id }) => {
    const election = await findElection(work, { id, isPublic: true })
    if (election === null) return null
    const files = await listPapers(work, { noun: 'election', rowId: id })
    return { title: election.title, content: <ElectionDetail {...{ t, ward, election, papers: files }} /> }
  })
  papers('elections', 'election', (work, id) => findElection(work, { id, isPublic: true }))

  page('disclosures', async (work, { ward, query }) => {
    const [search, asked] = [askedFor(query, 'q'), askedFor(query, 'category')]
    const category = isCategory(asked) ? asked : undefined
    const rows = await listDisclosures(work, { isPublic: true, search, ...(category ? { category } : {}) })
    return {
      title: t('disclosure.board.heading'),
      content: <DisclosureList {...{ t, ward, rows, search, category }} />,
    }
  })
  page('disclosures/quarter', async (work, { query }) => {
    const asked = askedFor(query, 'end')
    const quarterEnd = quarterEndOf(isWardDate(asked) ? asked : wardDateOf(work.now))
    const lines = await quarterlyList(work, { quarterEnd })
    return { title: t('disclosure.board.quarter'), content: <QuarterList {...{ t, lines, quarterEnd }} /> }
  })
  page('disclosures/:id', async (work, { ward, id }) => {
    const found = await findDisclosure(work, { id, isPublic: true })
    if (found === null) return null
    const files = await listPapers(work, { noun: 'disclosure', rowId: id })
    return { title: found.title, content: <DisclosureDetail {...{ t, ward, page: found, papers: files }} /> }
  })
  papers('disclosures', 'disclosure', (work, id) => findDisclosure(work, { id, isPublic: true }))

  page('consultations', async (work, { ward }) => ({
    title: t('consultation.board.heading'),
    content: <ConsultationList t={t} ward={ward} rows={await listConsultations(work, { isPublic: true })} />,
  }))
  page('consultations/:id', async (work, { ward, id }) => {
    const row = await findConsultation(work, { id, isPublic: true })
    if (row === null) return null
    const of = { noun: 'consultation', rowId: id } as const
    const [files, postings] = [await listPapers(work, of), await listPostings(work, of)]
    return { title: row.title, content: <ConsultationDetail {...{ t, ward, row, papers: files, postings }} /> }
  })
  papers('consultations', 'consultation', (work, id) => findConsultation(work, { id, isPublic: true }))
}

/** A file opens where the browser can show it and is saved elsewhere; it is never run. */
function sendPaper(
  reply: FastifyReply,
  { name, mime, bytes }: { name: string; mime: string; bytes: Buffer }
): FastifyReply {
  const how = /^(?:application\/pdf|image\/)/.test(mime) ? 'inline' : 'attachment'
  return reply
    .type(mime)
    .header('content-disposition', `${how}; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .send(bytes)
}
