import { root } from '../console-app.ts'
import { usePage } from './page-context.ts'

type Props = { kind: string; what: string | undefined; requestId: string; back: string | null }

/** What happened, what the official can do now, and the number by which the log finds it. */
export function Refusal({ kind, what, requestId, back }: Props) {
  const { t, official } = usePage()
  return (
    <>
      <p>{what ?? t(`console.refusal.${kind}.what`)}</p>
      <p>
        {back === null ? t(`console.refusal.${kind}.next`) : <a href={back}>{t(`console.refusal.${kind}.next`)}</a>}
      </p>
      <p>
        <a href={official ? root : `${root}/sign-in`}>
          {official ? t('console.refusal.home') : t('console.refusal.sign_in')}
        </a>
      </p>
      <p class="quiet">{t('console.refusal.number', { number: requestId })}</p>
    </>
  )
}
