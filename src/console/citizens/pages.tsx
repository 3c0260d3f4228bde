import { z } from 'zod'
import { endLinkByOfficial } from '../../ward/citizen/end-link.ts'
import { findCitizen } from '../../ward/citizen/find-citizen.ts'
import { listCitizens } from '../../ward/citizen/list-citizens.ts'
import { makeLinkCode } from '../../ward/citizen/make-link-code.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { CitizenList, CitizenView, LinkCode } from './views.tsx'

const idParams = z.object({ id: id() })
const linkParams = z.object({ id: id(), linkId: id() })
const asked = z.object({
  search: z.string().max(200).default(''),
  neighbourhood: z.string().max(40).optional(),
  cursor: z.uuid().optional(),
})

export function addCitizenPages(app: ConsoleApp): void {
  page(app, 'GET /citizens', 'read_citizens', {
    query: asked,
    answer: async ({ work, query, t }) => {
      const found = await listCitizens(work, {
        search: query.search,
        neighbourhoodCode: query.neighbourhood || undefined,
        cursor: query.cursor,
      })
      return show(t('console.citizens.title'), <CitizenList {...found} query={query} />)
    },
  })
  page(app, 'GET /citizens/:id', 'read_citizens', {
    params: idParams,
    answer: async ({ work, params, may }) => {
      const citizen = await findCitizen(work, params)
      return citizen === null
        ? notFound()
        : show(citizen.fullName, <CitizenView citizen={citizen} mayLink={may('manage_links')} />)
    },
  })
  page(app, 'POST /citizens/:id/link-code', 'manage_links', { params: idParams, answer: makeCode })
  page(app, 'POST /citizens/:id/links/:linkId/end', 'manage_links', {
    params: linkParams,
    answer: async ({ work, params }) => {
      const citizen = await findCitizen(work, params)
      if (citizen === null || !citizen.links.some((link) => link.id === params.linkId)) return notFound()
      const ended = await endLinkByOfficial(work, { linkId: params.linkId })
      return ended.ok
        ? goTo(`/citizens/${params.id}`, { say: 'console.citizens.link_ended' })
        : conflict('console.citizens.refused.not_linked')
    },
  })
}

async function makeCode({ work, params, t }: Visit<typeof idParams>): Promise<Answer> {
  const citizen = await findCitizen(work, params)
  if (citizen === null) return notFound()
  const made = await makeLinkCode(work, { citizenId: params.id })
  if (!made.ok) return conflict(`console.citizens.refused.${made.refusal}`)
  return show(
    t('console.citizens.code_title', { name: citizen.fullName }),
    <LinkCode citizenId={params.id} made={made.value} />
  )
}
