import { root } from '../console-app.ts'
import { usePage } from '../views/page-context.ts'
import { ActForm } from './act-form.tsx'
import type { ReportModel } from './report-model.ts'

type Props = { model: ReportModel; files: ReportModel['page']['files']; label: string }

/** Photos and documents of a report or of its answer, each to be seen whole and, by who handles it, taken away. */
export function Files({ model, files, label }: Props) {
  const { t } = usePage()
  if (files.length === 0) return null
  const { base } = model
  const { row } = model.page
  return (
    <ul class="photos">
      {files.map((file, at) => {
        const name = t(file.mime === 'application/pdf' ? 'feedback.desk.document' : label, { number: at + 1 })
        const href = `${root}${base}/${row.id}/files/${file.id}`
        return (
          <li>
            {!file.ready ? (
              <span class="quiet">{t('feedback.desk.photo_coming', { number: at + 1 })}</span>
            ) : file.mime === 'application/pdf' ? (
              <a href={href}>{name}</a>
            ) : (
              <a href={href}>
                <img src={href} alt="" loading="lazy" />
                {name}
              </a>
            )}
            {model.may('handle_feedback') && row.answeredAt === null ? (
              <ActForm model={model} act="remove-file" fields={{ file_id: file.id }}>
                <button class="second" aria-label={t('feedback.desk.remove_named', { name })}>
                  {t('feedback.desk.remove')}
                </button>
              </ActForm>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
