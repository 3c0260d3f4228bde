import { newId } from '../../platform/ids.ts'
import { matchNeighbourhood } from '../neighbourhood/neighbourhood.ts'
import { alleysIn, findPlace, houseIn, nearestPlace, placeLabel } from '../place/place.ts'
import { loadPlaces } from '../place/load-places.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { period } from './feedback-clock.ts'
import type { FeedbackKind, Intake } from './feedback.ts'
import { asFeedbackRow, lockFeedback, spotOf, textOf, titleOf, type FeedbackRow, type Spot } from './feedback-row.ts'
import { findDuplicates } from './find-duplicates.ts'
import { keepReportPhoto } from './keep-report-photo.ts'
import { loadFeedbackClock } from './load-clock.ts'
import type { DraftView, ReportPiece } from './report-chat.ts'
import { contentWords, topicsOf } from './report-words.ts'

const longestText = 4_000
const citizenId = /(?<!\d)\d{12}(?!\d)/g

/**
 * Adds a piece to the report this chat is writing, and begins one where there is none. Several messages, photos and a
 * location are one draft; it is sealed, lives for a day and is nobody's business until it is sent.
 */
export async function draftReport(work: Work, talk: Talk, piece: ReportPiece): Promise<DraftView> {
  const row = (await findDraft(work, talk)) ?? (await beginDraft(work, talk))
  const before = piece.afresh ? '' : textOf(work, row)
  const text = addText(before, piece.text)
  const spot = spotWith(spotOf(work, row), piece)
  const place = await placeOf(work, row, piece, `${text} ${spot.words ?? ''}`, spot)
  const neighbourhoodId =
    (await neighbourhoodOf(work, piece)) ?? (piece.afresh ? null : row.neighbourhoodId) ?? place.neighbourhoodId
  if (piece.photo !== undefined) await keepReportPhoto(work, talk, row.id, piece.photo)
  const change = {
    text: work.seal.text(text),
    spot: work.seal.json(spot),
    placeId: place.id,
    neighbourhoodId,
    kind: piece.kind ?? row.kind,
    visibility: piece.visibility ?? row.visibility,
    sourceInbounds: [...new Set([...row.sourceInbounds, talk.inboundId])],
    ...(await expiry(work)),
  }
  await work.db.feedback.updateMany({ where: { id: row.id }, data: change })
  return viewOf(work, talk, { ...row, ...change }, { text, spot, added: text.slice(before.length).trim(), ...place })
}

/** The draft of this chat, held; one that has lapsed is none. */
export async function findDraft(work: Work, talk: Talk): Promise<FeedbackRow | null> {
  const known = await work.db.feedback.findFirst({
    where: { conversationId: talk.conversationId, status: 'draft' },
    select: { id: true },
  })
  const row = known === null ? null : await lockFeedback(work, known.id)
  if (row === null || row.status !== 'draft') return null
  if (row.draftExpiresAt === null || row.draftExpiresAt > work.now) return row
  await work.db.feedback.deleteMany({ where: { id: row.id, status: 'draft' } })
  return null
}

async function beginDraft(work: Work, talk: Talk): Promise<FeedbackRow> {
  const chat = await work.db.conversation.findFirst({ where: { id: talk.conversationId }, select: { channel: true } })
  const id = newId()
  const intake = (chat?.channel ?? 'web') as Intake
  await work.db.feedback.createMany({
    data: [
      {
        id,
        intake,
        conversationId: talk.conversationId,
        enteredAt: work.now,
        createdAt: work.now,
        ...(await expiry(work)),
      },
    ],
  })
  return asFeedbackRow(await work.db.feedback.findFirst({ where: { id } }))!
}

async function expiry(work: Work): Promise<{ draftExpiresAt: Date; nextAt: Date }> {
  const { offset } = period(await loadFeedbackClock(work), 'FB.DRAFT', work.now)
  const at = new Date(work.now.getTime() + offset * 3_600_000)
  return { draftExpiresAt: at, nextAt: at }
}

/** "alo", "cho tui phản ánh cái" say that something comes, not what. */
function addText(before: string, added: string | undefined): string {
  const clean = (added ?? '').normalize('NFC').replace(citizenId, '…').trim()
  if (clean === '' || contentWords(clean).length === 0) return before
  return `${before}\n${clean}`.trim().slice(0, longestText)
}

