import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import { loudspeakerReading, type Reading } from '../../ward/notice/loudspeaker.ts'
import { fillForRecipient, noticeMessage, stampIssued, type NoticeLanguage } from '../../ward/notice/notice-words.ts'
import { withoutChat } from '../../ward/notice/without-chat.ts'
import { wardNameOf } from '../../ward/ward/ward-name.ts'
import type { Work } from '../../ward/work.ts'
import type { ChannelPreview, ConsoleApp } from '../console-app.ts'

export type NoticePreviews = {
  languages: readonly { language: NoticeLanguage; channels: readonly ChannelPreview[] }[]
  loudspeaker: Reading
}

/** A notice as a recipient will see it on every channel of the ward, and as the loudspeaker reads it. */
export async function previewsOf({ deps }: ConsoleApp, work: Work, drafted: NoticeRow): Promise<NoticePreviews> {
  const notice = asIssued(drafted, work.now)
  const { name } = await wardNameOf(work)
  const languages: NoticeLanguage[] = notice.words.en ? ['vi', 'en'] : ['vi']
  const shown = languages.map(async (language) => {
    const words = notice.words[language] ?? notice.words.vi
    const message = {
      text: fillForRecipient(noticeMessage(words, name), {}, language),
      choices: notice.choices.map((choice) => ({ id: choice.id, label: choice[language] })),
    }
    return { language, channels: await deps.previews(work.wardId, message) }
  })
  return { languages: await Promise.all(shown), loudspeaker: readingOf(deps.t, notice, name) }
}

/** An emergency with the hour that its approval will write on it. */
const asIssued = (notice: NoticeRow, now: Date): NoticeRow =>
  notice.class === 'emergency' && notice.approvedAt === null
    ? {
        ...notice,
        words: stampIssued(notice.words, notice.sendAt !== null && notice.sendAt > now ? notice.sendAt : now),
      }
    : notice

function readingOf(t: ConsoleApp['deps']['t'], { kind, words }: NoticeRow, ward: string): Reading {
  const plain = (text: string) => fillForRecipient(text, {}, 'vi')
  const isUrgent = kind === 'emergency'
  return loudspeakerReading({
    opening: t(isUrgent ? 'notice.loudspeaker.urgent.opening' : 'notice.loudspeaker.opening', { ward }),
    title: plain(words.vi.title),
    body: plain(withoutChat(words.vi.body)),
    closing: t(isUrgent ? 'notice.loudspeaker.urgent.closing' : 'notice.loudspeaker.closing'),
    ...(isUrgent ? { again: t('notice.loudspeaker.urgent.again') } : {}),
  })
}
