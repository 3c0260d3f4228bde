import { z } from 'zod'
import { dossierStatuses } from '../../ward/dossier/dossier.ts'
import { findDossier } from '../../ward/dossier/find-dossier.ts'
import { listDossiers } from '../../ward/dossier/list-dossiers.ts'
import { notFound, show } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id } from '../form.ts'
import { page } from '../page.tsx'
import { DossierList, DossierView } from './views.tsx'

const idParams = z.object({ id: id() })
const asked = z.object({
  search: z.string().max(200).default(''),
  status: z.union([z.enum(dossierStatuses), z.literal('').transform(() => undefined)]).optional(),
  late: z.enum(['1']).optional(),
  cursor: z.string().max(80).optional(),
})

export function addDossierPages(app: ConsoleApp): void {
  page(app, 'GET /dossiers', 'read_dossiers', {
    query: asked,
    answer: async ({ work, query, t }) => {
      const found = await listDossiers(work, { ...query, late: query.late === '1' })
      return show(t('console.dossiers.title'), <DossierList found={found} query={query} />)
    },
  })
  page(app, 'GET /dossiers/:id', 'read_dossiers', {
    params: idParams,
    answer: async ({ work, params, t }) => {
      const dossier = await findDossier(work, params)
      return dossier === null
        ? notFound()
        : show(t('console.dossiers.page_title', { code: dossier.code }), <DossierView dossier={dossier} />)
    },
  })
}