function spotWith(spot: Spot, { where, latitude, longitude, afresh }: ReportPiece): Spot {
  return {
    ...(afresh ? {} : spot),
    ...(where === undefined ? {} : { words: where.normalize('NFC').trim().slice(0, 300) }),
    ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
  }
}

type Placed = {
  id: string | null
  neighbourhoodId: string | null
  label: string | null
  candidates: DraftView['candidates']
}

/** Picked, named, or near the pin: the words say it before the pin does, since people report from home. */
async function placeOf(work: Work, row: FeedbackRow, piece: ReportPiece, words: string, spot: Spot): Promise<Placed> {
  const places = await loadPlaces(work)
  const known = piece.placeId ?? (piece.afresh ? null : row.placeId)
  const found = findPlace(places, words)
  const pinned =
    spot.latitude === undefined || spot.longitude === undefined
      ? null
      : nearestPlace(places, { latitude: spot.latitude, longitude: spot.longitude })
  const chosen =
    places.find(({ id }) => id === known) ??
    (found.kind === 'one' ? found.place : null) ??
    (found.kind === 'none' ? (pinned?.place ?? null) : null)
  if (chosen !== null)
    return { id: chosen.id, neighbourhoodId: chosen.neighbourhoodId, label: placeLabel(chosen, places), candidates: [] }
  const several = found.kind === 'several' ? found.places.slice(0, 4) : []
  return {
    id: null,
    neighbourhoodId: null,
    label: null,
    candidates: several.map((place) => ({ placeId: place.id, label: placeLabel(place, places) })),
  }
}

async function neighbourhoodOf(work: Work, { neighbourhood }: ReportPiece): Promise<string | null> {
  if (neighbourhood === undefined) return null
  const rows = await work.db.neighbourhood.findMany({ select: { id: true, code: true, name: true } })
  return matchNeighbourhood(rows, neighbourhood)?.id ?? null
}

type Shown = Placed & { text: string; added: string; spot: Spot }

async function viewOf(
  work: Work,
  talk: Talk,
  row: FeedbackRow,
  { text, added, spot, label, candidates }: Shown
): Promise<DraftView> {
  const hasPin = spot.latitude !== undefined
  const neighbourhood =
    row.neighbourhoodId === null
      ? null
      : await work.db.neighbourhood.findFirst({ where: { id: row.neighbourhoodId }, select: { name: true } })
  const photos = await work.db.feedbackFile.count({ where: { feedbackId: row.id } })
  const isPlaced =
    namesSomewhere(text) || label !== null || hasPin || spot.words !== undefined || neighbourhood !== null
  const missing = text === '' ? 'what' : isPlaced || !needsPlace(row.kind, text) ? null : 'where'
  return {
    title: titleOf(text, 200),
    kind: row.kind as FeedbackKind,
    visibility: row.visibility,
    place:
      [label ?? spot.words ?? null, neighbourhood?.name ?? null].filter((part) => part !== null).join(', ') || null,
    candidates,
    photos,
    missing,
    added: added === '' ? null : titleOf(added, 200),
    duplicates:
      missing === null && row.kind === 'problem'
        ? await findDuplicates(work, { ...row, conversationId: talk.conversationId }, text)
        : [],
  }
}

/** Praise, ideas and how an official behaved have no street corner. */
const needsPlace = (kind: string, text: string): boolean =>
  kind === 'problem' && !(topicsOf(text).length === 1 && topicsOf(text)[0] === 'officials')

/** A street by its name, an alley or a house by its number, though the gazetteer does not know it: an official finds it. */
const namesSomewhere = (text: string): boolean =>
  alleysIn(text).length > 0 ||
  houseIn(text) !== null ||
  /(?<!\p{L})(?:[Đđ]ường|[Pp]hố|[Cc]hợ|[Tt]rường|[Nn]gã [Tt]ư|[Nn]gã [Bb]a|[Cc]ầu|[Cc]hung cư|[Cc]ông viên|[Cc]hùa)\s+(?:số\s+)?[\p{Lu}\d]/u.test(
    text
  )
