import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ComponentChildren } from 'preact'
import { isId } from '../platform/ids.ts'
import type { Work } from '../ward/work.ts'
import type { BoardDeps } from './board-deps.ts'

export type BoardWard = NonNullable<Awaited<ReturnType<BoardDeps['findWard']>>>

export type AskedOfBoard = {
  ward: BoardWard
  id: string
  query: Readonly<Record<string, string | string[] | undefined>>
}

/** A page as its title and content; null: there is none by that address. */
export type Shown = { title: string; content: ComponentChildren } | null

/** Adds a page of a ward under its name: what it shows is read in one transaction of that ward. */
export type WardPage = (path: string, read: (work: Work, asked: AskedOfBoard) => Promise<Shown>) => void

type Show = (reply: FastifyReply, ward: BoardWard, shown: NonNullable<Shown>) => FastifyReply

type At = { Params: { slug: string; id?: string }; Querystring: AskedOfBoard['query'] }

/** One way for all pages of a ward: a ward or an id that is not there is not found. */
export const makeWardPage =
  (app: FastifyInstance, { findWard, transact }: BoardDeps, show: Show): WardPage =>
  (path, read) =>
    void app.get<At>(path === '' ? '/:slug' : `/:slug/${path}`, async (request, reply) => {
      const { slug, id = '' } = request.params
      const ward = await findWard(slug)
      if (ward === null || (path.includes(':id') && !isId(id))) return reply.callNotFound()
      const shown = await transact(ward.id, 'job:board', (work) => read(work, { ward, id, query: request.query }))
      return shown === null ? reply.callNotFound() : show(reply, ward, shown)
    })

/** What was asked for in the address, as one short text. */
export const askedFor = (query: AskedOfBoard['query'], name: string): string =>
  [query[name] ?? ''].flat().join(' ').slice(0, 200)
