import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import { usePage } from '../views/page-context.ts'
import { Go } from '../views/parts.tsx'
import type { NoticePreviews } from './previews.ts'

/** As each channel will show it: the same parts, in the same words, with the same buttons. */
export function Previews({ notice, previews }: { notice: NoticeRow; previews: NoticePreviews }) {
  const { t } = usePage()
  const { loudspeaker } = previews
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t('notice.desk.preview')}</h2>
      <p class="hint">{t('notice.desk.preview_what')}</p>
      <ChannelPreviews previews={previews} />
      {notice.template ? (
        <>
          <h3>{t('notice.desk.zalo_past_window')}</h3>
          <p class="hint">{t('notice.desk.zalo_past_window_what', { id: notice.template.id })}</p>
          <div class="bubble-preview">
            {Object.entries(notice.template.values)
              .map(([parameter, text]) => `${parameter}: ${text}`)
              .join('\n')}
          </div>
        </>
      ) : null}
      <h3>{t('notice.desk.loudspeaker')}</h3>
      <p class="hint">
        {t('notice.desk.loudspeaker_seconds', { seconds: loudspeaker.seconds })}
        {loudspeaker.cut ? ` ${t('notice.desk.loudspeaker_cut')}` : ''}
      </p>
      <div class="bubble-preview">{loudspeaker.text}</div>
      <h3>{t('notice.desk.poster')}</h3>
      <p>
        <Go to={`/notices/${notice.id}/poster.pdf`}>{t('notice.desk.poster_open')}</Go>
      </p>
    </section>
  )
}

export function ChannelPreviews({ previews }: { previews: NoticePreviews }) {
  const { t } = usePage()
  return (
    <>
      {previews.languages.map(({ language, channels }) =>
        channels.map(({ channel, parts }) => (
          <>
            <h3>
              {t(`notice.desk.channel.${channel}`)}
              {language === 'en' ? ` (${t('notice.desk.in_english')})` : null}
            </h3>
            {parts.map((part) => (
              <div class="bubble-preview" lang={language}>
                {part}
              </div>
            ))}
          </>
        ))
      )}
    </>
  )
}
